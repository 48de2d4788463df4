"""How pages of zones write ratios."""

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from django import template

from nhiemky.core.vietnamese.numbers import format_percent
from nhiemky.ui.language import language

register = template.Library()

_PLACES = 2
_EXACT = Context(prec=60, rounding=ROUND_HALF_UP)


@register.filter
def percent(value: Fraction) -> str:
    """A percentage with at most two decimals, half up: 72,35%."""
    divided = _EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))
    return format_percent(divided.quantize(Decimal(1).scaleb(-_PLACES), context=_EXACT), language())
