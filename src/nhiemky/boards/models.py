"""Boards and their panels, which hold no values, and published editions, which hold nothing else.

A board is computed whenever it is read. An edition is what the public sees: values, snapshot and day, never changed.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nhiemky.core.boards import content as contents
from nhiemky.core.boards import spans
from nhiemky.core.indicators.periods import Period
from nhiemky.organisation.models import Unit
from nhiemky.records.frozen import WrittenOnce
from nhiemky.records.models import RecordedModel
from nhiemky.resolution.models import Resolution
from nhiemky.ui.language import language

_USER = settings.AUTH_USER_MODEL


class Board(RecordedModel):
    """A page of panels that one account keeps; `unit` is the one whose officers may see it when it is shared."""

    class Shared(models.TextChoices):
        """Who may read it besides the one who keeps it."""

        NOBODY = "nobody", _("only me")
        UNIT = "unit", _("everybody who sees indicators at this unit")
        OFFICE = "office", _("everybody who sees indicators")

    slug = models.SlugField(_("address"), unique=True, help_text=_("Short, without marks; it stands in addresses."))
    title_vi = models.CharField(_("title in Vietnamese"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    shared = models.CharField(_("who may read it"), max_length=10, choices=Shared, default=Shared.NOBODY)
    kept_by = models.ForeignKey(_USER, models.PROTECT, related_name="+", verbose_name=_("kept by"))
    changed_at = models.DateTimeField(_("changed at"))

    class Meta(RecordedModel.Meta):
        abstract = False
        verbose_name = pgettext_lazy("indicators", "board")
        verbose_name_plural = _("boards")
        ordering = ["title_vi", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """In the reader's language."""
        return self.title_en if language() == "en" else self.title_vi

    def get_absolute_url(self) -> str:
        """Its page in the office."""
        return reverse("boards:board", kwargs={"slug": self.slug})


class Panel(RecordedModel):
    """What one panel asks for. Codes of indicators and units; `by` is a dimension that values are split by."""

    class View(models.TextChoices):
        """How it is looked at."""

        COLUMNS = contents.View.COLUMNS.value, _("columns")
        LINES = contents.View.LINES.value, _("lines")
        BARS = contents.View.BARS.value, _("lying bars")
        MULTIPLES = contents.View.MULTIPLES.value, _("one small picture each")
        MAP = contents.View.MAP.value, _("map of zones")
        BULLETS = contents.View.BULLETS.value, _("results against targets")
        TABLE = contents.View.TABLE.value, _("table only")

    class Step(models.TextChoices):
        """How the years are divided."""

        YEAR = spans.Step.YEAR.value, _("by year")
        HALF = spans.Step.HALF.value, _("by half-year")
        QUARTER = spans.Step.QUARTER.value, _("by quarter")
        MONTH = spans.Step.MONTH.value, _("by month")
        LIST = spans.Step.LIST.value, _("periods of my own")

    class By(models.TextChoices):
        """The dimensions of units."""

        NONE = "", _("not split")
        ZONE = "zone", _("by industrial zone")
        SECTOR = "sector", _("by sector (VSIC)")
        COUNTRY = "country", _("by country of the investor")
        ORIGIN = "origin", _("foreign or domestic")

    board = models.ForeignKey(Board, models.CASCADE, related_name="panels")
    place = models.PositiveSmallIntegerField(pgettext_lazy("panel", "place"))
    title_vi = models.CharField(_("title in Vietnamese"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200)
    view = models.CharField(pgettext_lazy("panel", "picture"), max_length=10, choices=View, default=View.COLUMNS)
    indicators = models.JSONField(_("indicators"), default=list)
    units = models.JSONField(_("units"), default=list)
    by = models.CharField(_("split"), max_length=10, choices=By, blank=True, default=By.NONE)
    step = models.CharField(_("periods"), max_length=10, choices=Step, default=Step.YEAR)
    first_year = models.PositiveSmallIntegerField(_("first year"), null=True, blank=True)
    last_year = models.PositiveSmallIntegerField(_("last year"), null=True, blank=True)
    periods = models.TextField(_("periods of my own"), blank=True)
    resolution = models.ForeignKey(
        Resolution, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("resolution")
    )

    class Meta(RecordedModel.Meta):
        abstract = False
        verbose_name = _("panel")
        verbose_name_plural = _("panels")
        ordering = ["board", "place", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """In the reader's language."""
        return self.title_en if language() == "en" else self.title_vi

    @property
    def core_periods(self) -> tuple[Period, ...]:
        """The periods it asks for; none where it shows targets. Raises Refused for what was never saved so."""
        if self.view == self.View.BULLETS:
            return ()
        if self.step == self.Step.LIST:
            return spans.listed_periods(self.periods)
        return spans.periods_of(spans.Step(self.step), self.first_year or 0, self.last_year or 0)


class Edition(WrittenOnce):
    """A board as it was published: its whole content, never changed; the next edition says why there is one."""

    never_changed = _("A published edition is never changed: publish the next one.")
    never_removed = _("A published edition is never removed.")

    board = models.ForeignKey(Board, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField(pgettext_lazy("boards", "edition"))
    content: models.JSONField[dict[str, Any]] = models.JSONField()
    digest = models.CharField(_("SHA-256 of the content"), max_length=64)
    published_at = models.DateTimeField(_("published at"))
    published_by = models.CharField(_("published by"), max_length=200)
    reason = models.CharField(_("reason of the new edition"), max_length=300, blank=True)

    class Meta(WrittenOnce.Meta):
        abstract = False
        verbose_name = pgettext_lazy("boards", "edition")
        verbose_name_plural = _("editions")
        ordering = ["board", "-number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["board", "number"], name="one_edition_of_a_number")]

    def __str__(self) -> str:
        return f"{self.board} {self.number}"

    def get_absolute_url(self) -> str:
        """The public page of its board."""
        return reverse("public_boards:board", kwargs={"slug": self.board.slug})

    @property
    def core_content(self) -> contents.Content:
        """What it shows."""
        return contents.from_json(self.content)
