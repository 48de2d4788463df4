"""A congress's resolution, and the amendments of its draft."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from nhiemky.organisation.models import NAME_LENGTH, Term, Unit
from nhiemky.records.frozen import FrozenError, WhileOpen, WrittenOnce
from nhiemky.records.models import RecordedModel
from nhiemky.resolution.models.choices import FROZEN_STATES, State


class Resolution(RecordedModel):
    """A resolution of a congress. Once adopted its text is frozen; a successor takes its place, never an edit.

    The numbers of the vote are those the congress counted; `digest` is the SHA-256 of the adopted text's canonical
    facts.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="resolutions", verbose_name=_("unit"))
    term = models.ForeignKey(Term, models.PROTECT, related_name="resolutions", verbose_name=_("term of office"))
    serial = models.PositiveSmallIntegerField(
        _("number"), default=1, help_text=_("The number of the paper: 1 for 01-NQ.")
    )
    title = models.CharField(_("title"), max_length=300)
    preamble = models.TextField(
        _("preamble"), help_text=_("What the congress has heard and decided, before the targets.")
    )
    closing = models.TextField(_("how it is carried out"), blank=True)
    place = models.CharField(_("place"), max_length=NAME_LENGTH)
    signatory = models.CharField(_("signed for the presidium by"), max_length=NAME_LENGTH, blank=True)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.DRAFT)
    votes_for = models.PositiveIntegerField(_("for"), null=True, blank=True, editable=False)
    votes_against = models.PositiveIntegerField(_("against"), null=True, blank=True, editable=False)
    abstained = models.PositiveIntegerField(_("abstained"), null=True, blank=True, editable=False)
    present = models.PositiveIntegerField(_("present"), null=True, blank=True, editable=False)
    base = models.PositiveIntegerField(_("base"), null=True, blank=True, editable=False)
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True, editable=False)
    facts = models.JSONField(default=dict, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="successor", editable=False
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True, editable=False)

    class Meta(RecordedModel.Meta):
        abstract = False
        verbose_name = _("resolution")
        verbose_name_plural = _("resolutions")
        ordering = ["-term__since", "-pk"]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write it. Raises FrozenError for any change of an adopted one but that a successor takes its place."""
        stored = Resolution.objects.filter(pk=self.pk or 0).first()
        if stored and stored.state in FROZEN_STATES and not self._is_only_superseded(stored):
            raise FrozenError(_("An adopted resolution is never changed; a successor takes its place."))
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Remove a draft. Raises FrozenError for any other."""
        if stored_state(self.pk) != State.DRAFT:
            raise FrozenError(_("Only a draft can be removed."))
        return super().delete(*args, **kwargs)

    def _is_only_superseded(self, stored: Resolution) -> bool:
        changed = {
            field.attname
            for field in self._meta.concrete_fields
            if getattr(stored, field.attname) != getattr(self, field.attname)
        }
        return changed == {"state"} and (stored.state, self.state) == (State.ADOPTED, State.SUPERSEDED)


def stored_state(resolution: int | None) -> State | None:
    """The state as the database has it, whatever an object in memory says; None for a new resolution."""
    stored = Resolution.objects.filter(pk=resolution or 0).values_list("state", flat=True).first()
    return State(stored) if stored else None


def require_draft(resolution: int) -> None:
    """Raise FrozenError unless the resolution is a draft."""
    if stored_state(resolution) != State.DRAFT:
        raise FrozenError(_("The text is put to the vote or adopted; it can no longer be changed."))


class Amendment(WrittenOnce, WhileOpen):
    """A change of the draft's words proposed from the floor, with the vote on it; kept whether carried or lost."""

    never_changed = never_removed = _("A decided amendment is never changed.")

    class Field(models.TextChoices):
        """Which text it changes."""

        PREAMBLE = "preamble", _("preamble")
        CLOSING = "closing", _("how it is carried out")

    resolution = models.ForeignKey(Resolution, models.CASCADE, related_name="amendments")
    field = models.CharField(_("text"), max_length=10, choices=Field)
    old = models.TextField(_("words to be replaced"), blank=True, help_text=_("Empty to add the new words at the end."))
    new = models.TextField(_("new words"), blank=True)
    proposer = models.CharField(_("proposed by"), max_length=NAME_LENGTH)
    votes_for = models.PositiveIntegerField(_("for"))
    votes_against = models.PositiveIntegerField(_("against"))
    abstained = models.PositiveIntegerField(_("abstained"))
    present = models.PositiveIntegerField(_("present"))
    base = models.PositiveIntegerField(_("base"))
    carried = models.BooleanField(_("carried"), editable=False)
    decided_at = models.DateTimeField(editable=False)

    class Meta(WhileOpen.Meta):
        abstract = False
        verbose_name = _("amendment")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_field_display()}: {self.new[:60]}"

    def require_open(self) -> None:
        """Raise FrozenError once the resolution is adopted."""
        if stored_state(self.resolution_id) in FROZEN_STATES:
            raise FrozenError(self.never_changed)
