"""Columns side by side: a few series over periods; below zero they hang."""

from collections.abc import Iterator

from nhiemky.core.charts import frame, svg, upright
from nhiemky.core.charts.frame import Field
from nhiemky.core.charts.scales import Written
from nhiemky.core.charts.specification import CategoryChart, Point, State

_NUMBERS_UP_TO = 8  # columns over which each number still has room


def draw(chart: CategoryChart) -> str:
    """The picture as SVG."""
    return upright.picture(chart, lambda field, scale: _columns(chart, field, scale), lines=False)


def _columns(chart: CategoryChart, field: Field, scale: Written) -> Iterator[str]:
    step = field.width / len(chart.categories)
    width = min(step * 0.76 / len(chart.series), 46)
    numbered = len(chart.categories) * len(chart.series) <= _NUMBERS_UP_TO
    for place, series in enumerate(chart.series):
        for category, point in enumerate(series.points):
            middle = field.left + step * (category + 0.5)
            x = middle + width * (place - len(chart.series) / 2)
            yield column(point, x, width, field, place)
            if numbered and point.value is not None:
                yield _numbered(point, x + width / 2, field, scale)


def column(point: Point, x: float, width: float, field: Field, place: int) -> str:
    """One column, or the mark of what has no number."""
    zero = field.y(field.axis.ticks[0] * 0)
    if point.value is None:
        return frame.nothing_there(x + width / 2, zero, point.state)
    y = field.y(point.value)
    provisional = point.state is State.PROVISIONAL
    return svg.element(
        "rect", x=x, y=min(y, zero), width=max(width - 1, 1.0), height=max(abs(zero - y), 1.0),
        fill=svg.fill(place, provisional=provisional), stroke=svg.colour(place) if provisional else None,
    )  # fmt: skip


def _numbered(point: Point, x: float, field: Field, scale: Written) -> str:
    assert point.value is not None
    y = field.y(point.value)
    return svg.text(scale.number(point.value), x, y - 4 if point.value >= 0 else y + 12, anchor="middle", size=10)
