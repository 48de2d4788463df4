"""What writes how sealed ballots are kept: complaints, decisions to open, destruction (190-QĐ/TW Art. 33 and 35)."""

from datetime import date

from nhiemky.ballots import queries
from nhiemky.ballots.actions.mixing import remove_ballots
from nhiemky.ballots.actions.steps import locked, require_reason
from nhiemky.ballots.models import Ballot, Batch, Complaint, Destruction, Opening
from nhiemky.ballots.problems import problem
from nhiemky.core.ballots.batch_states import BatchAction
from nhiemky.core.ballots.retention import NotSealed, Sealed
from nhiemky.core.problem import Refused
from nhiemky.elections.models import Election
from nhiemky.organisation.models import User
from nhiemky.records import clock
from nhiemky.records.actions import about, action, note


@action("ballots.complaint_recorded")
def record_complaint(actor: User, election: Election, *, received_on: date, text: str) -> Complaint:
    """Record a complaint about an election; nothing of its ballots may be destroyed while it is open.

    Raises Refused without a text and for a day to come.
    """
    about(election)
    require_reason(text, "about")
    if received_on > clock.today():
        raise Refused(problem("B655", "received_on", day=received_on))
    complaint = Complaint(election=election, received_on=received_on, about=text, recorded_by=actor)
    complaint.save()
    return complaint


@action("ballots.complaint_settled")
def settle_complaint(actor: User, complaint: Complaint, *, settled_on: date, outcome: str) -> Complaint:
    """Record how a complaint ended; the six months go on. Raises Refused for a settled one and for impossible days."""
    complaint.refresh_from_db(from_queryset=Complaint.objects.select_for_update())
    if complaint.settled_on is not None:
        raise Refused(problem("B654"))
    require_reason(outcome, "outcome")
    if not complaint.received_on <= settled_on <= clock.today():
        raise Refused(problem("B655", "settled_on", day=settled_on))
    complaint.settled_on, complaint.outcome = settled_on, outcome
    complaint.save()
    return complaint


@action("ballots.opening_recorded")
def record_opening(
    actor: User, batch: Batch, *, decided_by: str, number: str, reason: str, since: date, until: date
) -> Opening:
    """Record a competent body's decision to open sealed ballots from a day to a day.

    Raises Refused for ballots that are not sealed, without body, number or reason, and for impossible days.
    """
    about(batch)
    if isinstance(queries.seal_of(batch), NotSealed):
        raise Refused(problem("B653"))
    for field, value in (("decided_by", decided_by), ("number", number), ("reason", reason)):
        require_reason(value, field)
    if until < since:
        raise Refused(problem("B652", "until"))
    opening = Opening(
        batch=batch,
        decided_by=decided_by,
        number=number,
        reason=reason,
        since=since,
        until=until,
        recorded_by=actor,
        recorded_at=clock.now(),
    )
    opening.save()
    return opening


@action("ballots.destroyed")
def destroy(actor: User, batch: Batch, *, decided_by: str, number: str, witnesses: str) -> Destruction:
    """Destroy the pictures and marks of a batch whose time is over, with a record of it.

    The published ballots file stays: without voters, order or pictures it is part of the declared result, and whoever
    recounts needs it. Raises Refused before the time is over, and without body, number or witnesses.
    """
    moved = locked(batch, BatchAction.DESTROY)
    for field, value in (("decided_by", decided_by), ("number", number), ("witnesses", witnesses)):
        require_reason(value, field)
    kept = queries.seal_of(batch)
    if not isinstance(kept, Sealed) or kept.due is None or kept.due > clock.today():
        raise Refused(problem("B651"))
    ballots = list(Ballot.including_sealed.filter(batch=batch))
    record = Destruction(
        batch=batch,
        decided_by=decided_by,
        number=number,
        witnesses=witnesses,
        ballots=len(ballots),
        pictures=sum(len(ballot.pictures) for ballot in ballots),
        destroyed_on=clock.today(),
        recorded_by=actor,
    )
    record.save()
    remove_ballots(batch)
    batch.state = moved
    batch.save()
    note(number=number, ballots=record.ballots, pictures=record.pictures)
    return record
