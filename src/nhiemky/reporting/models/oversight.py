"""What the office does about reports: more time, closed periods, reminders, comments on lines; and who has one open."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nhiemky.core.indicators.periods import Period, parse_period
from nhiemky.organisation.models import Unit
from nhiemky.records.models import RecordedModel
from nhiemky.reporting.models.reports import Report
from nhiemky.reporting.models.units import UnitRow, of_one_unit
from nhiemky.zones.models import Enterprise

_USER = settings.AUTH_USER_MODEL
_LONGEST_CODE = 20
_LONGEST_REASON = 300


class Extension(UnitRow):
    """More time for one duty, given with a reason; of several the newest counts."""

    form = models.CharField(_("form"), max_length=_LONGEST_CODE)
    period = models.CharField(_("period"), max_length=_LONGEST_CODE)
    last_day = models.DateField(_("last day"))
    reason = models.CharField(_("reason"), max_length=_LONGEST_REASON)
    given_by = models.ForeignKey(_USER, models.PROTECT, related_name="+", verbose_name=_("given by"))
    given_at = models.DateTimeField(_("given at"))

    class Meta(UnitRow.Meta):
        abstract = False
        verbose_name = _("extension")
        ordering = ["pk"]
        constraints = [of_one_unit("extension_of_one_unit")]
        indexes = [models.Index(fields=["project", "form", "period"], name="extension_of_a_duty")]

    def __str__(self) -> str:
        return f"{self.form} {self.period} {self.unit}"


class Closing(RecordedModel):
    """A form and period that a board closed: nothing is filed or accepted until somebody reopens it with a reason."""

    board = models.ForeignKey(Unit, models.PROTECT, related_name="closings", verbose_name=_("management board"))
    form = models.CharField(_("form"), max_length=_LONGEST_CODE)
    period = models.CharField(_("period"), max_length=_LONGEST_CODE)
    closed_by = models.ForeignKey(_USER, models.PROTECT, related_name="+", verbose_name=_("closed by"))
    closed_at = models.DateTimeField(_("closed at"))
    reopened_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+", verbose_name=_("reopened by"))
    reopened_at = models.DateTimeField(_("reopened at"), null=True)
    reason = models.CharField(_("reason of the reopening"), max_length=_LONGEST_REASON, blank=True)

    class Meta:
        verbose_name = _("closing")
        ordering = ["-closed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["board", "form", "period"], condition=Q(reopened_at=None), name="closed_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(reopened_at=None) | (Q(reopened_by__isnull=False) & ~Q(reason="")),
                name="reopened_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.period} {self.board}"

    @property
    def core_period(self) -> Period:
        """The period with its days."""
        return parse_period(self.period)


class Reminder(RecordedModel):
    """One e-mail to an enterprise about everything it owed on that day; `failure` says why it could not be sent."""

    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="reminders", verbose_name=_("enterprise"))
    board = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("management board"))
    asked_by = models.ForeignKey(_USER, models.PROTECT, related_name="+", verbose_name=_("asked by"))
    asked_at = models.DateTimeField(_("asked at"), db_index=True)
    addresses = models.JSONField(_("addresses"), default=list)
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"))
    duties = models.PositiveIntegerField(_("duties named"))
    sent_at = models.DateTimeField(_("sent at"), null=True)
    failure = models.CharField(_("why it was not sent"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("reminder")
        ordering = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.enterprise}: {self.subject}"


class LineComment(RecordedModel):
    """What somebody writes about one line of a report: an officer asks, the enterprise answers."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="line_comments", verbose_name=_("report"))
    line = models.CharField(_("line"), max_length=_LONGEST_CODE)
    text = models.TextField(_("comment"))
    by = models.ForeignKey(_USER, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("comment on a line")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.line}: {self.text[:40]}"


class Opening(models.Model):
    """Who has a report open to write in it. No recorded row: it says nothing of the report and soon means nothing."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="openings")
    user = models.ForeignKey(_USER, models.CASCADE, related_name="+")
    since = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "user"], name="one_opening_of_a_person")]

    def __str__(self) -> str:
        return f"{self.user} {self.report}"
