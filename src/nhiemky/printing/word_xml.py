"""The parts of WordprocessingML (ECMA-376) for which python-docx has no method."""

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table
from docx.table import _Row as Row
from docx.text.paragraph import Paragraph

# Elements of python-docx's XML tree get their methods at run time.
Element = Any

_LIST_INDENT = Mm(19)
_NUMBER_HANGS = Mm(9)


def _tree(part: Paragraph | Row | Table) -> Element:
    """The XML behind a part; python-docx offers it under a private name only."""
    return part._element  # noqa: SLF001


def element(tag: str, **attributes: str) -> Element:
    """An element in the `w` name space with attributes in the same name space."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def clear_style(style: Element) -> None:
    """Removes a style's own look, theme fonts and colours included; a heading keeps its place in the outline."""
    for properties in style.findall(qn("w:rPr")):
        style.remove(properties)
    for properties in style.findall(qn("w:pPr")):
        for one in [one for one in properties if one.tag != qn("w:outlineLvl")]:
            properties.remove(one)


def set_language(properties: Element, language: str) -> None:
    """Marks text with these run properties as written in a language (BCP 47), for spelling and for screen readers."""
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    properties.append(element("lang", val=language, eastAsia=language, bidi=language))


def set_font(properties: Element, family: str) -> None:
    """One family for all scripts, so that no Vietnamese letter falls back to a theme's font."""
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    properties.insert(0, element("rFonts", ascii=family, hAnsi=family, eastAsia=family, cs=family))


def add_page_number(paragraph: Paragraph) -> None:
    """A field that Word fills with the page's number."""
    field = element("fldSimple", instr="PAGE")
    run = element("r")
    text = element("t")
    text.text = "2"
    run.append(text)
    field.append(run)
    _tree(paragraph).append(field)


def repeat_on_each_page(row: Row) -> None:
    """The row opens the table on each page it reaches."""
    keep_whole(row)
    _tree(row).get_or_add_trPr().append(element("tblHeader"))


def keep_whole(row: Row) -> None:
    """The row is not broken between pages."""
    _tree(row).get_or_add_trPr().append(element("cantSplit"))


def drop_side_margins(table: Table) -> None:
    """Cells without rules reach the edges of the text."""
    margins = element("tblCellMar")
    for side in ("left", "right"):
        margins.append(element(side, w="0", type="dxa"))
    properties = _tree(table).tblPr
    # The schema wants the margins before the look, which Word's own tables end with.
    properties.find(qn("w:tblLook")).addprevious(margins)


def rule_below(paragraph: Paragraph) -> None:
    """A thin rule under a paragraph."""
    borders = element("pBdr")
    borders.append(element("bottom", val="single", sz="6", space="1", color="auto"))
    properties = _tree(paragraph).get_or_add_pPr()
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def new_numbering(numbering: Element, start: int) -> int:
    """Adds a list numbered "1." from `start`, independent of all others, and returns its numId."""
    existing = numbering.findall(qn("w:abstractNum"))
    identifier = 1 + max((int(one.get(qn("w:abstractNumId"))) for one in existing), default=0)
    abstract = element("abstractNum", abstractNumId=str(identifier))
    abstract.append(element("multiLevelType", val="singleLevel"))
    level = element("lvl", ilvl="0")
    for tag, value in (("start", str(start)), ("numFmt", "decimal"), ("lvlText", "%1."), ("lvlJc", "left")):
        level.append(element(tag, val=value))
    place = element("pPr")
    place.append(element("ind", left=str(_LIST_INDENT.twips), hanging=str(_NUMBER_HANGS.twips)))
    level.append(place)
    abstract.append(level)
    existing[-1].addnext(abstract)
    return int(numbering.add_num(identifier).numId)


def number_paragraph(paragraph: Paragraph, numbering: int) -> None:
    """Makes a paragraph the next point of a list."""
    properties = _tree(paragraph).get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = numbering
