"""Lines over periods: each with its dash and shape; a gap breaks the line, it is never bridged."""

from collections.abc import Iterator

from nhiemky.core.charts import frame, svg, upright
from nhiemky.core.charts.frame import Field
from nhiemky.core.charts.specification import CategoryChart, Series, State


def draw(chart: CategoryChart) -> str:
    """The picture as SVG."""
    return upright.picture(chart, lambda field, _scale: _lines(chart, field), lines=True)


def _lines(chart: CategoryChart, field: Field) -> Iterator[str]:
    for place, series in enumerate(chart.series):
        yield from line(series, field, place)


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
