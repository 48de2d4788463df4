"""How the ballots of a batch are kept: sealed by the declaration, opened by decisions, due for destruction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from nhiemky.ballots import pictures
from nhiemky.ballots.models import Ballot, Batch, Complaint, Opening, Question, State
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
    return seals([batch])[batch.pk]


def seals(batches: Sequence[Batch]) -> dict[int, Seal]:
    """How each batch is kept today, by its key: three queries, however many there are."""
    elections = {batch.election_id for batch in batches}
    declared: dict[int, dict[int, date]] = {}
    for row in Declaration.objects.filter(election__in=elections).order_by("edition"):
        declared.setdefault(row.election_id, {})[row.edition] = timezone.localdate(row.declared_at)
    complaints: dict[int, list[ComplaintDays]] = {}
    for complaint in Complaint.objects.filter(election__in=declared):
        days = ComplaintDays(complaint.received_on, complaint.settled_on)
        complaints.setdefault(complaint.election_id, []).append(days)
    openings: dict[int, list[Opened]] = {}
    for opening in Opening.objects.filter(batch__in=batches, batch__election__in=declared):
        openings.setdefault(opening.batch_id, []).append(Opened(opening.since, opening.until))

    def kept(batch: Batch) -> Seal:
        days = declared.get(batch.election_id, {})
        if batch.edition not in days:
            return seal(None, (), (), clock.today())
        last = days[max(days)]
        return seal(last, complaints.get(batch.election_id, []), openings.get(batch.pk, []), clock.today())

    return {batch.pk: kept(batch) for batch in batches}


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
    batches = list(Batch.objects.filter(state=State.AGREED).select_related("election__unit"))
    kept = seals(batches)
    found = [Due(batch, day) for batch in batches if (day := due_day(kept[batch.pk])) and day <= clock.today()]
    return sorted(found, key=lambda due: (due.since, due.batch.pk))


def due_day(kept: Seal) -> date | None:
    """The first day on which destruction may be decided, None while there is none."""
    return kept.due if isinstance(kept, Sealed) else None
