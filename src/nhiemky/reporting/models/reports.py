"""Reports, their accepted cells, and their way: what was accepted is never edited, a correction is a successor."""

from collections.abc import Sequence
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nhiemky.core.indicators.periods import Period, parse_period
from nhiemky.core.reporting import states
from nhiemky.core.reporting.forms import Form
from nhiemky.records.frozen import FrozenError
from nhiemky.records.models import RecordedModel
from nhiemky.reporting import catalogue
from nhiemky.reporting.models.units import UnitRow, of_one_unit
from nhiemky.zones.fields import ExactDecimalField
from nhiemky.zones.models import Currency

_USER = settings.AUTH_USER_MODEL


class Report(UnitRow):
    """One form for one reporting unit and period. `entry` keeps everything as it was typed, right or wrong.

    `edition` counts the times it was saved: whoever saves names the edition that was opened.
    """

    class State(models.TextChoices):
        """Where the report stands."""

        DRAFT = states.ReportState.DRAFT.value, pgettext_lazy("report", "draft")
        SUBMITTED = states.ReportState.SUBMITTED.value, _("waiting for acceptance")
        RETURNED = states.ReportState.RETURNED.value, _("returned for changes")
        ACCEPTED = states.ReportState.ACCEPTED.value, _("accepted")

    form = models.CharField(_("form"), max_length=20)
    form_version = models.CharField(_("version of the form"), max_length=20)
    period = models.CharField(_("period"), max_length=20)
    period_end = models.DateField(_("end of the period"), db_index=True)
    currency = models.CharField(_("currency"), max_length=3, choices=Currency)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, db_index=True)
    entry = models.JSONField(default=dict)
    edition = models.PositiveIntegerField(default=1)
    # Set when submitted, from the text in `entry`; none where a report holds no money (`lines.holds_money`).
    rate = ExactDecimalField(_("rate (VND for 1 USD)"), max_digits=12, decimal_places=4, null=True)
    created_by = models.ForeignKey(_USER, models.PROTECT, related_name="+", verbose_name=_("begun by"))
    created_at = models.DateTimeField(_("begun at"))
    changed_by = models.ForeignKey(_USER, models.PROTECT, related_name="+", verbose_name=_("last saved by"))
    changed_at = models.DateTimeField(_("last saved at"))
    submitted_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+", verbose_name=_("submitted by"))
    submitted_at = models.DateTimeField(_("submitted at"), null=True)
    accepted_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+", verbose_name=_("accepted by"))
    accepted_at = models.DateTimeField(_("accepted at"), null=True, db_index=True)
    digest = models.CharField(_("SHA-256 of the accepted content"), max_length=64, blank=True)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="successor", verbose_name=_("corrects")
    )
    reason = models.CharField(_("reason of the correction"), max_length=300, blank=True)

    class Meta(UnitRow.Meta):
        abstract = False
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-period_end", "form", "pk"]
        constraints = [
            of_one_unit("report_of_one_unit"),
            *(
                models.UniqueConstraint(fields=[unit, "form", "period"], condition=Q(supersedes=None), name=name)
                for unit, name in (
                    ("project", "one_report_of_a_period"),
                    ("zone", "one_report_of_a_zones_period"),
                    ("board", "one_report_of_a_boards_period"),
                )
            ),
            models.CheckConstraint(
                condition=~Q(state="accepted") | Q(accepted_by__isnull=False, accepted_at__isnull=False),
                name="accepted_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.period} {self.unit}"

    @property
    def definition(self) -> Form:
        """The version of the form it is written on."""
        return catalogue.form(self.form, self.form_version)

    @property
    def core_period(self) -> Period:
        """The period with its days."""
        return parse_period(self.period)

    @property
    def core_state(self) -> states.ReportState:
        """The state for the rules in `core`."""
        return states.ReportState(self.state)

    @property
    def is_open(self) -> bool:
        """Whether its author can write in it."""
        return self.state in {self.State.DRAFT, self.State.RETURNED}

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the report. Raises FrozenError when the stored one is accepted."""
        if self.pk:
            self.allow_changes([self])
        super().save(*args, **kwargs)

    @classmethod
    def allow_changes(cls, rows: Sequence[Self]) -> None:
        """Raise FrozenError when one of the stored reports is accepted. One query."""
        if cls.objects.filter(pk__in=[row.pk for row in rows], state=cls.State.ACCEPTED).exists():
            raise FrozenError(_("An accepted report is never changed: a correction takes its place."))

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Remove a draft that was never submitted. Raises FrozenError for any other report."""
        if Report.objects.filter(pk=self.pk).exclude(state=self.State.DRAFT, submitted_at=None).exists():
            raise FrozenError(_("A report that was submitted is never removed."))
        return super().delete(*args, **kwargs)


class Cell(RecordedModel):
    """One figure of an accepted report; written in bulk when it is accepted, never after.

    A reported 0 has a row; a missing figure has none.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="cells", verbose_name=_("report"))
    line = models.CharField(_("line"), max_length=20)
    column = models.CharField(_("column"), max_length=20)
    value = ExactDecimalField(pgettext_lazy("report", "value"), max_digits=20, decimal_places=5)

    class Meta:
        verbose_name = pgettext_lazy("report", "cell")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["report", "line", "column"], name="one_cell_of_a_place")]

    def __str__(self) -> str:
        return f"{self.line}/{self.column}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Always raises FrozenError: cells come with their report's acceptance."""
        raise FrozenError(_("The figures of an accepted report are never changed."))

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Always raises FrozenError."""
        raise FrozenError(_("The figures of an accepted report are never changed."))


class ReportEvent(RecordedModel):
    """A step on the way of a report, with the comment that came with it."""

    class Kind(models.TextChoices):
        """What was done."""

        BEGUN = "begun", _("begun")
        SUBMITTED = "submitted", _("submitted")
        RETURNED = "returned", _("returned for changes")
        ACCEPTED = "accepted", _("accepted")
        CORRECTION = "correction", _("correction begun")

    report = models.ForeignKey(Report, models.CASCADE, related_name="events", verbose_name=_("report"))
    kind = models.CharField(_("step"), max_length=12, choices=Kind)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(_USER, models.PROTECT, related_name="+", verbose_name=_("by"))
    comment = models.TextField(_("comment"), blank=True)
    # What was returned, before its author goes on writing: the versions of a report can be laid side by side.
    entry = models.JSONField(null=True)

    class Meta:
        verbose_name = _("step")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.get_kind_display()
