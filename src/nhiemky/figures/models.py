"""Published figures: immutable, each with where it comes from; corrected only by a successor."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from nhiemky.records.frozen import WrittenOnce
from nhiemky.records.models import RecordedQuerySet


class FigureQuerySet(RecordedQuerySet["Figure"]):
    """Figures, newest successor last."""

    def current(self) -> Self:
        """Those that nothing has superseded."""
        return self.filter(successor=None)


class Figure(WrittenOnce):
    """One published number: value in the base unit of `core.figures`, what it covers, and its whole provenance.

    `period_since`/`period_until` say what the number covers; the label of a term says nothing of that (reference 3.1).
    `provenance` holds: definition, definition_version, formula, snapshot, rows, accepted_by, dimensions.
    """

    never_changed = _("A published figure is never changed: publish a successor.")

    key = models.SlugField(_("key"), max_length=80, db_index=True)
    label_vi = models.CharField(_("label in Vietnamese"), max_length=200)
    label_en = models.CharField(_("label in English"), max_length=200)
    value = models.DecimalField(_("published value"), max_digits=40, decimal_places=12, null=True)
    unit = models.CharField(_("unit"), max_length=20)
    period_label_vi = models.CharField(max_length=80, blank=True)
    period_label_en = models.CharField(max_length=80, blank=True)
    period_since = models.DateField(_("covers from"), null=True)
    period_until = models.DateField(_("covers until"), null=True)
    as_of = models.DateField(_("as of"))
    source_vi = models.CharField(_("source in Vietnamese"), max_length=300)
    source_en = models.CharField(_("source in English"), max_length=300)
    note_vi = models.TextField(_("note in Vietnamese"), blank=True)
    note_en = models.TextField(_("note in English"), blank=True)
    provenance: models.JSONField[dict[str, Any]] = models.JSONField(default=dict)
    published_at = models.DateTimeField(_("published at"))
    published_by = models.CharField(_("published by"), max_length=200)
    reason = models.CharField(_("reason for the correction"), max_length=300, blank=True)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="successor", verbose_name=_("supersedes")
    )

    objects: ClassVar[models.Manager[Figure]] = models.Manager.from_queryset(FigureQuerySet)()

    class Meta:
        base_manager_name = "objects"
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        ordering = ["key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["key"], condition=models.Q(supersedes=None), name="one_first_figure_of_a_key"
            )
        ]

    def __str__(self) -> str:
        return f"{self.label} ({self.period_label})" if self.period_label else self.label

    def get_absolute_url(self) -> str:
        """Its provenance page."""
        return reverse("figures:figure", kwargs={"key": self.key})

    @property
    def label(self) -> str:
        """In the language of the page."""
        return self.label_en if get_language() == "en" else self.label_vi

    @property
    def period_label(self) -> str:
        """In the language of the page."""
        return self.period_label_en if get_language() == "en" else self.period_label_vi

    @property
    def source(self) -> str:
        """In the language of the page."""
        return self.source_en if get_language() == "en" else self.source_vi

    @property
    def note(self) -> str:
        """In the language of the page."""
        return self.note_en if get_language() == "en" else self.note_vi

    @property
    def is_current(self) -> bool:
        """Has nothing superseded it?"""
        return not hasattr(self, "successor")

    def current(self) -> Figure:
        """The newest successor, or itself."""
        newest = self
        while hasattr(newest, "successor"):
            newest = newest.successor
        return newest
