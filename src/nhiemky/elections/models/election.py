"""An election and the rows that may change only while it stands at some step."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nhiemky.elections.models.choices import Office, State, Style
from nhiemky.organisation.models import NAME_LENGTH, Term, Unit
from nhiemky.records.frozen import FrozenError, WhileOpen
from nhiemky.records.models import RecordedModel


class Election(RecordedModel):
    """One vote by secret ballot for one kind of office.

    `excluded` counts the lawful exclusions by reason; the base is what is left of `convened`. `style` follows from the
    list when it is closed. With `from_roll` the
    numbers convened and present are those of a congress's roll. `printed`, `spoiled` and `unused` are the sheets,
    where they were accounted for. A further round and a vote among those tied are elections of their own and name the
    election they follow.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="elections", verbose_name=_("unit"))
    term = models.ForeignKey(Term, models.PROTECT, related_name="elections", verbose_name=_("term of office"))
    office = models.CharField(_("office"), max_length=20, choices=Office)
    title = models.CharField(_("title"), max_length=NAME_LENGTH, help_text=_("As printed on ballots and minutes."))
    rulebook = models.CharField(_("rulebook"), max_length=40)
    rulebook_version = models.CharField(max_length=20, editable=False)
    seats = models.PositiveSmallIntegerField(_("seats"))
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    previous = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="successors", verbose_name=_("follows")
    )
    tie_revote = models.BooleanField(_("vote among those tied"), default=False)
    held_on = models.DateField(_("day of the election"))
    place = models.CharField(_("place"), max_length=NAME_LENGTH, help_text=_("The place with which the minutes begin."))
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.DRAFT)
    style = models.CharField(_("ballot"), max_length=10, choices=Style, blank=True)
    convened = models.PositiveIntegerField(_("official members convened"), null=True, blank=True)
    excluded = models.JSONField(_("left out of the base"), default=dict, blank=True)
    present = models.PositiveIntegerField(_("official members present"), null=True, blank=True)
    from_roll = models.BooleanField(default=False, editable=False)
    issued = models.PositiveIntegerField(_("ballots issued"), null=True, blank=True)
    returned = models.PositiveIntegerField(_("ballots returned"), null=True, blank=True)
    printed = models.PositiveIntegerField(_("ballots printed"), null=True, blank=True)
    spoiled = models.PositiveIntegerField(_("ballots spoiled and swapped"), null=True, blank=True)
    unused = models.PositiveIntegerField(_("ballots not used"), null=True, blank=True)

    class Meta(RecordedModel.Meta):
        abstract = False
        verbose_name = _("election")
        verbose_name_plural = _("elections")
        ordering = ["-held_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(seats__gte=1), name="election_with_seats"),
            models.UniqueConstraint(fields=["previous"], name="one_round_follows"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def base(self) -> int | None:
        """The majority base: official members convened less the lawful exclusions; None before it is recorded."""
        return None if self.convened is None else self.convened - sum(self.excluded.values())

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write it. Raises FrozenError once the result is declared."""
        if stored_state(self.pk) == State.DECLARED:
            raise FrozenError(_("A declared election is never changed."))
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Remove a draft. Raises FrozenError for any other."""
        if stored_state(self.pk) != State.DRAFT:
            raise FrozenError(_("Only a draft can be removed."))
        return super().delete(*args, **kwargs)


def stored_state(election: int | None) -> State | None:
    """The state as the database has it, whatever an object in memory says; None for a new election."""
    stored = Election.objects.filter(pk=election or 0).values_list("state", flat=True).first()
    return State(stored) if stored else None


class OfElection(WhileOpen):
    """A row that belongs to an election and may change only in some of its states."""

    open_states: frozenset[State]
    election_id: int

    class Meta(WhileOpen.Meta):
        abstract = True

    def require_open(self) -> None:
        """Raise FrozenError when the election has passed the states in which this may change."""
        if stored_state(self.election_id) not in self.open_states:
            raise FrozenError(_("The election has passed this step; this can no longer be changed."))
