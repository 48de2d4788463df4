"""The one way from a specification to a picture."""

from collections.abc import Callable, Mapping

from nhiemky.core.charts import bars, bullets, columns, lines, maps, multiples
from nhiemky.core.charts.specification import BulletChart, BulletStrip, CategoryChart, Chart, Kind, MapChart

_BY_KIND: Mapping[Kind, Callable[[CategoryChart], str]] = {
    Kind.COLUMNS: columns.draw,
    Kind.LINES: lines.draw,
    Kind.BARS: bars.draw,
    Kind.MULTIPLES: multiples.draw,
}


def draw(chart: Chart) -> str:
    """The picture as SVG: 400 units wide (a strip 150), as high as it needs; equal specifications give equal bytes."""
    match chart:
        case CategoryChart():
            return _BY_KIND[chart.kind](chart)
        case BulletChart():
            return bullets.draw(chart)
        case BulletStrip():
            return bullets.strip(chart)
        case MapChart():
            return maps.draw(chart)
