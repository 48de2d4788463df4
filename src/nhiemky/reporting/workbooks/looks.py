"""How the cells of a workbook look to whoever fills it in: yellow is to be written in, grey computes itself."""

from collections.abc import Mapping
from typing import Any

from xlsxwriter.format import Format

from nhiemky.core.reporting.workbook.content import INPUTS, Look
from nhiemky.printing.workbook import Workbook

_FILLS = {
    Look.HEADING: "#8C181C",
    Look.NUMBER: "#FFF8DC",
    Look.TEXT: "#FFF8DC",
    Look.CHOICE: "#FFF8DC",
    Look.TOTAL: "#EEEEEE",
    Look.KNOWN: "#EEEEEE",
    Look.EARLIER: "#F7F7F7",
}
_FONTS: Mapping[Look, Mapping[str, Any]] = {
    Look.TITLE: {"bold": True, "font_size": 14},
    Look.PART: {"bold": True, "font_size": 12, "font_color": "#8C181C"},
    Look.HEADING: {"bold": True, "font_color": "#FFFFFF"},
    Look.CODE: {"font_color": "#767676", "font_size": 9},
    Look.NOTE: {"italic": True},
    Look.EARLIER: {"font_color": "#555555"},
    Look.NOTICE: {"bold": True, "font_color": "#B00020"},
}
# Decimals as they are typed; a spreadsheet shows them in its own country's way.
_NUMBERS = frozenset({Look.NUMBER, Look.TOTAL, Look.EARLIER, Look.KNOWN})
_NUMBER_FORMAT = "#,##0.#####"
# Headings have a height of their own.
WRAPPED = frozenset({Look.LABEL, Look.TEXT})
_LINES = dict.fromkeys(("bottom", "left", "right"), 1) | dict.fromkeys(
    ("bottom_color", "left_color", "right_color"), "#CCCCCC"
)


def looks(workbook: Workbook) -> Mapping[Look, Format]:
    """A format of the workbook for each look."""
    return {look: workbook.add_format(_properties(look)) for look in Look}


def _properties(look: Look) -> dict[str, Any]:
    found: dict[str, Any] = {
        "valign": "top",
        "text_wrap": look is Look.HEADING or look in WRAPPED,
        "locked": look not in INPUTS,
    }
    if look in _FILLS:
        found |= {"bg_color": _FILLS[look]}
    if look not in {Look.TITLE, Look.NOTE, Look.CODE, Look.PART}:
        found |= _LINES
    if look in _NUMBERS:
        found |= {"num_format": _NUMBER_FORMAT}
    if look is Look.TEXT:
        found |= {"num_format": "@"}
    return found | dict(_FONTS.get(look, {}))
