"""The rooms of the house: which entries the side navigation and the home page show to whom."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nhiemky.ballots import access as ballots
from nhiemky.congress import access as congress
from nhiemky.elections import access as elections
from nhiemky.figures import access as figures
from nhiemky.indicators import access as indicators
from nhiemky.organisation import access as organisation
from nhiemky.organisation.access import Right
from nhiemky.portal import access as portal
from nhiemky.reporting import access as reporting
from nhiemky.resolution import access as resolution
from nhiemky.zones import access as zones


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
        _("My reports"), _("Write and send the reports of your enterprise."), "reporting:inbox", reporting.WRITE, "pen"
    ),
    Entry(
        _("Organisation"),
        _("The tree of units, their officers, members and terms."),
        "organisation:units",
        organisation.SEE_UNITS,
        "tree",
    ),
    Entry(
        _("Congresses"),
        _("Programme, roll, votes and minutes of each congress."),
        "congress:congresses",
        congress.SEE,
        "people",
    ),
    Entry(
        _("Elections"),
        _("Candidates, ballots, counts and declared results."),
        "elections:index",
        elections.SEE_RESULTS,
        "ballot",
    ),
    Entry(
        _("Sealed ballots"),
        _("Paper ballots kept after a declaration: complaints, openings, destruction."),
        "ballots:keeping",
        ballots.KEEP,
        "key",
    ),
    Entry(
        _("Resolutions"),
        _("Targets and tasks, and how they are carried out."),
        "resolution:index",
        resolution.SEE,
        "document",
    ),
    Entry(
        _("Indicators"),
        _("What has been reached of each target, computed from accepted reports."),
        "indicators:overview",
        indicators.SEE,
        "chart",
    ),
    Entry(
        _("Boards"),
        _("Pictures and tables of indicators that you put together, share and publish."),
        "boards:index",
        indicators.SEE,
        "board",
    ),
    Entry(
        _("Zones and projects"),
        _("Zones, enterprises, projects and their certificates."),
        "zones:zones",
        zones.SEE,
        "factory",
    ),
    Entry(
        _("Reports received"),
        _("Read, return and accept the enterprises' reports."),
        "reporting:oversight",
        reporting.SEE,
        "list",
    ),
    Entry(
        _("Publishing figures"),
        _("Figures with their sources, for everybody."),
        "publishing:office",
        figures.SEE_DRAFTS,
        "figure",
    ),
    Entry(_("Portal"), _("Write news and pages of the portal."), "wagtailadmin_home", portal.EDIT, "globe"),
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
    open_to_them = [each for each in entries if each.right is None or organisation.may(request.user, each.right)]
    addresses = {each.url_name: address for each in open_to_them if (address := _address(each))}
    here = _here(request, addresses)
    for entry in open_to_them:
        if address := addresses.get(entry.url_name):
            yield Shown(entry.label, entry.purpose, address, entry.icon, address == here)


def _here(request: HttpRequest, addresses: Mapping[str, str]) -> str:
    """The room the page belongs to, among those the reader may enter."""
    home = addresses.get(HOME.url_name)
    # Rooms may stand below another's address, so the longest one that fits is where the reader is.
    around = [each for each in addresses.values() if request.path.startswith(each) and each != home]
    if around:
        return max(around, key=len)
    app = request.resolver_match.namespace if request.resolver_match else ""
    same = (address for name, address in addresses.items() if app and name.startswith(f"{app}:"))
    return next(same, request.path)


def _address(entry: Entry) -> str | None:
    """A room whose address is missing is left out of the page; a test names it."""
    try:
        return reverse(entry.url_name)
    except NoReverseMatch:
        return None
