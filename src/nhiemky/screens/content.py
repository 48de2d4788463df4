"""What the hall may see, and nothing more: no totals before they are declared, no names from the roll."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from nhiemky.congress import queries
from nhiemky.congress.models import AgendaItem, Congress, CongressResolution, OpenVote, Speech, State
from nhiemky.core.congress.quorum import Quorum
from nhiemky.elections.models import Declaration, Election
from nhiemky.elections.models import State as ElectionState
from nhiemky.records.models import Head
from nhiemky.resolution.models import State as ResolutionState
from nhiemky.screens.models import Screen

# More than two votes under one item would not fit on a screen read from fifteen metres.
VOTES_SHOWN = 2


@dataclass(frozen=True)
class Frame:
    """One picture of the screen: its HTML and the digest by which a browser says what it has."""

    html: str
    digest: str


@dataclass(frozen=True)
class Board:
    """The facts on the screen; `results` and `ballots` belong to the item under way, or to all once closed."""

    congress: Congress
    current: AgendaItem | None
    following: AgendaItem | None
    quorum: Quorum
    speech: Speech | None
    votes: list[OpenVote]
    results: list[dict[str, Any]]
    ballots: list[Election]
    resolution: str


def board(congress: Congress) -> Board:
    """Read what the hall may see now, in a number of queries that does not grow with the congress."""
    items = queries.items(congress)
    current = next((item for item in items if item.current), None)
    rounds = _rounds(congress, current)
    declared = queries.declarations(rounds)
    return Board(
        congress=congress,
        current=current,
        following=queries.following(items),
        quorum=queries.quorum_of(queries.base_of(congress)),
        speech=queries.on_floor(queries.speeches(congress)),
        votes=list(queries.votes(congress).filter(item=current).order_by("-pk")[:VOTES_SHOWN]) if current else [],
        results=[_result(row) for row in declared],
        ballots=[row for row in rounds if row.state in {ElectionState.VOTING, ElectionState.COUNTING}],
        resolution=_adopted(congress),
    )


def frame(congress: Congress, language: str) -> Frame:
    """The picture of the screen in one language."""
    with translation.override(language):
        html = render_to_string("screens/board.html", {"board": board(congress)})
    return Frame(html, hashlib.sha256(html.encode()).hexdigest()[:16])


def congress_of(key: str) -> Congress | None:
    """The congress whose screen has the key."""
    rows = Screen.objects.select_related("congress__unit__parent", "congress__term")
    screen = rows.filter(key=key).first()
    return screen.congress if screen else None


class Reader:
    """Reads the screen of a key again only when something was written since.

    The newest number in the log of events is the version: every action raises it in its own transaction, so one row
    tells whether anything can have changed.
    """

    def __init__(self, key: str, language: str) -> None:
        self.key, self.language = key, language
        self._version = -1
        self._frame: Frame | None = None

    def __call__(self) -> Frame | None:
        """The picture as of now; None once the key is no longer valid."""
        version = Head.objects.filter(pk=1).values_list("sequence", flat=True).first() or 0
        if version != self._version:
            congress = congress_of(self.key)
            self._frame = frame(congress, self.language) if congress else None
            self._version = version
        return self._frame


def _rounds(congress: Congress, current: AgendaItem | None) -> list[Election]:
    """The elections whose results belong on the screen now."""
    if congress.state == State.CLOSED:
        return queries.elections(congress)
    if current is None or current.kind != AgendaItem.Kind.ELECTION:
        return []
    return queries.elections_under(congress, current)


def _result(declaration: Declaration) -> dict[str, Any]:
    facts = declaration.facts["minutes"]
    elected = {line["name"] for line in facts["elected"]}
    lines = sorted(facts["candidates"], key=lambda line: -line["votes"])
    return {
        "title": facts["title"],
        "round": declaration.facts["round"],
        "outcome": "superior_appoints" if declaration.facts.get("superior_appoints") else facts["outcome"],
        "lines": [
            {**line, "elected": line["name"] in elected, "tied": line["name"] in facts["tied"]} for line in lines
        ],
    }


def _adopted(congress: Congress) -> str:
    put = CongressResolution.objects.filter(congress=congress, vote__isnull=False).select_related("resolution").first()
    return put.resolution.title if put and put.resolution.state == ResolutionState.ADOPTED else ""
