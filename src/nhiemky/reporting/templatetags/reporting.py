"""How pages of reports write periods."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from django import template

from nhiemky.core.bilingual import Bilingual
from nhiemky.core.indicators.periods import label, parse_period
from nhiemky.core.vietnamese.numbers import format_number
from nhiemky.reporting.board_forms.writing import as_decimal
from nhiemky.ui.language import language
from nhiemky.ui.templatetags.ui import MISSING

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


@register.filter
def exact(value: Fraction | None, places: int) -> str:
    """An exact figure as the reader's language writes it, rounded half up; “–” for none."""
    return MISSING if value is None else format_number(as_decimal(value), language(), places)


@register.filter
def get(mapping: Mapping[str, object], key: str) -> object:
    """What a mapping holds under a key; nothing when it is not there."""
    return mapping.get(key, "")
