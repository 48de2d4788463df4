"""How far the scans of a batch are."""

from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Count, Q, QuerySet

from nhiemky.ballots.models import Batch, Page, Paper, State
from nhiemky.core.ballots.layout import Layout
from nhiemky.core.ballots.layout_file import read_layout
from nhiemky.core.ballots.reading import Status
from nhiemky.core.elections.contest import Contest
from nhiemky.elections import queries as elections
from nhiemky.elections.models import Election

# Pages that hold no ballot or hold it a second time: nobody need look at them, the number of ballots tells the rest.
PASSED_OVER = ("blank_page", "same_image")


@dataclass(frozen=True)
class Progress:
    """Numbers of pages: all, read so far, refused and waiting for hands, passed over (blank, or the same picture)."""

    pages: int
    read: int
    for_hands: int
    passed_over: int

    @property
    def done(self) -> bool:
        """Whether every page has been read."""
        return self.read == self.pages


def contest(election: Election) -> Contest:
    """What is voted on."""
    return elections.contest(election)


def current(election: Election) -> Batch | None:
    """The batch of the result under way or last declared, if there is one that was not set aside."""
    found = Batch.objects.filter(election=election).exclude(state=State.DISCARDED)
    return found.select_related("paper", "election__unit").order_by("-edition").first()


def layout(paper: Paper) -> Layout:
    """The layout of an approved paper."""
    return layout_of(paper.layout)


@lru_cache(maxsize=8)
def layout_of(text: str) -> Layout:
    """The layout in the text of a layout.json."""
    return read_layout(text)


def progress(batch: Batch) -> Progress:
    """How far the reading is: one query over an index, however many pages there are."""
    refused = Q(status=Status.REFUSED, dealt="")
    found = Page.objects.filter(batch=batch).aggregate(
        pages=Count("pk"),
        read=Count("pk", filter=~Q(status="") | ~Q(dealt="")),
        refused=Count("pk", filter=refused),
        passed_over=Count("pk", filter=refused & Q(refused_for__in=PASSED_OVER)),
    )
    return Progress(found["pages"], found["read"], found["refused"] - found["passed_over"], found["passed_over"])


def needs_hands(batch: Batch) -> QuerySet[Page]:
    """Refused pages nobody has dealt with, in the order of scanning: scan anew, key in by hand, or set aside."""
    refused = Page.objects.filter(batch=batch, status=Status.REFUSED, dealt="").exclude(refused_for__in=PASSED_OVER)
    return refused.select_related("upload")


def pages_for_hands(batch: Batch) -> QuerySet[Page]:
    """Pages chosen to be keyed in by hand, with what was keyed, in the order of scanning."""
    return (
        Page.objects.filter(batch=batch, dealt=Page.Dealt.BY_HAND).select_related("upload").prefetch_related("keyings")
    )


def passed_over(batch: Batch) -> QuerySet[Page]:
    """Blank pages and pictures that were there already."""
    return Page.objects.filter(
        batch=batch, status=Status.REFUSED, dealt="", refused_for__in=PASSED_OVER
    ).select_related("upload")
