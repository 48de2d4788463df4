"""Word styles of official papers: sizes and weights from HD 36-HD/VPTW, annex 3, and Decree 30/2020/NĐ-CP, annex I."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from docx.document import Document as File
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from nhiemky.printing import word_xml as xml
from nhiemky.printing.document import Align, PartyHeader, StateHeader

FONT = "Times New Roman"
LANGUAGE = "vi-VN"
PAGE_WIDTH, PAGE_HEIGHT = Mm(210), Mm(297)
TOP, BOTTOM, LEFT, RIGHT = Mm(20), Mm(20), Mm(30), Mm(15)
USUAL_TABLE = 12

TITLE, SUBJECT, DASHES, RULE = "Title", "Subtitle", "Dashes", "Short Rule"
HEADINGS = {1: "Heading 1", 2: "Heading 2"}
PARAGRAPHS = {
    Align.JUSTIFY: "Body Text",
    Align.LEFT: "Text Left",
    Align.CENTER: "Text Centred",
    Align.RIGHT: "Text Right",
}
LIST_POINT = "List Number"
SUPERIOR, ISSUER, NUMBER = "Superior Body", "Issuing Body", "Paper Number"
MOTTO, PLACE_AND_DATE = "Motto", "Place and Date"
TABLE_HEAD = "Table Head"
TABLE_CELLS = {
    Align.LEFT: "Table Text",
    Align.CENTER: "Table Centred",
    Align.RIGHT: "Table Figure",
    Align.JUSTIFY: "Table Justified",
}
KEY, AFTER_TABLE = "Key and Value", "After Table"
SIGNATURE, RECIPIENTS_HEAD, RECIPIENT = "Signature Line", "Recipients", "Recipient"
PAGE_NUMBER, FINGERPRINT = "Header", "Footer"
RULED_TABLE, PLAIN_TABLE = "Table Grid", "Normal Table"

_BODY = 14
_LINE = Pt(18)
_ALIGNMENT = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTER: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
    Align.JUSTIFY: WD_ALIGN_PARAGRAPH.JUSTIFY,
}


@dataclass(frozen=True, slots=True)
class Form:
    """What differs between Party and state papers: type sizes in points and the two shares of the head in percent."""

    header_shares: tuple[int, int]
    superior: int
    motto: int
    number: int
    title: int
    recipient: int
    recipients_bold_italic: bool


_PARTY = Form((46, 54), superior=14, motto=15, number=14, title=16, recipient=12, recipients_bold_italic=False)
_STATE = Form((42, 58), superior=12, motto=12, number=13, title=14, recipient=11, recipients_bold_italic=True)


@dataclass(frozen=True, slots=True)
class Look:
    """One paragraph style. Sizes and spaces are in points."""

    name: str
    size: int = _BODY
    bold: bool = False
    italic: bool = False
    underline: bool = False
    align: Align = Align.CENTER
    before: int = 0
    after: int = 0
    indent: Length | None = None
    keep_with_next: bool = False


def form_of(header: PartyHeader | StateHeader) -> Form:
    """The form a header belongs to."""
    match header:
        case PartyHeader():
            return _PARTY
        case StateHeader():
            return _STATE


_STYLES_WITH_EFFECTS = "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects"


def define(file: File, header: PartyHeader | StateHeader) -> None:
    """Sets the page and gives the file every style that papers use."""
    _page(file)
    defaults = file.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    xml.set_font(defaults, FONT)
    xml.set_language(defaults, LANGUAGE)
    _drop_unused_table_styles(file)
    _drop_styles_of_word_2010(file)
    for look in (Look("Normal", align=Align.LEFT), *_looks(form_of(header))):
        _apply(file, look)


def describe(file: File, *, title: str, subject: str, dated: date) -> None:
    """Core properties: what the paper is and its own date; no person, no software, no preview picture."""
    properties = file.core_properties
    properties.title, properties.subject, properties.language = title, subject, LANGUAGE
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.revision = 1
    properties.created = properties.modified = datetime.combine(dated, time(), tzinfo=UTC)
    relationships = file.part.package.rels
    for key in [key for key, one in relationships.items() if one.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del relationships[key]


def _drop_unused_table_styles(file: File) -> None:
    """python-docx's template brings a hundred; they swell the file and slow down every look-up of a style."""
    for style in list(file.styles):
        if style.type is WD_STYLE_TYPE.TABLE and style.name not in (RULED_TABLE, PLAIN_TABLE):
            style.delete()


def _drop_styles_of_word_2010(file: File) -> None:
    """python-docx's template has all its styles a second time for Word 2010, which repairs files where they differ."""
    kept = file.part.rels
    for key in [key for key, one in kept.items() if one.reltype == _STYLES_WITH_EFFECTS]:
        del kept[key]


def text_width(file: File) -> int:
    """Between the margins, in English Metric Units, as all lengths of Word."""
    section = file.sections[0]
    return (section.page_width or PAGE_WIDTH) - LEFT - RIGHT


def lay_on_its_side(file: File) -> None:
    """A4 in landscape."""
    section = file.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = PAGE_HEIGHT, PAGE_WIDTH


def _page(file: File) -> None:
    section = file.sections[0]
    section.page_width, section.page_height = PAGE_WIDTH, PAGE_HEIGHT
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = TOP, BOTTOM, LEFT, RIGHT
    section.header_distance = Mm(10)
    section.footer_distance = Mm(7)


def _looks(form: Form) -> tuple[Look, ...]:
    return (
        Look(SUPERIOR, form.superior),
        Look(ISSUER, form.superior, bold=True),
        Look(NUMBER, form.number),
        Look(MOTTO, form.motto, bold=True),
        Look(PLACE_AND_DATE, form.number, italic=True),
        Look(TITLE, form.title, bold=True, before=14, after=3, keep_with_next=True),
        Look(SUBJECT, bold=True, keep_with_next=True),
        Look(DASHES, after=12, keep_with_next=True),
        Look(RULE, 2, after=12),
        Look(HEADINGS[1], bold=True, align=Align.LEFT, before=8, after=5, keep_with_next=True),
        Look(HEADINGS[2], bold=True, align=Align.LEFT, before=6, after=5, keep_with_next=True),
        *(
            Look(name, align=align, after=6, indent=Mm(10) if align is Align.JUSTIFY else None)
            for align, name in PARAGRAPHS.items()
        ),
        Look(LIST_POINT, align=Align.JUSTIFY, after=6),
        Look(TABLE_HEAD, USUAL_TABLE, bold=True, before=2, after=2, keep_with_next=True),
        *(Look(name, USUAL_TABLE, align=align, before=2, after=2) for align, name in TABLE_CELLS.items()),
        Look(KEY, align=Align.LEFT, after=3),
        Look(AFTER_TABLE, 6),
        Look(SIGNATURE, keep_with_next=True),
        Look(
            RECIPIENTS_HEAD,
            12 if form.recipients_bold_italic else _BODY,
            bold=form.recipients_bold_italic,
            italic=form.recipients_bold_italic,
            underline=not form.recipients_bold_italic,
            align=Align.LEFT,
        ),
        Look(RECIPIENT, form.recipient, align=Align.LEFT),
        Look(PAGE_NUMBER, _BODY),
        Look(FINGERPRINT, 8),
    )


def _apply(file: File, look: Look) -> None:
    """Writes a look over Word's own style of that name, or makes the style."""
    style: ParagraphStyle
    if look.name in file.styles:
        style = file.styles[look.name]
    else:
        style = file.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = file.styles["Normal"]
    font, paragraph = style.font, style.paragraph_format
    xml.clear_style(style.element)
    properties = style.element.get_or_add_rPr()
    xml.set_font(properties, FONT)
    font.size, font.bold, font.italic, font.underline = Pt(look.size), look.bold, look.italic, look.underline
    font.color.rgb = RGBColor(0, 0, 0)
    xml.set_language(properties, LANGUAGE)
    paragraph.alignment = _ALIGNMENT[look.align]
    paragraph.space_before, paragraph.space_after = Pt(look.before), Pt(look.after)
    paragraph.first_line_indent = look.indent
    paragraph.keep_with_next = look.keep_with_next
    if look.size >= _BODY:
        paragraph.line_spacing_rule, paragraph.line_spacing = WD_LINE_SPACING.AT_LEAST, _LINE
    else:
        paragraph.line_spacing = 1.0
