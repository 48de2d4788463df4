"""Template tags of the house: numbers, dates and components."""

from datetime import date, datetime
from decimal import Decimal

from django import template
from django.forms import BaseForm
from django.template import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from nhiemky.core import quantities
from nhiemky.core.vietnamese.dates import format_date
from nhiemky.core.vietnamese.dates import official_date as write_official_date
from nhiemky.core.vietnamese.numbers import format_number
from nhiemky.ui.language import language

register = template.Library()

type Number = Decimal | int | None

# What stands where there is no value: never a zero.
MISSING = "–"


@register.filter
def number(value: Number, places: int | None = None) -> str:
    """A number as the reader's language writes it: 1.234,5 or 1,234.5; exact, or rounded half up to `places`."""
    return MISSING if value is None or value == "" else format_number(Decimal(value), language(), places)


@register.filter
def quantity(value: Number, unit: str) -> str:
    """A number with its unit, such as 43.500 tỷ đồng, 435%, 28 người."""
    return MISSING if value is None or value == "" else quantities.quantity(Decimal(value), unit, language())


@register.filter
def unit(code: str) -> str:
    """A unit of measure by itself: người, đồng, %."""
    return quantities.unit_name(code, language())


@register.filter
def day(value: date | datetime | None) -> str:
    """The day as dd/MM/yyyy."""
    return format_date(_local_day(value)) if value else MISSING


@register.filter
def official_day(value: date | datetime | None) -> str:
    """The day as official documents write it: ngày 05 tháng 02 năm 2026."""
    return write_official_date(_local_day(value), language()) if value else MISSING


@register.filter
def moment(value: datetime | None) -> str:
    """Day and time of the office: 05/02/2026 14:05."""
    return f"{day(value)} {timezone.localtime(value):%H:%M}" if value else MISSING


def _local_day(value: date | datetime) -> date:
    return timezone.localdate(value) if isinstance(value, datetime) else value


@register.filter
def error_count(form: BaseForm) -> int:
    """How many errors a form has, over all its fields."""
    return sum(len(errors) for errors in form.errors.values())


@register.simple_tag
def icon(name: str) -> SafeString:
    """A picture from `static/ui/icons.svg`; it says nothing to a screen reader, the text beside it does."""
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', static("ui/icons.svg"), name)


@register.simple_tag(takes_context=True)
def block_again(context: Context, name: str) -> str:
    """The content of a block once more; Django lets a template write each block only once."""
    blocks = context.render_context.get(BLOCK_CONTEXT_KEY)
    block = blocks.get_block(name) if blocks else None
    return block.render(context) if block else ""
