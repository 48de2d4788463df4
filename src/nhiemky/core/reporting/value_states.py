"""What a figure is besides its value: five states that stay apart from the form to table, chart and export.

Decision 0008 says which SDMX code each has and why. Source: SDMX cross-domain code list CL_OBS_STATUS, version 2.
"""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum

from nhiemky.core.bilingual import Bilingual


class ValueState(StrEnum):
    """A reported 0 is a value and not a gap; a gap is never 0; what nobody had to report yet is no gap either."""

    VALUE = "value"
    ZERO = "zero"
    MISSING = "missing"
    NOT_DUE = "not_due"
    PROVISIONAL = "provisional"


VALUE_STATES: Mapping[ValueState, Bilingual] = {
    ValueState.VALUE: Bilingual("số liệu", "value"),
    ValueState.ZERO: Bilingual("bằng 0", "zero"),
    ValueState.MISSING: Bilingual("chưa báo cáo", "not reported"),
    ValueState.NOT_DUE: Bilingual("chưa đến hạn", "not due yet"),
    ValueState.PROVISIONAL: Bilingual("tạm tính", "provisional"),
}
VALUE_MARKS: Mapping[ValueState, str] = {
    ValueState.VALUE: "",
    ValueState.ZERO: "",
    ValueState.MISSING: "…",
    ValueState.NOT_DUE: "–",
    ValueState.PROVISIONAL: "P",
}
"""What stands in the place of a value or after it, on pages and on paper.

The signs of the Vietnamese statistical yearbooks: “…” something is there but no figure of it, “–” there is nothing.
"""
# A zero is a normal observation; whoever reads the code finds the 0 beside it.
OBS_STATUS: Mapping[ValueState, str] = {
    ValueState.VALUE: "A",
    ValueState.ZERO: "A",
    ValueState.MISSING: "L",
    ValueState.NOT_DUE: "O",
    ValueState.PROVISIONAL: "P",
}


def state_of(value: Decimal | None, *, accepted: bool = True, due: bool = True) -> ValueState:
    """The state of a figure.

    `accepted` says that the figure counts (one that was only submitted is provisional, a 0 too); `due` says that the
    last day to report it has passed or that its report is there.
    """
    if value is None:
        return ValueState.MISSING if due else ValueState.NOT_DUE
    if not accepted:
        return ValueState.PROVISIONAL
    return ValueState.VALUE if value else ValueState.ZERO
