"""The pages of a batch as whole ballots in the order of scanning, and what still keeps them from being mixed."""

from collections.abc import Sequence
from dataclasses import dataclass

from nhiemky.ballots.marks import keyed_mark, marks_of
from nhiemky.ballots.models import Batch, HandKeying, Page
from nhiemky.ballots.problems import problem
from nhiemky.ballots.queries.batches import layout, progress
from nhiemky.core.ballots.assembly import Incomplete, Whole, assemble
from nhiemky.core.ballots.layout import Layout
from nhiemky.core.ballots.reading import PageReading, Status
from nhiemky.core.problem import Problem
from nhiemky.elections import queries as elections

_KEYED_BY = 2
_SHOWN = 5


@dataclass(frozen=True)
class Pile:
    """What the scans of a batch amount to; `problems` is empty when they can be mixed."""

    pages: Sequence[Page]
    ballots: Sequence[Whole]
    problems: tuple[Problem, ...]

    def of(self, whole: Whole) -> list[Page]:
        """The pages of a ballot."""
        return [self.pages[index] for index in whole.pages]


def pile(batch: Batch) -> Pile:
    """Every page that counts, as ballots."""
    told = layout(batch.paper)
    rows = Page.objects.filter(batch=batch).exclude(dealt=Page.Dealt.REPLACED)
    pages = list(rows.order_by("position", "pk").select_related("upload").prefetch_related("keyings"))
    made = list(assemble((_reading(page, told) for page in pages), len(told.sheets)))
    ballots = [each for each in made if isinstance(each, Whole)]
    broken = [each for each in made if isinstance(each, Incomplete)]
    problems = (
        *_unfinished(batch),
        *_undecided_by_hand(pages),
        *_partly_by_hand(pages, ballots),
        *_broken(pages, broken),
    )
    return Pile(pages, ballots, problems or _wrong_number(batch, len(ballots)))


def agreed_keying(page: Page) -> tuple[HandKeying, HandKeying] | None:
    """What the first two persons keyed in, when they agree."""
    keyed = list(page.keyings.all())[:_KEYED_BY]
    if len(keyed) < _KEYED_BY:
        return None
    first, second = keyed
    told = [(each.sheet, each.invalid, [] if each.invalid else each.marks) for each in (first, second)]
    return (first, second) if told[0] == told[1] else None


def _reading(page: Page, told: Layout) -> PageReading:
    if page.dealt == Page.Dealt.BY_HAND and (keyed := agreed_keying(page)):
        sheet, marks = keyed[0].sheet, keyed[0].marks
        read = tuple(keyed_mark(*each) for each in zip(told.on_sheet(sheet), marks, strict=False))
        return PageReading(Status.READ, (), sheet, read)
    if page.dealt or page.status in ("", Status.REFUSED):
        # A page set aside still breaks the ballot it lies in: no sheets of two voters are ever joined across it.
        return PageReading(Status.REFUSED, tuple(page.reasons) or (page.dealt,), None, ())
    return PageReading(Status(page.status), tuple(page.reasons), page.sheet, marks_of(page.marks))


def _unfinished(batch: Batch) -> list[Problem]:
    found = progress(batch)
    problems = []
    if not found.pages:
        problems.append(problem("B626"))
    if not found.done:
        problems.append(problem("B620", number=found.pages - found.read))
    if found.for_hands:
        problems.append(problem("B621", number=found.for_hands))
    return problems


def _undecided_by_hand(pages: Sequence[Page]) -> list[Problem]:
    open_pages = (page for page in pages if page.dealt == Page.Dealt.BY_HAND and agreed_keying(page) is None)
    return [problem("B624", page=page) for page in open_pages]


def _partly_by_hand(pages: Sequence[Page], ballots: Sequence[Whole]) -> list[Problem]:
    """A ballot is keyed in by hand as a whole: the second count could not know what a missing picture shows."""
    found = []
    for ballot in ballots:
        own = [pages[index] for index in ballot.pages]
        by_hand = [page for page in own if page.dealt == Page.Dealt.BY_HAND]
        if 0 < len(by_hand) < len(own):
            found.append(problem("B625", page=by_hand[0]))
    return found


def _broken(pages: Sequence[Page], broken: Sequence[Incomplete]) -> list[Problem]:
    """Pages that make no ballot, unless all of them were dealt with or are counted as refused already."""
    lost = [
        [pages[index] for index in each.pages]
        for each in broken
        if any(not pages[index].dealt and pages[index].status not in ("", Status.REFUSED) for index in each.pages)
    ]
    return [problem("B623", pages=", ".join(map(str, own))) for own in lost[:_SHOWN]]


def _wrong_number(batch: Batch, found: int) -> tuple[Problem, ...]:
    _issued, returned = elections.ballots(batch.election)
    return () if found == returned else (problem("B622", found=found, returned=returned),)
