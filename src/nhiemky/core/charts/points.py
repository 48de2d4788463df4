"""From a computed value with its status to what a picture shows of it."""

from decimal import Decimal

from nhiemky.core.charts.specification import MISSING, NOT_DUE, Point, State
from nhiemky.core.indicators.compute import LESS_FIRM


def observed(value: Decimal | None, status: str, *, running: bool) -> Point:
    """A value in OBS_STATUS; a gap in a period that is still `running` is no gap yet."""
    if value is None:
        return NOT_DUE if running else MISSING
    return Point(value, State.PROVISIONAL if status in LESS_FIRM else State.VALUE)
