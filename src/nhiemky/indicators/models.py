"""Computed values: derived from accepted reports and registers, never typed, computed again when those change."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Computation(models.Model):
    """One run over all facts. `snapshot` is the digest of the facts it read; `through_event` the last event it saw."""

    snapshot = models.CharField(_("snapshot"), max_length=64)
    definitions = models.CharField(_("digest of the definitions"), max_length=64)
    facts = models.PositiveIntegerField(_("facts read"))
    through_event = models.BigIntegerField(_("last event seen"))
    computed_at = models.DateTimeField(_("computed at"))

    class Meta:
        verbose_name = _("computation")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.snapshot[:12]


class IndicatorValue(models.Model):
    """An indicator in one cell: a unit with all below it, and a period (codes as in `core.indicators`)."""

    computation = models.ForeignKey(Computation, models.CASCADE, related_name="values")
    indicator = models.CharField(_("indicator code"), max_length=60)
    version = models.DateField(_("definition in force from"))
    unit = models.CharField(_("unit"), max_length=60)
    period = models.CharField(_("period"), max_length=30)
    value = models.DecimalField(_("computed value"), max_digits=40, decimal_places=12, null=True)
    status = models.CharField(_("status"), max_length=2)
    facts = models.PositiveIntegerField(_("facts used"))

    class Meta:
        verbose_name = _("indicator value")
        constraints = [
            models.UniqueConstraint(fields=["computation", "indicator", "unit", "period"], name="one_value_in_a_cell")
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.unit} {self.period}"
