"""Lines over periods: each with its dash and shape; a gap breaks the line, it is never bridged."""

from collections.abc import Iterator

from nhiemky.core.charts import frame, svg, words
from nhiemky.core.charts.frame import Field
from nhiemky.core.charts.scales import axis, written
from nhiemky.core.charts.specification import CategoryChart, Series, State

_HEIGHT = 180.0
_TOP = 26.0
_LABELS = 34.0


def draw(chart: CategoryChart) -> str:
    """The picture as SVG."""
    values = [point.value for each in chart.series for point in each.points if point.value is not None]
    held = values if chart.target is None else [*values, chart.target]
    scale = written(held, chart.unit, chart.language)
    axis_ = axis(held)
    left = frame.margin_for(axis_, scale)
    field = Field(left, _TOP, svg.WIDTH - left - 8, _HEIGHT, axis_)
    key = frame.key(chart.series, chart.language, field.bottom + _LABELS, lines=True)
    inside = [
        svg.text(scale.unit, 0, 10, size=frame.SMALL, fill=svg.SOFT),
        *frame.ruled(field, scale),
        *([] if chart.target is None else frame.target_line(field, chart.target, scale)),
        *(part for place, series in enumerate(chart.series) for part in line(series, field, place)),
        *frame.category_labels(field, chart.categories),
        key.drawn,
    ]
    said = words.series_said(chart.series, chart.categories, scale)
    return svg.picture(chart.title, said, field.bottom + _LABELS + key.height, inside)


def line(series: Series, field: Field, place: int) -> Iterator[str]:
    """The line of one series with its points and gaps."""
    step = field.width / len(series.points)
    path, marks, down = "", [], False
    for number, point in enumerate(series.points):
        x = field.left + step * (number + 0.5)
        if point.value is None:
            marks.append(frame.nothing_there(x, field.bottom, point.state))
            down = False
            continue
        y = field.y(point.value)
        path += f"{'L' if down else 'M'}{svg.number(x)} {svg.number(y)}"
        marks.append(svg.marker(place, x, y, provisional=point.state is State.PROVISIONAL))
        down = True
    if path:
        dash = svg.DASHES[place % len(svg.DASHES)] or None
        yield svg.element(
            "path", d=path, fill="none", stroke=svg.colour(place), stroke_width="2", stroke_dasharray=dash
        )
    yield from marks
