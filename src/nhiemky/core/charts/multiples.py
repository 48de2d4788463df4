"""Small multiples: one little picture for each series, all in the same scale (E. Tufte, Envisioning Information)."""

from collections.abc import Iterator

from nhiemky.core.charts import columns, frame, svg, words
from nhiemky.core.charts.frame import Field
from nhiemky.core.charts.scales import Axis, Written, axis, written
from nhiemky.core.charts.specification import CategoryChart, Series

_ACROSS, _HEIGHT, _NAME, _LABELS, _GAP = 2, 66.0, 30.0, 30.0, 14.0
_TOP = 16.0


def draw(chart: CategoryChart) -> str:
    """The picture as SVG."""
    scale = written(chart.values, chart.unit, chart.language)
    axis_ = axis(chart.values, steps=3)
    rows = -(-len(chart.series) // _ACROSS)
    height = _TOP + rows * (_NAME + _HEIGHT + _LABELS)
    key = frame.key((), chart.language, height)
    inside = [svg.text(scale.unit, 0, 10, size=frame.SMALL, fill=svg.SOFT)]
    for number, series in enumerate(chart.series):
        inside += _small(chart, series, number, axis_, scale)
    said = words.series_said(chart.series, chart.categories, scale)
    return svg.picture(chart.title, said, height + key.height, inside)


def _small(chart: CategoryChart, series: Series, number: int, axis_: Axis, scale: Written) -> Iterator[str]:
    width = (svg.WIDTH - _GAP) / _ACROSS
    left = (width + _GAP) * (number % _ACROSS)
    top = _TOP + (number // _ACROSS) * (_NAME + _HEIGHT + _LABELS)
    for line, part in enumerate(svg.wrapped(series.name, width, frame.SMALL)[:2]):
        yield svg.text(part, left, top + 11 + 12 * line, size=frame.SMALL, bold=True)
    margin = frame.margin_for(axis_, scale)
    field = Field(left + margin, top + _NAME, width - margin, _HEIGHT, axis_)
    yield from frame.ruled(field, scale)
    step = field.width / len(chart.categories)
    for place, point in enumerate(series.points):
        yield columns.column(point, field.left + step * (place + 0.12), step * 0.76, field, 0)
    if chart.target is not None:
        y = svg.number(field.y(chart.target))
        path = f"M{svg.number(field.left)} {y}h{svg.number(field.width)}"
        yield svg.element("path", d=path, stroke=svg.TARGET, stroke_width="1.5", stroke_dasharray="7 3")
    yield from frame.category_labels(field, chart.categories)
