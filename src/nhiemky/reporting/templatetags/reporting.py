"""How pages of reports write periods."""

from decimal import Decimal

from django import template

from nhiemky.core.bilingual import Bilingual
from nhiemky.core.indicators.periods import label, parse_period
from nhiemky.core.vietnamese.numbers import format_number
from nhiemky.ui.language import language

register = template.Library()


@register.filter
def period(code: str) -> str:
    """A period in words: quý I/2022, Q1 2022."""
    return label(parse_period(code), language())


@register.filter
def bilingual(words: Bilingual) -> str:
    """Words in the reader's language."""
    return words.text(language())


@register.filter
def typed(value: Decimal) -> str:
    """A figure as it would be typed, in either language of the page."""
    return format_number(value, "vi")
