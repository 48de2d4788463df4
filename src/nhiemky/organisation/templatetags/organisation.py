"""How pages name a member's status."""

from django import template
from django.utils.text import capfirst

from nhiemky.organisation.models import MemberStatus

register = template.Library()

_COLOURS = {
    MemberStatus.Status.OFFICIAL: "good",
    MemberStatus.Status.PROBATIONARY: "",
    MemberStatus.Status.EXEMPT: "muted",
    MemberStatus.Status.TEMPORARY: "warn",
    MemberStatus.Status.SUSPENDED: "bad",
}


@register.filter
def status_name(status: str) -> str:
    """The name of a status code; a dash for none."""
    return str(capfirst(MemberStatus.Status(status).label)) if status else "–"


@register.filter
def status_colour(status: str) -> str:
    """The badge class of a status code."""
    return _COLOURS[MemberStatus.Status(status)] if status else "muted"
