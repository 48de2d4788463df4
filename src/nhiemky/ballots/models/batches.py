"""The paper as it was approved, and the batch: all paper ballots of one count."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nhiemky.core.ballots.batch_states import BatchState
from nhiemky.elections.models import Election
from nhiemky.organisation.models import User
from nhiemky.records.models import RecordedModel

HEX_DIGEST = 64


class State(models.TextChoices):
    """Where the ballots of a count stand; the core says what may follow."""

    COLLECTING = BatchState.COLLECTING.value, _("scanning and reading")
    COUNTING = BatchState.COUNTING.value, _("first and second count under way")
    COMPARING = BatchState.COMPARING.value, _("comparing the two counts")
    AGREED = BatchState.AGREED.value, _("both counts agree")
    DISCARDED = BatchState.DISCARDED.value, _("set aside to be counted anew")
    DESTROYED = BatchState.DESTROYED.value, _("destroyed")


class SecondWay(models.TextChoices):
    """How the second count is made."""

    KEY_IN = "key_in", _("every ballot keyed in blind by another person")
    SECOND_READER = "second_reader", _("the second way of reading, doubtful marks keyed in blind")


class Paper(RecordedModel):
    """The ballot of an election as it was approved for printing; `layout` is the text of its layout.json."""

    election = models.OneToOneField(Election, models.PROTECT, related_name="paper", verbose_name=_("election"))
    layout = models.TextField()
    digest = models.CharField("SHA-256", max_length=HEX_DIGEST, help_text=_("Of the text of the layout."))
    approved_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("approved by"))
    approved_at = models.DateTimeField(_("approved at"))

    class Meta(RecordedModel.Meta):
        abstract = False
        verbose_name = _("approved ballot paper")

    def __str__(self) -> str:
        return f"{self.election} · {self.digest[:12]}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write it. Raises ValidationError once ballots are counted by it."""
        if self.pk and Batch.objects.filter(paper=self.pk).exists():
            raise ValidationError(_("A ballot paper by which ballots are counted is never changed."))
        super().save(*args, **kwargs)


class Batch(RecordedModel):
    """The paper ballots of one edition of a result: one batch holds all of them.

    `first_by` and `second_by` closed the first and the second count and answer for it.
    """

    election = models.ForeignKey(Election, models.PROTECT, related_name="batches", verbose_name=_("election"))
    edition = models.PositiveSmallIntegerField(_("edition"), default=1)
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="batches", verbose_name=_("ballot paper"))
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.COLLECTING)
    second_way = models.CharField(_("second count"), max_length=20, choices=SecondWay, default=SecondWay.SECOND_READER)
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("opened by"))
    opened_at = models.DateTimeField(_("opened at"))
    first_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("first count closed by")
    )
    second_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("second count closed by")
    )

    class Meta(RecordedModel.Meta):
        abstract = False
        verbose_name = _("batch of ballots")
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["election", "edition"], condition=~Q(state="discarded"), name="one_batch_of_an_edition"
            )
        ]

    def __str__(self) -> str:
        return f"{self.election} · {self.edition}"
