"""The append-only log of events, and the base class of every row whose changes it holds.

`records` has no foreign keys out: an event names its rows by label and number, so nothing can vanish with them.
"""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar, Never, Self

from django.db import models

from nhiemky.records import ledger


class Event(models.Model):
    """One action: who, what, when, and the digest before and after of every row it touched.

    Each event's digest covers the digest before it, so the log is a chain from the first event to the last.
    """

    sequence = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=150)
    verb = models.CharField(max_length=80, db_index=True)
    subject = models.CharField(max_length=120, blank=True, db_index=True)
    changes = models.JSONField(default=list)
    shapes = models.JSONField(default=dict)
    details = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["sequence"]

    def __str__(self) -> str:
        return f"{self.sequence} {self.verb} {self.subject}"

    def content(self) -> dict[str, Any]:
        """Everything the digest covers."""
        return {
            "sequence": self.sequence,
            "at": self.at.isoformat(),
            "actor": self.actor,
            "verb": self.verb,
            "subject": self.subject,
            "changes": self.changes,
            "shapes": self.shapes,
            "details": self.details,
            "previous": self.previous,
        }


class Head(models.Model):
    """The end of the chain: without it, cutting off the newest events would not show. Also the lock of all writers."""

    sequence = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    seal = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"head at {self.sequence}"


class RecordedQuerySet[M: models.Model](models.QuerySet[M]):
    """Refuses writes that would pass the log by."""

    def update(self, **kwargs: Any) -> Never:
        """Always raises UnrecordedWriteError."""
        raise ledger.UnrecordedWriteError(f"{self.model.__name__}.objects.update")

    def delete(self) -> Never:
        """Always raises UnrecordedWriteError."""
        raise ledger.UnrecordedWriteError(f"{self.model.__name__}.objects.delete")

    def bulk_update(self, objs: Iterable[M], fields: Iterable[str], batch_size: int | None = None) -> int:
        """Change many rows in few statements, each recorded; only for models that allow it (`allow_changes`).

        Raises UnrecordedWriteError outside an action and for any other model.
        """
        open_ledger = ledger.current(f"{self.model.__name__}.objects.bulk_update")
        rows = list(objs)
        self.model.allow_changes(rows)  # type: ignore[attr-defined]
        open_ledger.before(rows)
        # Django's own ends in `update`, which is refused here.
        changed = models.QuerySet[M](self.model, using=self.db).bulk_update(rows, fields, batch_size)
        for row in rows:
            open_ledger.touched(row)
        return changed

    def bulk_create(self, objs: Iterable[M], *args: Any, **kwargs: Any) -> list[M]:
        """Create many rows in one statement, each recorded. Raises UnrecordedWriteError outside an action."""
        open_ledger = ledger.current(f"{self.model.__name__}.objects.bulk_create")
        rows = super().bulk_create(list(objs), *args, **kwargs)
        for row in rows:
            open_ledger.touched(row)
        return rows


class RecordedModel(models.Model):
    """A row that only an action may write (see `records.actions.action`)."""

    # Columns that change without an action, such as the time of the last log-in.
    unrecorded_fields: ClassVar[frozenset[str]] = frozenset()

    objects: ClassVar[models.Manager[Self]] = models.Manager.from_queryset(RecordedQuerySet)()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *args: Any, update_fields: Sequence[str] | None = None, **kwargs: Any) -> None:  # type: ignore[override]
        """Write the row. Raises UnrecordedWriteError outside an action."""
        if update_fields is not None and set(update_fields) <= self.unrecorded_fields:
            super().save(*args, update_fields=update_fields, **kwargs)
            return
        open_ledger = ledger.current(f"{type(self).__name__}.save")
        open_ledger.before([self])
        super().save(*args, update_fields=update_fields, **kwargs)
        open_ledger.touched(self)

    @classmethod
    def allow_changes(cls, _rows: Sequence[Self]) -> None:
        """Raise unless all these rows may be changed together: what `save` would ask of each, asked of many at once.

        A model says so itself; of any other, UnrecordedWriteError is raised, lest its `save` be passed by.
        """
        raise ledger.UnrecordedWriteError(f"{cls.__name__}.objects.bulk_update")

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Remove the row. Raises UnrecordedWriteError outside an action."""
        open_ledger = ledger.current(f"{type(self).__name__}.delete")
        open_ledger.before([self])
        open_ledger.touched(self)
        return super().delete(*args, **kwargs)
