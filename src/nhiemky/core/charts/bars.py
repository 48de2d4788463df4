"""Bars lying below each other: places or groups compared, each name above its bars so that long names have room."""

from collections.abc import Iterator
from decimal import Decimal

from nhiemky.core.charts import frame, svg, words
from nhiemky.core.charts.scales import Axis, Written, axis, written
from nhiemky.core.charts.specification import CategoryChart, Point, State

_BAR, _NAME, _GAP, _TOP = 14.0, 15.0, 9.0, 16.0
_NUMBERS = 92.0  # room for numbers at the end of bars


def draw(chart: CategoryChart) -> str:
    """The picture as SVG."""
    scale = written(chart.values, chart.unit, chart.language)
    axis_ = axis(chart.values)
    block = _NAME + _BAR * len(chart.series) + _GAP
    height = _TOP + block * len(chart.categories)
    key = frame.key(chart.series, chart.language, height)
    inside = [svg.text(scale.unit, 0, 10, size=frame.SMALL, fill=svg.SOFT)]
    for number, category in enumerate(chart.categories):
        top = _TOP + block * number
        inside.append(svg.text(category, 0, top + 11))
        for place, series in enumerate(chart.series):
            inside += _bar(series.points[number], top + _NAME + _BAR * place, place, axis_, scale)
    if chart.target is not None:
        inside.append(_target(chart.target, axis_, height))
    said = words.series_said(chart.series, chart.categories, scale)
    return svg.picture(chart.title, said, height + key.height, [*inside, key.drawn])


def _x(axis_: Axis, value: Decimal) -> float:
    return (svg.WIDTH - _NUMBERS) * axis_.share(value)


def _bar(point: Point, y: float, place: int, axis_: Axis, scale: Written) -> Iterator[str]:
    zero = _x(axis_, Decimal(0))
    if point.value is None:
        yield frame.nothing_there(zero + 6, y + 11, point.state)
        yield svg.text(words.said(point, scale), zero + 16, y + 10, size=frame.SMALL, fill=svg.SOFT)
        return
    x = _x(axis_, point.value)
    provisional = point.state is State.PROVISIONAL
    yield svg.element(
        "rect", x=min(x, zero), y=y, width=max(abs(x - zero), 1.0), height=_BAR - 2,
        fill=svg.fill(place, provisional=provisional), stroke=svg.colour(place) if provisional else None,
    )  # fmt: skip
    yield svg.text(scale.number(point.value), max(x, zero) + 5, y + 10, size=frame.SMALL)


def _target(target: Decimal, axis_: Axis, height: float) -> str:
    path = f"M{svg.number(_x(axis_, target))} {svg.number(_TOP)}V{svg.number(height)}"
    return svg.element("path", d=path, stroke=svg.TARGET, stroke_width="2", stroke_dasharray="7 3")
