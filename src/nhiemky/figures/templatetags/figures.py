"""A figure in a page: its value, linked to where it comes from."""

from decimal import Decimal
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from nhiemky.figures.models import Figure
from nhiemky.ui.templatetags.ui import quantity

register = template.Library()


@register.simple_tag
def figure(row: Figure) -> SafeString:
    """The value with its unit as a link to the provenance page; says so when a successor has been published."""
    changed = ""
    if not row.is_current:
        changed = format_html(' <span class="badge warn">{}</span>', _("changed since"))
    return format_html('<a class="figure" href="{}">{}</a>{}', row.get_absolute_url(), written(row), changed)


@register.filter
def written(row: Figure) -> str:
    """The value with its unit in the language of the page."""
    return quantity(row.value, row.unit)


@register.filter
def part_quantity(part: dict[str, Any], unit: str) -> str:
    """A part of a figure's provenance, with the figure's unit."""
    return quantity(Decimal(part["value"]), unit)
