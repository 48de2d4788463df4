"""How anything is written: an action is one transaction, one actor, one event at the end of the chain."""

import functools
from collections.abc import Callable, Sequence
from datetime import UTC
from typing import Any, Concatenate, Protocol

from django.db import models, transaction

from nhiemky.records import clock, ledger
from nhiemky.records.digests import keyed
from nhiemky.records.models import Event, Head, RecordedModel


class Actor(Protocol):
    """Whoever acts: a user, or a named part of the system."""

    @property
    def actor_name(self) -> str:
        """The name the event keeps, at most 150 characters."""


class System:
    """An actor that is no person, such as the loader of the demonstration."""

    def __init__(self, name: str) -> None:
        self.actor_name = f"system:{name}"


def action[**P, R, A: Actor](
    verb: str,
) -> Callable[[Callable[Concatenate[A, P], R]], Callable[Concatenate[A, P], R]]:
    """Make a function an action. Its first argument is the actor; `verb` is `<app>.<what>`, in the past tense.

    All its writes are one transaction; its event is written last, in the same transaction. An action called within
    another has its own event. The subject is the first recorded row among arguments and result, unless `about` names
    one.
    """

    def decorate(function: Callable[Concatenate[A, P], R]) -> Callable[Concatenate[A, P], R]:
        @functools.wraps(function)
        def run(actor: A, /, *args: P.args, **kwargs: P.kwargs) -> R:
            def told(done: ledger.Ledger, result: R) -> list[ledger.Touched]:
                done.subject = done.subject or _first_row(args, kwargs, result)
                return [done.whole()]

            return _recorded(verb, actor, lambda: function(actor, *args, **kwargs), told)

        return run

    return decorate


def action_on_each[**P, R: RecordedModel, A: Actor](
    verb: str, whose: Callable[[Any], Any]
) -> Callable[[Callable[Concatenate[A, P], list[R]]], Callable[Concatenate[A, P], list[R]]]:
    """Make a function that does one thing to many rows an action on each of them: as `action`, for a list.

    The function returns the rows, and may write them together in few statements. Each row it returns is the subject of
    an event of its own, in that order, with the changes of all written rows that are its: `whose(row)` is the primary
    key of the returned row that a written row belongs to. What is noted stands in every event. All or nothing.
    """

    def decorate(function: Callable[Concatenate[A, P], list[R]]) -> Callable[Concatenate[A, P], list[R]]:
        @functools.wraps(function)
        def run(actor: A, /, *args: P.args, **kwargs: P.kwargs) -> list[R]:
            return _recorded(
                verb, actor, lambda: function(actor, *args, **kwargs), lambda done, rows: done.parts(rows, whose)
            )

        return run

    return decorate


def _recorded[R](
    verb: str, actor: Actor, work: Callable[[], R], told: Callable[[ledger.Ledger, R], Sequence[ledger.Touched]]
) -> R:
    """Do the work in one transaction, and end it with the events that tell of it."""
    with transaction.atomic():
        opened, token = ledger.opened(verb, actor.actor_name)
        try:
            result = work()
        finally:
            ledger.closed(token)
        _append(opened, told(opened, result))
    return result


def note(**details: Any) -> None:
    """Add details (plain JSON values) to the event of the action under way. Never anything that tells who voted how."""
    ledger.current("note").details.update(details)


def about(row: models.Model) -> None:
    """Name the subject of the action under way."""
    ledger.current("about").subject = row


@action("records.looked")
def looked(actor: Actor, subject: models.Model | None, what: str) -> None:
    """Record that sensitive rows were read or exported; `what` names the view."""
    if subject is not None:
        about(subject)
    note(what=what)


def _first_row(args: tuple[Any, ...], kwargs: dict[str, Any], result: object) -> models.Model | None:
    candidates = [*args, *kwargs.values(), result]
    return next((row for row in candidates if isinstance(row, RecordedModel)), None)


def _held_head() -> Head:
    """The end of the chain, held until the transaction ends: one query, but for the first event of all."""
    head = Head.objects.select_for_update().filter(pk=1).first()
    if head is None:
        Head.objects.get_or_create(pk=1)
        return _held_head()
    return head


def _append(done: ledger.Ledger, told: Sequence[ledger.Touched]) -> None:
    """Put events at the end of the chain, each upon the one before. Three queries for any number."""
    if not told:
        return
    head, at = _held_head(), clock.now().astimezone(UTC)
    events = []
    for each in told:
        event = Event(
            sequence=head.sequence + 1,
            at=at,
            actor=done.actor[:150],
            verb=done.verb,
            subject="" if each.subject is None else f"{each.subject._meta.label}:{each.subject.pk}",  # noqa: SLF001
            changes=each.changes,
            shapes=each.shapes,
            details=done.details,
            previous=head.digest,
        )
        event.digest = keyed(event.content())
        head.sequence, head.digest = event.sequence, event.digest
        events.append(event)
    Event.objects.bulk_create(events)
    head.seal = keyed([head.sequence, head.digest])
    head.save()
