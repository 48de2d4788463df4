"""Does the log hold, and does the database still say what the log says? Finds edits made past the actions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC

from django.apps import apps
from django.db import models
from django.utils.translation import gettext as _

from nhiemky.records.digests import keyed, recorded_fields, row_digest
from nhiemky.records.models import Event, Head, RecordedModel


@dataclass(frozen=True)
class Finding:
    """One thing that is not as an action left it. `place` is `event N` or `app.Model:pk`."""

    code: str
    place: str
    sentence: str


@dataclass
class _Known:
    """What the newest event says of a row: its digest, over which columns, written by which event."""

    digest: str | None
    fields: list[str]
    sequence: int


def verify() -> Iterator[Finding]:
    """Walk the chain from the first event, then compare every recorded row with what the newest event says of it."""
    known: dict[tuple[str, str], _Known] = {}
    yield from _chain(known)
    for model in apps.get_models():
        if issubclass(model, RecordedModel):
            yield from _rows(model, known)


def _chain(known: dict[tuple[str, str], _Known]) -> Iterator[Finding]:
    previous, expected = "", 1
    for event in Event.objects.order_by("sequence").iterator():
        place = f"event {event.sequence}"
        event.at = event.at.astimezone(UTC)
        if event.sequence != expected:
            yield Finding("R1", place, _("Events are missing before this one."))
        elif event.previous != previous:
            yield Finding("R2", place, _("This event does not continue the one before it."))
        if event.digest != keyed(event.content()):
            yield Finding("R3", place, _("This event was changed after it was written."))
        for change in event.changes:
            known[change["model"], change["pk"]] = _Known(
                change["after"], event.shapes.get(change["model"], []), event.sequence
            )
        previous, expected = event.digest, event.sequence + 1
    head = Head.objects.filter(pk=1).first()
    if (head is None and expected > 1) or (
        head is not None
        and (
            (head.sequence, head.digest) != (expected - 1, previous)
            or (head.sequence > 0 and head.seal != keyed([head.sequence, head.digest]))
        )
    ):
        yield Finding("R4", f"event {expected - 1}", _("The newest events were cut off, or the head was changed."))


def _rows(model: type[models.Model], known: dict[tuple[str, str], _Known]) -> Iterator[Finding]:
    label = model._meta.label  # noqa: SLF001
    columns = set(recorded_fields(model))
    seen: set[str] = set()
    for row in model._base_manager.order_by("pk").iterator():  # noqa: SLF001
        pk = str(row.pk)
        place, told = f"{label}:{pk}", known.get((label, pk))
        seen.add(pk)
        if told is None or told.digest is None:
            yield Finding("R5", place, _("This row was added past the actions: no event tells of it."))
        elif columns.issuperset(told.fields) and row_digest(row, told.fields) != told.digest:
            yield Finding(
                "R6", place, _("This row was changed past the actions, after event %(n)s.") % {"n": told.sequence}
            )
    for (known_label, pk), told in known.items():
        if known_label == label and told.digest is not None and pk not in seen:
            yield Finding("R7", f"{label}:{pk}", _("This row was deleted past the actions."))
