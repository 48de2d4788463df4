"""The rooms of the house: which entries the side navigation and the home page show to whom."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nhiemky.organisation import access as organisation
from nhiemky.organisation.access import Right


@dataclass(frozen=True)
class Entry:
    """One room: its name, what is done there, the name of its address, the right that opens it (None: any account)."""

    label: str | Promise
    purpose: str | Promise
    url_name: str
    right: Right | None
    icon: str


@dataclass(frozen=True)
class Shown:
    """An entry on a page: with its address, and whether the page belongs to it."""

    label: str | Promise
    purpose: str | Promise
    address: str
    icon: str
    current: bool


HOME = Entry(_("Home"), _("What you may do now."), "home", None, "home")

ROOMS: tuple[Entry, ...] = (
    Entry(
        _("Organisation"),
        _("The tree of units, their officers, members and terms."),
        "organisation:units",
        organisation.SEE_UNITS,
        "tree",
    ),
    Entry(
        _("Accounts"),
        _("Make accounts, grant and end roles."),
        "organisation:accounts",
        organisation.MANAGE_ACCOUNTS,
        "key",
    ),
    Entry(
        _("Records"),
        _("Who did what and when; verify the chain."),
        "records",
        organisation.SEE_RECORDS,
        "shield",
    ),
)


def rooms(request: HttpRequest) -> list[Shown]:
    """The rooms the account may enter, home left out. A visitor has none."""
    return list(_shown(request, ROOMS))


def navigation(request: HttpRequest) -> list[Shown]:
    """Home and the rooms, for the side of every page; empty for a visitor."""
    if not request.user.is_authenticated:
        return []
    return list(_shown(request, (HOME, *ROOMS)))


def _shown(request: HttpRequest, entries: tuple[Entry, ...]) -> Iterator[Shown]:
    for entry in entries:
        address = _address(entry)
        if address and (entry.right is None or organisation.may(request.user, entry.right)):
            current = request.path == address if entry is HOME else request.path.startswith(address)
            yield Shown(entry.label, entry.purpose, address, entry.icon, current)


def _address(entry: Entry) -> str | None:
    """A room whose address is missing is left out of the page; a test names it."""
    try:
        return reverse(entry.url_name)
    except NoReverseMatch:
        return None
