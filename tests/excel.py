"""Whether Excel opens a file as it is. No Excel runs here: the Open XML SDK's rules judge, and what is known beyond.

Beyond them stand the limits of Excel itself (Microsoft, “Excel specifications and limits”; [MS-OI29500] 2.1) and what
made it repair files of others, which a schema allows.
"""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree.ElementTree import Element, fromstring

from openxml_audit import FileFormat, OpenXmlValidator
from openxml_audit.verdict import AppPrediction, predict

_NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# The functions of our formulas; newer ones need the prefix _xlfn. in the file.
_FUNCTIONS = frozenset({"IF", "COUNT", "COUNTIF", "SUM", "TRIM", "AND", "OR", "N", "INT", "MAX", "LEN"})
_HASHES = {"password", "hashValue", "saltValue", "workbookPassword"}


def complaints(data: bytes) -> list[str]:
    """What Excel would refuse, repair or rewrite in an .xlsx file; nothing for a clean one."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "file.xlsx"
        file.write_bytes(data)
        result = OpenXmlValidator(FileFormat.MICROSOFT_365).validate(file)
    verdict = predict(result)
    found = [f"{error.path}: {error.description}" for error in result.errors]
    if verdict.prediction is not AppPrediction.OPENS_CLEAN:
        found.append(verdict.headline)
    with zipfile.ZipFile(BytesIO(data)) as parts:
        trees = {name: fromstring(parts.read(name)) for name in parts.namelist() if name.endswith(".xml")}
    texts = trees.get("xl/sharedStrings.xml", Element("sst"))
    found += [*_of_the_book(trees["xl/workbook.xml"]), *_of_texts(texts)]
    for name, tree in trees.items():
        if name.startswith("xl/worksheets/"):
            found += [f"{name}: {each}" for each in _of_a_sheet(tree, trees["xl/styles.xml"], len(texts))]
    return found


def _of_the_book(book: Element) -> Iterator[str]:
    titles = [sheet.attrib["name"] for sheet in _all(book, "sheet")]
    for title in titles:
        if not 0 < len(title) <= 31 or re.search(r"[\[\]:*?/\\]|^'|'$", title) or title.casefold() == "history":
            yield f"sheet name {title!r}"
    if len({title.casefold() for title in titles}) < len(titles):
        yield f"two sheets of one name: {titles}"
    for name in _all(book, "definedName"):
        sheet = re.match(r"'((?:[^']|'')+)'!|(\w+)!", name.text or "")
        if sheet is None or (sheet[1] or sheet[2]).replace("''", "'") not in titles:
            yield f"defined name {name.attrib['name']}: {name.text}"
    protection = next(_all(book, "workbookProtection"), None)
    if protection is not None and _HASHES & protection.attrib.keys():
        yield "the structure is locked with a password nobody knows"


def _of_texts(texts: Element) -> Iterator[str]:
    for item in _all(texts, "t"):
        text = item.text or ""
        if len(text.encode("utf-16-le")) > 2 * 32767:
            yield f"a text of {len(text)} characters"
        if text != text.strip() and item.attrib.get(_SPACE) != "preserve":
            yield f"blanks that get lost: {text!r}"


def _of_a_sheet(sheet: Element, styles: Element, texts: int) -> Iterator[str]:
    yield from _of_cells(sheet, styles, texts)
    for tag in ("f", "formula", "formula1", "formula2"):
        for formula in _all(sheet, tag):
            yield from _of_a_formula(formula.text or "", longest=8192 if tag == "f" else 255)
    for rule in _all(sheet, "cfRule"):
        if int(rule.attrib.get("dxfId", 0)) >= len(_formats(styles, "dxfs")):
            yield "a rule of a format that is not there"
    for protection in _all(sheet, "sheetProtection"):
        if _HASHES & protection.attrib.keys():
            yield "locked with a password nobody knows"


def _of_cells(sheet: Element, styles: Element, texts: int) -> Iterator[str]:
    formats, days = _formats(styles, "cellXfs"), _formats_of_days(styles)
    seen = (0, 0)
    for cell in _all(sheet, "c"):
        name, look, kind = cell.attrib["r"], int(cell.attrib.get("s", 0)), cell.attrib.get("t")
        value = cell.findtext(f"{_NAMESPACE}v") or "0"
        if _place(name) <= seen:
            yield f"{name} stands behind {seen}"
        seen = _place(name)
        if look >= len(formats):
            yield f"{name} has a format that is not there"
        if kind == "s" and int(value) >= texts:
            yield f"{name} has a text that is not there"
        if kind is None and look in days and float(value) < 0:
            yield f"{name} is a day before 1900"


def _of_a_formula(formula: str, longest: int) -> Iterator[str]:
    plain = re.sub(r'"(?:[^"]|"")*"', '""', formula)
    strange = set(re.findall(r"([\w.]+)\(", plain)) - _FUNCTIONS
    if not formula or len(formula) > longest or formula.startswith("=") or ";" in plain or strange:
        yield f"formula {formula[:80]!r} of {len(formula)} characters {strange or ''}"


def _formats(styles: Element, which: str) -> list[Element]:
    return list(styles.iterfind(f"{_NAMESPACE}{which}/*"))


def _formats_of_days(styles: Element) -> set[int]:
    days = {each.attrib["numFmtId"] for each in _all(styles, "numFmt") if "yyyy" in each.attrib["formatCode"]}
    return {place for place, each in enumerate(_formats(styles, "cellXfs")) if each.attrib["numFmtId"] in days}


def _place(reference: str) -> tuple[int, int]:
    letters, digits = re.fullmatch(r"([A-Z]+)(\d+)", reference).groups()  # type: ignore[union-attr]
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(digits), column


def _all(tree: Element, tag: str) -> Iterator[Element]:
    return tree.iter(f"{_NAMESPACE}{tag}")
