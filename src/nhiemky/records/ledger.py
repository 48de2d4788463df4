"""What one action has touched so far; kept in the context, so that a row can find the action it is written by."""

from collections.abc import Callable, Sequence
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


@dataclass(frozen=True)
class Touched:
    """What one event tells: its subject, the changes, and for each model the columns that its digests cover."""

    subject: models.Model | None
    changes: list[dict[str, Any]]
    shapes: dict[str, list[str]]


@dataclass
class Ledger:
    """Rows touched by one action, with their digests before it; None stands for a row that was not there."""

    verb: str
    actor: str
    rows: dict[RowKey, models.Model] = field(default_factory=dict)
    digests_before: dict[RowKey, str | None] = field(default_factory=dict)
    details: dict[str, Any] = field(default_factory=dict)
    subject: models.Model | None = None

    def before(self, rows: Sequence[models.Model]) -> None:
        """Remember rows as the database has them now, the first time the action touches them. One query per model."""
        new = [row for row in rows if row.pk is not None and (type(row), row.pk) not in self.digests_before]
        for model in dict.fromkeys(type(row) for row in new):
            ours = [row for row in new if type(row) is model]
            there = model._base_manager.in_bulk([row.pk for row in ours if not row._state.adding])  # noqa: SLF001
            fields = recorded_fields(model)
            for row in ours:
                old = there.get(model._meta.pk.to_python(row.pk))  # noqa: SLF001
                self.digests_before[model, row.pk] = None if old is None else row_digest(old, fields)
                self.rows[model, row.pk] = row

    def touched(self, row: models.Model) -> None:
        """The row has been written; a row without an earlier digest is new."""
        self.digests_before.setdefault((type(row), row.pk), None)
        self.rows[type(row), row.pk] = row

    def whole(self) -> Touched:
        """Everything for one event. One query per model."""
        return self._told(self.subject, list(self.digests_before), self._after())

    def parts(self, subjects: Sequence[models.Model], whose: Callable[[Any], Any]) -> list[Touched]:
        """An event for each subject, with the rows that `whose` says are its. One query per model.

        Raises ValueError for a row that belongs to none of them: no event would tell of it.
        """
        keys: dict[Any, list[RowKey]] = {subject.pk: [] for subject in subjects}
        for key, row in self.rows.items():
            if whose(row) not in keys:
                raise ValueError(f"{key[0].__name__} {key[1]} belongs to no row that {self.verb} returns")
            keys[whose(row)].append(key)
        after = self._after()
        return [self._told(subject, keys[subject.pk], after) for subject in subjects]

    def _after(self) -> dict[RowKey, str]:
        """The digests of the touched rows that are still there."""
        rows_of: dict[type[models.Model], list[Any]] = {}
        for model, pk in self.digests_before:
            rows_of.setdefault(model, []).append(pk)
        after = {}
        for model, pks in rows_of.items():
            fields = recorded_fields(model)
            for pk, row in model._base_manager.in_bulk(pks).items():  # noqa: SLF001
                after[model, pk] = row_digest(row, fields)
        return after

    def _told(self, subject: models.Model | None, keys: list[RowKey], after: dict[RowKey, str]) -> Touched:
        changes = [
            {"model": model._meta.label, "pk": str(pk), "before": before, "after": now}  # noqa: SLF001
            for model, pk in sorted(keys, key=_by_model(keys))
            if (before := self.digests_before[model, pk]) != (now := after.get((model, pk)))
        ]
        shapes = {model._meta.label: recorded_fields(model) for model, _pk in keys}  # noqa: SLF001
        return Touched(subject, changes, shapes)


def _by_model(keys: list[RowKey]) -> Callable[[RowKey], int]:
    """Models in the order in which they were first touched."""
    first = {model: place for place, model in enumerate(dict.fromkeys(model for model, _pk in keys))}
    return lambda key: first[key[0]]


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
