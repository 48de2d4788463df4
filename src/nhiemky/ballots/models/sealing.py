"""What the declaration seals: rows that are not there for anybody until a decision opens them (190-QĐ/TW Art. 35).

The default manager leaves sealed rows out, so that no query can show them by having forgotten to ask. What must reach
them all the same says so by name, `including_sealed`: the records, which check every row, the rooms' own doors, which
refuse with a reason, and the destruction.
"""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from nhiemky.ballots.models.keeping import Opening
from nhiemky.elections.models import Declaration
from nhiemky.records import clock
from nhiemky.records.models import RecordedModel, RecordedQuerySet


def open_today(batch: str) -> Q:
    """The condition that ballots are open: not declared, or opened by a decision; `batch` is the path to the batch."""
    today = clock.today()
    declared = Declaration.objects.filter(
        election=OuterRef(f"{batch}__election"), edition=OuterRef(f"{batch}__edition")
    )
    opened = Opening.objects.filter(batch=OuterRef(batch), since__lte=today, until__gte=today)
    return ~Q(Exists(declared)) | Q(Exists(opened))


class OpenManager[M: "SealedModel"](models.Manager.from_queryset(RecordedQuerySet)):  # type: ignore[misc]
    """Only the rows whose ballots are open today."""

    def get_queryset(self) -> models.QuerySet[M]:
        """Every row but the sealed ones."""
        rows: models.QuerySet[M] = super().get_queryset()
        return rows.filter(open_today(self.model.path_to_batch))


class SealedModel(RecordedModel):
    """A row about a ballot; `path_to_batch` leads to its batch."""

    path_to_batch: ClassVar[str]

    objects: ClassVar[models.Manager[Self]] = OpenManager()  # type: ignore[assignment]
    including_sealed: ClassVar[models.Manager[Self]] = models.Manager.from_queryset(RecordedQuerySet)()

    class Meta(RecordedModel.Meta):
        abstract = True
        base_manager_name = "including_sealed"
