"""How a figure is written in a page."""

from nhiemky.core.quantities import quantity
from nhiemky.core.vietnamese.numbers import format_number
from nhiemky.figures.models import Figure
from nhiemky.ui.language import language

MISSING = "–"


def written(figure: Figure, form: str = "quantity") -> str:
    """A figure in the page's language: with its unit (43.500 tỷ đồng), or for `form="number"` the bare number (28)."""
    if figure.value is None:
        return MISSING
    if form == "number":
        return format_number(figure.value, language())
    return quantity(figure.value, figure.unit, language())
