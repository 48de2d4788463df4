"""Opens every address of ours as every role, and writes what happened as a table that people can read.

Each app's objects come from `tests/site/examples/<app>.py`: `examples(cast)` gives the arguments of each named address.
"""

import importlib
from collections.abc import Container, Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

from django.core.signals import request_finished
from django.db import close_old_connections, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from nhiemky.indicators.actions import up_to_date
from nhiemky.organisation import actions
from nhiemky.organisation.models import Role, User
from nhiemky.records import clock
from nhiemky.reporting import tokens
from nhiemky.zones.models import EnterpriseReporter
from tests import people
from tests.elections import scenes
from tests.elections.scenes import Hall

TABLE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "access.md"
EXAMPLES = Path(__file__).parent / "examples"
VISITOR = "visitor"
# An enterprise's software: no log-in, a token in each request.
TOKEN = "token"
PEOPLE = tuple(role.value for role in Role)
ACTORS = (VISITOR, *PEOPLE, TOKEN)
# Wagtail's own views, which the portal guards as one; tests/portal opens them.
EDITOR = "/bien-tap/"
NOT_OURS = "wagtail"
OPEN, CLOSED, TO_LOG_IN = "✓", "–", "→"

type Arguments = tuple[object, ...]
type Row = dict[str, str]


@dataclass(frozen=True)
class Cast:
    """The units, one account for each role, which it has at the committee and at the board, and the cell's members."""

    house: people.House
    accounts: dict[Role, User]
    hall: Hall


@dataclass(frozen=True)
class Address:
    """A named address of ours."""

    name: str
    route: str


def cast() -> Cast:
    """Build units, members and accounts in the database."""
    house = people.house()
    accounts = {role: people.account(role, house.committee, f"cast-{role.value}") for role in Role}
    for role, user in accounts.items():
        actions.grant_role(people.CLOCKMAKER, user, role, house.board, people.FOUNDED)
    with clock.at(scenes.MOMENT):
        return Cast(house, accounts, scenes.hall(house))


def addresses() -> list[Address]:
    """Every address that one of our modules serves, in the order of their routes."""
    found = {
        Address(name, route)
        for name, route, module in _walk(get_resolver())
        if not module.startswith(NOT_OURS) and not route.startswith(EDITOR)
    }
    return sorted(found, key=lambda address: (address.route, address.name))


def _walk(resolver: URLResolver, route: str = "/", spaces: tuple[str, ...] = ()) -> Iterator[tuple[str, str, str]]:
    for pattern in resolver.url_patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern, here, (*spaces, pattern.namespace) if pattern.namespace else spaces)
        elif isinstance(pattern, URLPattern):
            view = getattr(pattern.callback, "view_class", pattern.callback)
            yield ":".join((*spaces, pattern.name or "?")), here, view.__module__


def arguments(of: Cast) -> dict[str, Arguments]:
    """The arguments of every address that has some, from all example files."""
    found: dict[str, Arguments] = {}
    for path in sorted(EXAMPLES.glob("[a-z]*.py")):
        found |= importlib.import_module(f"tests.site.examples.{path.stem}").examples(of)
    return found


def missing(examples: dict[str, Arguments]) -> list[str]:
    """The addresses that take arguments but have no example."""
    return [each.name for each in addresses() if ("<" in each.route or "(" in each.route) and each.name not in examples]


def one_of_each_verdict(rows: Mapping[Address, Row]) -> dict[Address, set[str]]:
    """Of the actors who meet the same at an address one, another in each row."""
    chosen = {}
    for turn, (address, row) in enumerate(rows.items()):
        meeting: dict[str, list[str]] = {}
        for actor, verdict in row.items():
            meeting.setdefault(verdict, []).append(actor)
        chosen[address] = {actors[turn % len(actors)] for actors in meeting.values()}
    return chosen


def measure(
    of: Cast, examples: dict[str, Arguments], chosen: Mapping[Address, Container[str]] | None = None
) -> dict[Address, Row]:
    """What each actor meets at each address; where actors are chosen for an address, only what they meet."""
    # Once now, or else anew in each request that shows them, because what a request writes is undone.
    up_to_date()
    clients = {VISITOR: Client(raise_request_exception=False)}
    for role, user in of.accounts.items():
        clients[role.value] = Client(raise_request_exception=False)
        clients[role.value].force_login(user)
    clients[TOKEN] = Client(raise_request_exception=False, headers={"Authorization": f"Bearer {_secret(of, examples)}"})
    return {
        address: {
            actor: _verdict(client, address, examples.get(address.name, ()))
            for actor, client in clients.items()
            if chosen is None or actor in chosen.get(address, ACTORS)
        }
        for address in addresses()
    }


def _secret(of: Cast, examples: dict[str, Arguments]) -> str:
    """A token for the enterprise whose report the interface is opened with."""
    reporters = EnterpriseReporter.objects.filter(user=of.accounts[Role.REPORTER])
    reporter = reporters.get(enterprise__projects__reports=examples["reporting_api:report"][0])
    return tokens.make(of.accounts[Role.REPORTER], reporter, "access")[1]


def _verdict(client: Client, address: Address, given: Arguments) -> str:
    """The verdict of GET and POST; both are named where they disagree, which no table has."""
    path = reverse(address.name, args=given)
    with _undone(client):
        got = _meaning(client.get(path))
    with _undone(client):
        posted = _meaning(client.post(path))
    verdicts = {got, posted} - {"405"}
    return verdicts.pop() if len(verdicts) == 1 else f"GET {got}, POST {posted}"


@contextmanager
def _undone(client: Client) -> Iterator[None]:
    """What the request writes is rolled back and the client stays logged in, so that nothing depends on the order."""
    cookies = deepcopy(client.cookies)
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    client.cookies = cookies


def _meaning(response: object) -> str:
    status: int = response.status_code  # type: ignore[attr-defined]
    # As the test client does: the end of a request would close the connection that the test's transaction is on.
    request_finished.disconnect(close_old_connections)
    response.close()  # type: ignore[attr-defined]
    request_finished.connect(close_old_connections)
    if status == 405 or status >= 500:
        return str(status)
    if status in {301, 302}:
        place = response["Location"]  # type: ignore[index]
        return TO_LOG_IN if place.startswith("/dang-nhap/?") else OPEN
    if status in {401, 403, 404}:
        return CLOSED
    return OPEN


HEADINGS = {
    VISITOR: "visitor",
    "zones_officer": "zones officer",
}
INTRODUCTION = """# Who may open what

Every address of ours, opened by a visitor and by an account with each role. The account has its role at the superior
committee and at the management board, so everything below both; what it meets at a unit that is not below its own is
tested with the rights themselves (`tests/organisation/test_access.py`).

✓ opens · – refused (401, 403, or 404 where even the existence is none of one's business) · → sent to the log-in

The last column is no person but an enterprise's software with a token, which alone opens `/api/v1/`.

Each address is opened in one state of its object: a congress in session (its minutes open to all who see it once it is
closed), an election in preparation (a declared one opens to members too), an adopted resolution.

`tests/site/test_access_table.py` opens all of them and compares. After a change of rights on purpose, write the table
anew with `python tools/access_table.py --write` and read the difference before committing it.

"""


def render(rows: dict[Address, Row]) -> str:
    """The table as Markdown."""
    lines = [INTRODUCTION + "| Address | Name | " + " | ".join(HEADINGS.get(actor, actor) for actor in ACTORS) + " |"]
    lines.append("|---|---|" + ":-:|" * len(ACTORS))
    for address, row in rows.items():
        cells = " | ".join(row[actor] for actor in ACTORS)
        lines.append(f"| `{address.route}` | `{address.name}` | {cells} |")
    return "\n".join(lines) + "\n"


def written() -> dict[Address, Row]:
    """The table as it stands in the documentation."""
    rows = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| `"):
            rows[Address(cells[1].strip("`"), cells[0].strip("`"))] = dict(zip(ACTORS, cells[2:], strict=True))
    return rows
