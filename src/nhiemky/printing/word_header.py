"""The head and the title of a paper in DOCX: issuer and number at the left, motto, place and date at the right."""

from docx.document import Document as File
from docx.shared import Length, Mm
from docx.table import _Cell as Cell
from docx.text.paragraph import Paragraph

from nhiemky.printing import word_styles as styles
from nhiemky.printing import word_xml as xml
from nhiemky.printing.document import Document, PartyHeader, StateHeader
from nhiemky.printing.text import printable
from nhiemky.printing.word_grid import plain_grid


def write_header(file: File, document: Document) -> None:
    """A table of two rows without rules, so that the number and the date stand on one line."""
    header = document.header
    table = plain_grid(file, 2, styles.form_of(header).header_shares)
    (issuer, motto), (number, dated) = (row.cells for row in table.rows)
    _issuer(issuer, header)
    _motto(motto, header)
    _lines(number, (header.number,), styles.NUMBER)
    _lines(dated, (document.place_and_date,), styles.PLACE_AND_DATE)


def _issuer(cell: Cell, header: PartyHeader | StateHeader) -> None:
    _lines(cell, (header.superior,) if header.superior else (), styles.SUPERIOR)
    _lines(cell, header.issuer, styles.ISSUER)
    match header:
        case PartyHeader():
            _lines(cell, ("*",), styles.NUMBER)
        case StateHeader():
            _short_rule(cell.add_paragraph(), within=cell.width or 0, long=Mm(25))


def _motto(cell: Cell, header: PartyHeader | StateHeader) -> None:
    """The last line is underlined: the rule then has the length of the words, as both forms ask."""
    _lines(cell, header.motto, styles.MOTTO)
    for run in cell.paragraphs[-1].runs:
        run.underline = True


def write_title(file: File, document: Document) -> None:
    """The kind of paper, its subject, and what ends them: five dashes in Party papers, a short rule in state papers."""
    file.add_paragraph(printable(document.title), style=styles.TITLE)
    if document.subject:
        file.add_paragraph(printable(document.subject), style=styles.SUBJECT)
    match document.header:
        case PartyHeader():
            file.add_paragraph("-----", style=styles.DASHES)
        case StateHeader():
            _short_rule(file.add_paragraph(), within=styles.text_width(file), long=Mm(30))


def _short_rule(paragraph: Paragraph, *, within: int, long: int) -> None:
    """A rule in the middle of a space, both in Word's units (914400 to the inch)."""
    paragraph.style = styles.RULE
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Length((within - long) // 2)
    xml.rule_below(paragraph)


def _lines(cell: Cell, lines: tuple[str, ...], style: str) -> None:
    """Each line as a paragraph of its own; the first fills the empty one that every cell starts with."""
    for line in lines:
        empty = len(cell.paragraphs) == 1 and not cell.paragraphs[0].text
        paragraph = cell.paragraphs[0] if empty else cell.add_paragraph()
        paragraph.style = style
        paragraph.add_run(printable(line))
