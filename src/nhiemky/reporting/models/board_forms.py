"""What a board keeps for its own forms: infrastructure of zones, and forms as they were filled in and kept."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from nhiemky.organisation.models import NAME_LENGTH, Unit
from nhiemky.records.frozen import WrittenOnce
from nhiemky.records.models import RecordedModel
from nhiemky.zones.fields import ExactDecimalField
from nhiemky.zones.models import Zone

_USER = settings.AUTH_USER_MODEL


class Infrastructure(RecordedModel):
    """A zone's infrastructure project as of a day (form 2103); the latest up to a period's end counts."""

    class Status(models.TextChoices):
        """How far it is."""

        PLANNED = "planned", _("in preparation")
        BUILDING = "building", _("under construction")
        OPERATING = "operating", _("in operation")

    zone = models.ForeignKey(Zone, models.PROTECT, related_name="infrastructure", verbose_name=_("industrial zone"))
    as_of = models.DateField(_("as of"))
    decision = models.CharField(_("decision"), max_length=120, blank=True)
    certificate = models.CharField(_("certificate number"), max_length=60, blank=True)
    place = models.CharField(_("place"), max_length=NAME_LENGTH, blank=True)
    investor = models.CharField(_("infrastructure investor"), max_length=NAME_LENGTH)
    country = models.CharField(_("investor's country"), max_length=2)
    foreign = ExactDecimalField(
        _("registered capital, foreign (million USD)"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    domestic = ExactDecimalField(
        _("registered capital, domestic (billion VND)"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    completion = ExactDecimalField(
        _("infrastructure completed (%)"), max_digits=7, decimal_places=2, null=True, blank=True
    )
    status = models.CharField(_("status"), max_length=10, choices=Status)
    handed_over = ExactDecimalField(_("land handed over (ha)"), max_digits=12, decimal_places=4, null=True, blank=True)
    realised = ExactDecimalField(
        _("cumulative capital (billion VND)"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    source = models.CharField(_("source"), max_length=300)

    class Meta:
        verbose_name = _("infrastructure project")
        ordering = ["zone", "-as_of", "-pk"]
        constraints = [models.UniqueConstraint(fields=["zone", "as_of"], name="one_infrastructure_of_a_day")]

    def __str__(self) -> str:
        return f"{self.zone}: {self.investor}"


class BoardRecord(WrittenOnce):
    """A form of the board as it was computed at one moment, with the rate it was computed at; never edited.

    `table` holds every cell with its value, unit, state and what it was computed from.
    """

    board = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("management board"))
    form = models.CharField(_("form"), max_length=20)
    period = models.CharField(_("period"), max_length=30)
    rate = ExactDecimalField(_("rate (VND for 1 USD)"), max_digits=12, decimal_places=4)
    rate_source = models.CharField(_("source of the rate"), max_length=300)
    table = models.JSONField()
    digest = models.CharField("SHA-256", max_length=64)
    kept_by = models.ForeignKey(_USER, models.PROTECT, related_name="+", verbose_name=_("kept by"))
    kept_at = models.DateTimeField(_("kept at"))

    class Meta:
        verbose_name = _("kept form of the board")
        ordering = ["-kept_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.form} {self.period}"
