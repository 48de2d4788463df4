"""Whole ballots from pages in the order they were scanned, and BALLOTS.json from whole ballots.

The sheets of one ballot carry nothing that tells them from another voter's, so only their order holds them together:
sheets 1 to m must follow each other. After anything else, reading goes on at the next sheet 1, and never pairs what
lies before a break with what lies after it. That cannot see a pile in which one voter's last sheet and the next
voter's first are both missing: whoever scans must count the sheets of the pile.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from nhiemky.core.ballots.reading import MarkReading, PageReading, Status
from nhiemky.core.elections.ballots_file import UNSURE
from nhiemky.core.elections.validity import Ballot, RuledInvalid

#: Pages that are no sheet of anybody's ballot: they may lie anywhere in the pile.
_NOBODYS = frozenset({"blank_page", "same_image"})


@dataclass(frozen=True)
class Whole:
    """One voter's ballot: its pages (from 0, in scanning order), its marks in printed order, why people must look."""

    pages: tuple[int, ...]
    marks: tuple[MarkReading, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Incomplete:
    """Pages that do not make a ballot, and the sheets that are missing; they must be scanned again or keyed by hand."""

    pages: tuple[int, ...]
    missing: tuple[int, ...]


@dataclass
class _Pile:
    """The sheets since the last break."""

    sheets: int
    pages: list[int] = field(default_factory=list)
    read: list[PageReading] = field(default_factory=list)
    broken: bool = False

    def awaits(self, sheet: int | None) -> bool:
        return not self.broken and sheet == len(self.read) + 1

    def result(self) -> Whole | Incomplete:
        if not self.broken and len(self.read) == self.sheets:
            marks = tuple(mark for page in self.read for mark in page.marks)
            why = dict.fromkeys(reason for page in self.read for reason in page.reasons)
            return Whole(tuple(self.pages), tuple(sorted(marks, key=lambda mark: mark.candidate)), tuple(why))
        there = {page.sheet for page in self.read}
        return Incomplete(tuple(self.pages), tuple(n for n in range(1, self.sheets + 1) if n not in there))


def assemble(pages: Iterable[PageReading], sheets: int) -> Iterator[Whole | Incomplete]:
    """Ballots of `sheets` sheets each, from all pages of a pile in scanning order; every page is in one of them.

    Blank pages and copies of a picture are left out wherever they are. A refused page breaks the ballot it lies in.
    """
    pile = _Pile(sheets)
    for number, page in enumerate(pages):
        if page.status is Status.REFUSED and _NOBODYS.issuperset(page.reasons):
            continue
        if pile.pages and _starts_anew(pile, page):
            yield pile.result()
            pile = _Pile(sheets)
        pile.broken = not pile.awaits(page.sheet)
        pile.pages.append(number)
        if page.status is not Status.REFUSED:
            pile.read.append(page)
    if pile.pages:
        yield pile.result()


def _starts_anew(pile: _Pile, page: PageReading) -> bool:
    """Whether a page cannot belong to the pile: it is a first sheet, or the pile has as many pages as a ballot."""
    return page.sheet == 1 or len(pile.pages) == pile.sheets


def ballots_json(ballots: Sequence[Ballot], names: int) -> str:
    """The text of BALLOTS.json, one ballot a line in the order given; `names` is how many stand on each ballot.

    The marks of a ballot ruled invalid are nobody's business any more: they are written as unsure.
    """
    lines = (json.dumps(_ballot_record(ballot, names), ensure_ascii=False) for ballot in ballots)
    return '{"ballots": [' + ",".join(f"\n{line}" for line in lines) + "\n]}\n"


def _ballot_record(ballot: Ballot, names: int) -> dict[str, object]:
    if isinstance(ballot, RuledInvalid):
        return {"marks": [UNSURE] * names, "invalid": ballot.code.value}
    return {"marks": [mark.value for mark in ballot.marks], "invalid": None}
