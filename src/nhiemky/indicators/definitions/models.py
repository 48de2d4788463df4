"""Measures and indicators that the office made."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nhiemky.reporting.models.definitions import StoredDefinition, released_by_someone


class OfficeDefinition(StoredDefinition):
    """A measure (its text is a measures.toml with one table) or one version of an indicator (its text is its file)."""

    class Kind(models.TextChoices):
        """What it defines."""

        MEASURE = "measure", pgettext_lazy("definition", "measure")
        INDICATOR = "indicator", pgettext_lazy("definition", "indicator")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)

    class Meta:
        app_label = "indicators"
        verbose_name = _("definition made by the office")
        verbose_name_plural = _("definitions made by the office")
        ordering = ["kind", "code", "effective_from", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "code", "effective_from"], name="one_definition_from_a_day"),
            released_by_someone("definition_released_by_someone"),
        ]

    @property
    def is_measure(self) -> bool:
        """Whether it is a measure."""
        return self.kind == self.Kind.MEASURE
