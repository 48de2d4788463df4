"""How the ballots of a batch are kept: sealed by the declaration, opened by decisions, due for destruction."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from nhiemky.ballots import pictures
from nhiemky.ballots.models import Ballot, Batch, Opening, Question, State
from nhiemky.ballots.problems import refusal
from nhiemky.ballots.queries.batches import layout
from nhiemky.core.ballots.close_up import around
from nhiemky.core.ballots.retention import ComplaintDays, Opened, Seal, Sealed, seal
from nhiemky.elections.models import Declaration
from nhiemky.records import clock


@dataclass(frozen=True)
class Due:
    """A batch whose destruction may be decided since a day."""

    batch: Batch
    since: date


def seal_of(batch: Batch) -> Seal:
    """How the batch is kept today. The six months run from the last declared result of its election."""
    declared = Declaration.objects.filter(election=batch.election_id).order_by("-edition").first()
    if declared is None or not Declaration.objects.filter(election=batch.election_id, edition=batch.edition).exists():
        return seal(None, (), (), clock.today())
    complaints = [ComplaintDays(row.received_on, row.settled_on) for row in batch.election.complaints.all()]
    openings = [Opened(row.since, row.until) for row in Opening.objects.filter(batch=batch)]
    return seal(timezone.localdate(declared.declared_at), complaints, openings, clock.today())


def require_open(batch: Batch) -> None:
    """Raise Refused (B650) when the ballots are sealed. Every query that reads a ballot asks this first."""
    if isinstance(seal_of(batch), Sealed):
        raise refusal("B650")


def picture(ballot: Ballot, sheet: int) -> bytes | None:
    """The JPEG of a sheet, counted from 1; None for one that was keyed in by hand. Raises Refused when sealed."""
    require_open(ballot.batch)
    if not 1 <= sheet <= len(ballot.pictures):
        return None
    return pictures.read(ballot.pictures[sheet - 1]["name"])


def crop(question: Question) -> bytes | None:
    """The JPEG of the row a question is about, with what is around it; None where there is no picture or no row.

    Raises Refused when sealed.
    """
    ballot, candidate = question.ballot, question.candidate
    require_open(ballot.batch)
    if candidate is None:
        return None
    told = layout(ballot.batch.paper)
    place = told.places[candidate]
    if place.sheet > len(ballot.pictures):
        return None
    name = ballot.pictures[place.sheet - 1]["name"]
    return pictures.part(name, around(told, candidate), told.width)


def ballots_of(batch: Batch) -> int:
    """How many ballots a batch has: their number is no secret, sealed or not."""
    return Ballot.including_sealed.filter(batch=batch).count()


def due_for_destruction() -> list[Due]:
    """Every batch whose destruction may be decided today, the longest due first."""
    found = []
    for batch in Batch.objects.filter(state=State.AGREED).select_related("election"):
        kept = seal_of(batch)
        if isinstance(kept, Sealed) and kept.due is not None and kept.due <= clock.today():
            found.append(Due(batch, kept.due))
    return sorted(found, key=lambda due: (due.since, due.batch.pk))
