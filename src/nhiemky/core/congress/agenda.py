"""The agenda of a congress: items in order, and what must come before what (reference 1.9 and 2.4)."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from nhiemky.core.bilingual import Bilingual
from nhiemky.core.congress.problems import CONGRESS_PROBLEMS, problem
from nhiemky.core.elections.rulebook import Citation, bilingual
from nhiemky.core.problem import Problem, Refused
from nhiemky.core.sureness import Sureness


class ItemKind(StrEnum):
    """What happens under an item."""

    CEREMONY = "ceremony"
    SPEECH = "speech"
    REPORT = "report"
    DISCUSSION = "discussion"
    OPEN_VOTE = "open_vote"
    ELECTION = "election"
    RESOLUTION = "resolution"


@dataclass(frozen=True)
class AgendaItem:
    """One item; `minutes` is its usual length, `after` the codes of items that must come before it."""

    code: str
    kind: ItemKind
    minutes: int
    title: Bilingual
    after: tuple[str, ...]
    cite: Citation
    sure: Sureness


@dataclass(frozen=True)
class AgendaTemplate:
    """The usual order of one type of congress."""

    code: str
    title: Bilingual
    items: tuple[AgendaItem, ...]


def parse_agenda(text: str) -> AgendaTemplate:
    """Read a template from TOML text; raises KeyError or ValueError when an item is incomplete or out of order."""
    document = tomllib.loads(text)
    items = tuple(
        AgendaItem(
            code=entry["code"],
            kind=ItemKind(entry["kind"]),
            minutes=entry["minutes"],
            title=bilingual(entry["title"]),
            after=tuple(entry["after"]),
            cite=Citation(entry["cite"]["document"], entry["cite"]["article"]),
            sure=Sureness(entry["sure"]),
        )
        for entry in document["items"]
    )
    known = {item.code for item in items}
    if unknown := {code for item in items for code in item.after} - known:
        raise ValueError(f"Agenda {document['code']} has no items {', '.join(sorted(unknown))}")
    if problems := check_order(items):
        raise ValueError("; ".join(found.sentence("en") for found in problems))
    return AgendaTemplate(code=document["code"], title=bilingual(document["title"]), items=items)


def check_order(items: Sequence[AgendaItem]) -> tuple[Problem, ...]:
    """Every item that stands before one it must follow, or twice; items left out bind nobody."""
    found: list[Problem] = []
    titles = {item.code: item.title for item in items}
    passed: set[str] = set()
    for index, item in enumerate(items, start=1):
        place = f"items.{index}"
        if item.code in passed:
            found.append(problem("C202", place, item=item.title))
        passed.add(item.code)
        found.extend(
            problem("C201", place, item=item.title, earlier=titles[code])
            for code in item.after
            if code in titles and code not in passed
        )
    return tuple(found)


def move(items: Sequence[AgendaItem], code: str, position: int) -> tuple[AgendaItem, ...]:
    """The agenda with one item at a new position, counted from 1. Raises Refused (C201 to C204) where it may not go."""
    moved = next((item for item in items if item.code == code), None)
    if moved is None:
        raise CONGRESS_PROBLEMS.refusal("C203", "items", item=code)
    if not 1 <= position <= len(items):
        raise CONGRESS_PROBLEMS.refusal("C204", "position", position=position, items=len(items))
    rest = [item for item in items if item is not moved]
    reordered = (*rest[: position - 1], moved, *rest[position - 1 :])
    if problems := check_order(reordered):
        raise Refused(*problems)
    return reordered
