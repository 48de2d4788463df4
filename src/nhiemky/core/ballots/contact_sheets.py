"""Alike doubts side by side: which questions one person answers together, and in which order.

Tellers sort a pile before they judge it: what looks alike is judged together, and an exception among its likes is seen
at once. So doubts with the same `likeness` make sheets, the largest pile first: the eye learns a kind of mark once,
most of the count is settled early, and what needs thought comes when the evening's hands are known. Then come ballots
of many doubts, each as a sheet of its own, because one hand explains itself; last, questions about whole ballots.

Each person has another order within a pile, so that no two look at the same sheet. The order is drawn from a digest:
the same for one person as often as the page is opened.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from nhiemky.core.ballots.adjudication import QuestionKind

#: Pictures on a sheet: one for each digit key but 0.
CROPS = 9

#: A pile of fewer than this is thrown together with other small ones: a sheet of its own would cost more than it helps.
FEW = 5

#: The marks of a ballot with more questions than this are looked at together.
MANY_DOUBTS = 3


@dataclass(frozen=True)
class Doubt:
    """A question as the sheets need it: its number, its ballot, how many questions that ballot has, what it looks like.

    `place` orders the doubts of one ballot; `alike` is compared and never shown.
    """

    question: int
    kind: QuestionKind
    ballot: str
    place: int
    of_ballot: int
    alike: str


def contact_sheets(doubts: Iterable[Doubt], person: str) -> list[tuple[int, ...]]:
    """The questions open for a person as sheets, in the order in which to answer; `person` draws the order.

    A sheet of one is a question to be looked at on the whole ballot.
    """
    shuffled = sorted(doubts, key=lambda doubt: _draw(person, doubt.question))
    marks = [doubt for doubt in shuffled if doubt.kind is QuestionKind.MARK]
    alike = _piles((doubt for doubt in marks if doubt.of_ballot <= MANY_DOUBTS), _by_likeness)
    hands = _piles((doubt for doubt in marks if doubt.of_ballot > MANY_DOUBTS), _by_ballot)
    whole = [[doubt] for doubt in shuffled if doubt.kind is QuestionKind.BALLOT]
    in_printed_order = [sorted(hand, key=lambda doubt: doubt.place) for hand in hands]
    piles = [*_largest_first(alike), *in_printed_order, *whole]
    return [tuple(doubt.question for doubt in sheet) for pile in piles for sheet in _cut(pile)]


def _draw(person: str, question: int) -> bytes:
    return hashlib.sha256(f"{person}:{question}".encode()).digest()


def _by_likeness(doubt: Doubt) -> str:
    return doubt.alike


def _by_ballot(doubt: Doubt) -> str:
    return doubt.ballot


def _piles(doubts: Iterable[Doubt], by: Callable[[Doubt], str]) -> list[list[Doubt]]:
    found: dict[str, list[Doubt]] = {}
    for doubt in doubts:
        found.setdefault(by(doubt), []).append(doubt)
    return list(found.values())


def _largest_first(piles: Iterable[list[Doubt]]) -> list[list[Doubt]]:
    """Piles from the largest to the smallest, equals by their likeness; the small ones thrown together at the end."""
    ordered = sorted(piles, key=lambda pile: (-len(pile), pile[0].alike))
    small = [doubt for pile in ordered if len(pile) < FEW for doubt in pile]
    return [*(pile for pile in ordered if len(pile) >= FEW), *([small] if small else [])]


def _cut(pile: Sequence[Doubt]) -> Iterator[Sequence[Doubt]]:
    """Sheets of nearly equal length, as few as there can be."""
    sheets = ceil(len(pile) / CROPS)
    size = ceil(len(pile) / sheets)
    for start in range(0, len(pile), size):
        yield pile[start : start + size]
