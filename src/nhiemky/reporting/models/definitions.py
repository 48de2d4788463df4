"""Definitions that the office made itself: their TOML text, and their way from draft to live to retired."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nhiemky.core.definitions.states import DefinitionState
from nhiemky.records.frozen import FrozenError
from nhiemky.records.models import RecordedModel
from nhiemky.records.remembered import forget

_USER = settings.AUTH_USER_MODEL
# What a definition says; once it is live none of it changes.
SAID = ("code", "text", "effective_from")


class StoredDefinition(RecordedModel):
    """A definition as TOML; `code` and the days are those of the text, for the database to find.

    `edition` counts the times it was saved: whoever saves names the edition that was opened.
    """

    class State(models.TextChoices):
        """Where it stands."""

        DRAFT = DefinitionState.DRAFT.value, pgettext_lazy("definition", "draft")
        LIVE = DefinitionState.LIVE.value, pgettext_lazy("definition", "live")
        RETIRED = DefinitionState.RETIRED.value, pgettext_lazy("definition", "retired")

    code = models.CharField(_("code"), max_length=60)
    text = models.TextField(_("definition (TOML)"))
    effective_from = models.DateField(_("in force from"))
    effective_until = models.DateField(_("last day in force"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, db_index=True)
    edition = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(_USER, models.PROTECT, related_name="+", verbose_name=_("last saved by"))
    changed_at = models.DateTimeField(_("last saved at"))
    released_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+", verbose_name=_("made live by"))
    released_at = models.DateTimeField(_("made live at"), null=True)
    retired_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+", verbose_name=_("retired by"))
    retired_at = models.DateTimeField(_("retired at"), null=True)
    reason = models.CharField(_("reason of the retirement"), max_length=300, blank=True)

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def __str__(self) -> str:
        return f"{self.code} {self.effective_from}"

    @property
    def core_state(self) -> DefinitionState:
        """The state for the rules in `core`."""
        return DefinitionState(self.state)

    @property
    def is_draft(self) -> bool:
        """Whether it can still be changed."""
        return self.state == self.State.DRAFT

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row. Raises FrozenError when it would change what a live or retired one says."""
        stored = type(self)._default_manager.filter(pk=self.pk).exclude(state=self.State.DRAFT).values(*SAID).first()  # noqa: SLF001
        if stored is not None and stored != {name: getattr(self, name) for name in SAID}:
            raise FrozenError(_("What is live is never changed: a new version takes its place."))
        super().save(*args, **kwargs)
        forget()

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Throw a draft away. Raises FrozenError for one that is or was live."""
        if type(self)._default_manager.filter(pk=self.pk).exclude(state=self.State.DRAFT).exists():  # noqa: SLF001
            raise FrozenError(_("Only a draft can be removed."))
        gone = super().delete(*args, **kwargs)
        forget()
        return gone


def released_by_someone(name: str) -> models.CheckConstraint:
    """What is or was live was made so by somebody."""
    return models.CheckConstraint(
        condition=Q(state="draft") | Q(released_by__isnull=False, released_at__isnull=False), name=name
    )


class FormDefinition(StoredDefinition):
    """One version of a report form that the office made."""

    version = models.CharField(_("version"), max_length=20)
    # Why it goes live although measures lose their source with it.
    explanation = models.CharField(_("why measures lose their source"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("form made by the office")
        verbose_name_plural = _("forms made by the office")
        ordering = ["code", "effective_from", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="one_text_of_a_form_version"),
            released_by_someone("form_released_by_someone"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.version}"
