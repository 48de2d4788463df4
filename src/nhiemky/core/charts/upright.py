"""What columns and lines share: values run up, categories from left to right, the key stands below."""

from collections.abc import Callable, Iterable

from nhiemky.core.charts import frame, svg, words
from nhiemky.core.charts.frame import Field
from nhiemky.core.charts.scales import Written, axis, written
from nhiemky.core.charts.specification import CategoryChart

_HEIGHT, _TOP, _LABELS, _RIGHT = 175.0, 26.0, 34.0, 6.0


def picture(chart: CategoryChart, body: Callable[[Field, Written], Iterable[str]], *, lines: bool) -> str:
    """The whole picture; `body` draws the values. `lines`: the key shows strokes instead of surfaces."""
    scale = written(chart.values, chart.unit, chart.language)
    axis_ = axis(chart.values)
    left = frame.margin_for(axis_, scale)
    field = Field(left, _TOP, svg.WIDTH - left - _RIGHT, _HEIGHT, axis_)
    key = frame.key(chart.series, chart.language, field.bottom + _LABELS, lines=lines)
    inside = [
        svg.text(scale.unit, 0, 10, size=frame.SMALL, fill=svg.SOFT),
        *frame.ruled(field, scale),
        *body(field, scale),
        *([] if chart.target is None else frame.target_line(field, chart.target, scale)),
        *frame.category_labels(field, chart.categories),
        key.drawn,
    ]
    said = words.series_said(chart.series, chart.categories, scale)
    return svg.picture(chart.title, said, field.bottom + _LABELS + key.height, inside)
