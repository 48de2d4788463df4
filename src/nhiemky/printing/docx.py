"""DOCX through python-docx: the PDF's words in real Word styles, so that an office can go on working with them."""

import io

import docx
from docx.document import Document as File
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.shared import Length, Mm, Pt
from docx.table import _Cell as Cell
from docx.text.paragraph import Paragraph as FileParagraph

from nhiemky.printing import word_styles as styles
from nhiemky.printing import word_xml as xml
from nhiemky.printing.document import (
    Align,
    Block,
    Document,
    Heading,
    KeyValues,
    NumberedList,
    PageBreak,
    Paragraph,
    Picture,
    Recipients,
    Run,
    Signature,
    Signatures,
    Table,
    bold,
    italic,
    runs,
)
from nhiemky.printing.raster import raster
from nhiemky.printing.text import printable
from nhiemky.printing.word_grid import plain_grid, ruled_grid
from nhiemky.printing.word_header import write_header, write_title
from nhiemky.printing.word_package import fixed_package

_KEY_SHARES = (2, 1)
_SIGNATURE_SHARES = (1, 1)
_SIGNING_SPACE = Mm(22)


def render_docx(document: Document) -> bytes:
    """The paper as DOCX in Times New Roman, A4, marked as Vietnamese, naming no person in its properties.

    The same document gives the same bytes: dates inside the file are the paper's own.
    """
    file = docx.Document()
    styles.define(file, document.header)
    styles.describe(file, title=printable(document.title), subject=printable(document.subject), dated=document.dated)
    if document.landscape:
        styles.lay_on_its_side(file)
    _page_furniture(file, document)
    write_header(file, document)
    write_title(file, document)
    for block in document.blocks:
        _write(file, block)
    saved = io.BytesIO()
    file.save(saved)
    return fixed_package(saved.getvalue())


def _page_furniture(file: File, document: Document) -> None:
    """Page numbers from page 2, the fingerprints on every page."""
    section = file.sections[0]
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.style = styles.PAGE_NUMBER
    xml.add_page_number(number)
    section.first_page_header.paragraphs[0].style = styles.PAGE_NUMBER
    for footer in (section.footer, section.first_page_footer):
        line = footer.paragraphs[0]
        line.style = styles.FINGERPRINT
        for number, fingerprint in enumerate(document.fingerprints):
            if number:
                line.add_run().add_break()
            line.add_run(f"{printable(fingerprint.label)} – SHA-256: {fingerprint.sha256}")


def _write(file: File, block: Block) -> None:
    match block:
        case Heading():
            file.add_paragraph(printable(block.text), style=styles.HEADINGS[block.level])
        case Paragraph():
            _text(file.add_paragraph(style=styles.PARAGRAPHS[block.align]), block.runs)
        case NumberedList():
            _numbered_list(file, block)
        case Table():
            _ruled_table(file, block)
        case Picture():
            _picture(file, block)
        case KeyValues():
            _key_values(file, block)
        case Signatures():
            _signatures(file, block)
        case PageBreak():
            file.add_paragraph(style=styles.AFTER_TABLE).paragraph_format.page_break_before = True


def _text(paragraph: FileParagraph, parts: tuple[Run, ...]) -> None:
    for part in parts:
        written = paragraph.add_run(printable(part.text))
        # None leaves the style's own weight and slope in force.
        written.bold = part.bold or None
        written.italic = part.italic or None


def _numbered_list(file: File, block: NumberedList) -> None:
    numbering = xml.new_numbering(file.part.numbering_part.element, block.start)
    for item in block.items:
        paragraph = file.add_paragraph(style=styles.LIST_POINT)
        xml.number_paragraph(paragraph, numbering)
        _text(paragraph, item)


def _fill(cell: Cell, parts: tuple[Run, ...], style: str) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.style = style
    _text(paragraph, parts)


def _ruled_table(file: File, block: Table) -> None:
    table = ruled_grid(file, len(block.rows) + 1, tuple(column.share for column in block.columns))
    head, *body = table.rows
    xml.repeat_on_each_page(head)
    for cell, column in zip(head.cells, block.columns, strict=True):
        _fill(cell, runs(column.title), styles.TABLE_HEAD)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    for line, row in zip(body, block.rows, strict=True):
        xml.keep_whole(line)
        for cell, column, text in zip(line.cells, block.columns, row, strict=True):
            _fill(cell, runs(text), styles.TABLE_CELLS[column.align])
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    if block.points != styles.USUAL_TABLE:
        for written in (part for line in table.rows for cell in line.cells for part in cell.paragraphs[0].runs):
            written.font.size = Pt(block.points)
    file.add_paragraph(style=styles.AFTER_TABLE)


def _picture(file: File, block: Picture) -> None:
    """Word cannot draw SVG everywhere: the picture is set as dots, with its words for screen readers."""
    paragraph = file.add_paragraph(style=styles.PARAGRAPHS[Align.CENTER])
    width = Length(styles.text_width(file) * block.share // 100)
    shape = paragraph.add_run().add_picture(io.BytesIO(raster(block.svg)), width=width)
    shape._inline.docPr.set("descr", printable(block.words))  # noqa: SLF001 - python-docx has no other way to it
    if block.name:
        _text(file.add_paragraph(style=styles.PARAGRAPHS[Align.CENTER]), runs(italic(block.name)))


def _key_values(file: File, block: KeyValues) -> None:
    table = plain_grid(file, len(block.pairs), _KEY_SHARES)
    for line, (label, value) in zip(table.rows, block.pairs, strict=True):
        xml.keep_whole(line)
        _fill(line.cells[0], runs(label), styles.KEY)
        _fill(line.cells[1], runs(bold(value)), styles.KEY)
    file.add_paragraph(style=styles.AFTER_TABLE)


def _signatures(file: File, block: Signatures) -> None:
    """One row of the columns, which Word keeps on one page; a single column stands at the right."""
    file.add_paragraph(style=styles.AFTER_TABLE)
    row = plain_grid(file, 1, _SIGNATURE_SHARES).rows[0]
    xml.keep_whole(row)
    for cell, part in zip(row.cells[-len(block.columns) :], block.columns, strict=True):
        match part:
            case Signature():
                _signature(cell, part)
            case Recipients():
                _recipients(cell, part)


def _signature(cell: Cell, part: Signature) -> None:
    _fill(cell, runs(bold(part.authority)), styles.SIGNATURE)
    last = cell.paragraphs[0]
    if part.position:
        last = cell.add_paragraph(printable(part.position), style=styles.SIGNATURE)
    last.paragraph_format.space_after = _SIGNING_SPACE
    _text(cell.add_paragraph(style=styles.SIGNATURE), runs(bold(part.name)))


def _recipients(cell: Cell, part: Recipients) -> None:
    _fill(cell, runs("Nơi nhận:"), styles.RECIPIENTS_HEAD)
    for name in part.names:
        cell.add_paragraph(f"- {printable(name)}", style=styles.RECIPIENT)
