"""What one action has touched so far; kept in the context, so that a row can find the action it is written by."""

from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from nhiemky.records.digests import recorded_fields, row_digest

type RowKey = tuple[type[models.Model], Any]


class UnrecordedWriteError(RuntimeError):
    """A row was about to be written outside an action, where no event would tell of it."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what}: recorded rows are written inside an action (nhiemky.records.actions.action)")


@dataclass
class Ledger:
    """Rows touched by one action, with their digests before it; None stands for a row that was not there."""

    verb: str
    actor: str
    digests_before: dict[RowKey, str | None] = field(default_factory=dict)
    details: dict[str, Any] = field(default_factory=dict)
    subject: models.Model | None = None

    def before(self, row: models.Model) -> None:
        """Remember the row as the database has it now, the first time the action touches it."""
        key = (type(row), row.pk)
        if row.pk is None or key in self.digests_before:
            return
        old = None if row._state.adding else type(row)._base_manager.filter(pk=row.pk).first()  # noqa: SLF001
        self.digests_before[key] = None if old is None else row_digest(old, recorded_fields(type(row)))

    def touched(self, row: models.Model) -> None:
        """The row has been written; a row without an earlier digest is new."""
        self.digests_before.setdefault((type(row), row.pk), None)

    def changes(self) -> tuple[list[dict[str, Any]], dict[str, list[str]]]:
        """The changes for the event and, for each model, the columns its digests cover. One query per model."""
        rows_of: dict[type[models.Model], list[Any]] = {}
        for model, pk in self.digests_before:
            rows_of.setdefault(model, []).append(pk)
        changes, shapes = [], {}
        for model, pks in rows_of.items():
            label = model._meta.label  # noqa: SLF001
            shapes[label] = fields = recorded_fields(model)
            now = model._base_manager.in_bulk(pks)  # noqa: SLF001
            for pk in pks:
                after = row_digest(now[pk], fields) if pk in now else None
                before = self.digests_before[model, pk]
                if before != after:
                    changes.append({"model": label, "pk": str(pk), "before": before, "after": after})
        return changes, shapes


_open: ContextVar[Ledger | None] = ContextVar("open_ledger", default=None)


def current(what: str) -> Ledger:
    """The ledger of the action under way. Raises UnrecordedWriteError when there is none."""
    open_ledger = _open.get()
    if open_ledger is None:
        raise UnrecordedWriteError(what)
    return open_ledger


def opened(verb: str, actor: str) -> tuple[Ledger, Any]:
    """A new ledger, now current, and the token that `closed` wants."""
    new = Ledger(verb, actor)
    return new, _open.set(new)


def closed(token: Any) -> None:
    """Make the ledger before this one current again."""
    _open.reset(token)
