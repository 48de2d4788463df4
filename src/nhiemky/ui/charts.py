"""Charts on pages."""

from django.utils.safestring import SafeString, mark_safe

from nhiemky.core.charts.draw import draw
from nhiemky.core.charts.specification import Chart


def shown(chart: Chart) -> SafeString:
    """The chart as SVG to stand in a page. It is safe: `core.charts.svg` escapes every letter that is not ours."""
    return mark_safe(draw(chart))  # noqa: S308
