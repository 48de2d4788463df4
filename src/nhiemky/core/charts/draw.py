"""The one way from a specification to a picture."""

from collections.abc import Callable, Mapping

from nhiemky.core.charts import bars, bullets, columns, lines, maps, multiples
from nhiemky.core.charts.specification import BulletChart, CategoryChart, Chart, Kind, MapChart

_BY_KIND: Mapping[Kind, Callable[[CategoryChart], str]] = {
    Kind.COLUMNS: columns.draw,
    Kind.LINES: lines.draw,
    Kind.BARS: bars.draw,
    Kind.MULTIPLES: multiples.draw,
}


def draw(chart: Chart) -> str:
    """The picture as SVG: 400 units wide, as high as it needs; the same specification gives the same bytes."""
    match chart:
        case CategoryChart():
            return _BY_KIND[chart.kind](chart)
        case BulletChart():
            return bullets.draw(chart)
        case MapChart():
            return maps.draw(chart)
