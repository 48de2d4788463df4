"""An election from its list to its declared result. Only totals are stored: no row stands for a ballot or a voter."""

import hashlib
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nhiemky.core.elections.rulebook import BallotStyle, Exclusion, InvalidCode
from nhiemky.core.elections.rulebook import Office as CoreOffice
from nhiemky.core.elections.states import ElectionState
from nhiemky.core.sureness import Sureness
from nhiemky.core.vietnamese.names import name_sort_key
from nhiemky.organisation.fields import ByteOrderedTextField
from nhiemky.organisation.models import NAME_LENGTH, Member, Term, Unit, User
from nhiemky.records.models import RecordedModel


class Office(models.TextChoices):
    """What is elected."""

    COMMITTEE = CoreOffice.COMMITTEE.value, _("committee")
    STANDING_COMMITTEE = CoreOffice.STANDING_COMMITTEE.value, _("standing committee")
    SECRETARY = CoreOffice.SECRETARY.value, _("secretary")
    DEPUTY_SECRETARY = CoreOffice.DEPUTY_SECRETARY.value, _("deputy secretary")
    DELEGATES = CoreOffice.DELEGATES.value, _("delegates to the higher congress")
    ALTERNATES = CoreOffice.ALTERNATES.value, _("alternate delegates")


class State(models.TextChoices):
    """Where an election stands; the core says what may follow."""

    DRAFT = ElectionState.DRAFT.value, _("draft")
    LIST_CLOSED = ElectionState.LIST_CLOSED.value, _("list closed")
    VOTING = ElectionState.VOTING.value, _("voting")
    COUNTING = ElectionState.COUNTING.value, _("counting")
    DECLARED = ElectionState.DECLARED.value, _("declared")


class Style(models.TextChoices):
    """How a ballot is marked."""

    STRIKE = BallotStyle.STRIKE.value, _("strike out the names not chosen")
    AGREE = BallotStyle.AGREE.value, _("X under Agree or Disagree")


class InvalidReason(models.TextChoices):
    """Why a ballot is invalid."""

    TOO_MANY = InvalidCode.TOO_MANY.value, _("votes for more than the seats")
    NONE_CHOSEN = InvalidCode.NONE_CHOSEN.value, _("votes for nobody")
    BOTH_BOXES = InvalidCode.BOTH_BOXES.value, _("X in both boxes")
    NO_BOX = InvalidCode.NO_BOX.value, _("X in no box")
    OUTSIDE_NAME = InvalidCode.OUTSIDE_NAME.value, _("a name outside the list")
    STRAY_MARK = InvalidCode.STRAY_MARK.value, _("marks, a signature or extra writing")
    NOT_ISSUED = InvalidCode.NOT_ISSUED.value, _("not issued by the counting committee")


class ExclusionReason(models.TextChoices):
    """The four lawful reasons to leave an official member out of the base."""

    TEMPORARY_ELSEWHERE = Exclusion.TEMPORARY_ELSEWHERE.value, _("on temporary activity elsewhere")
    EXEMPT_ABSENT = Exclusion.EXEMPT_ABSENT.value, _("exempt from work and activity, and absent")
    SUSPENDED = Exclusion.SUSPENDED.value, _("suspended, prosecuted, charged or detained")
    ABSENT_WITH_LEAVE = Exclusion.ABSENT_WITH_LEAVE.value, _("absent throughout with accepted reason")


class Known(models.TextChoices):
    """How sure we are of a rule."""

    VERIFIED = Sureness.VERIFIED.value, _("verified")
    SECONDARY = Sureness.SECONDARY.value, _("from a secondary source")
    INFERRED = Sureness.INFERRED.value, _("inferred")
    UNVERIFIED = Sureness.UNVERIFIED.value, _("unverified")


class FrozenError(ValidationError):
    """A closed list, a finished count or a declared result was about to be changed."""


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


class OfElection(RecordedModel):
    """A row that belongs to an election and may change only in some of its states."""

    open_states: frozenset[State]
    election_id: int

    class Meta(RecordedModel.Meta):
        abstract = True

    def require_open(self) -> None:
        """Raise FrozenError when the election has passed the states in which this may change."""
        if stored_state(self.election_id) not in self.open_states:
            raise FrozenError(_("The election has passed this step; this can no longer be changed."))

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write it. Raises FrozenError when the election has passed that step."""
        self.require_open()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Remove it. Raises FrozenError when the election has passed that step."""
        self.require_open()
        return super().delete(*args, **kwargs)


class Candidate(OfElection):
    """A name on the list, frozen as it was registered when it was entered."""

    class Source(models.TextChoices):
        """How the name came onto the list."""

        COMMITTEE = "committee", _("convening committee's list")
        NOMINATED = "nominated", _("nominated at the congress")
        SELF = "self", _("stands for election")

    open_states = frozenset({State.DRAFT})

    election = models.ForeignKey(Election, models.CASCADE, related_name="candidates")
    member = models.ForeignKey(Member, models.PROTECT, related_name="candidacies", verbose_name=_("member"))
    name = models.CharField(_("name as printed"), max_length=NAME_LENGTH)
    name_key = ByteOrderedTextField(editable=False)
    source = models.CharField(_("source"), max_length=10, choices=Source, default=Source.COMMITTEE)
    nominator = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="nominations", verbose_name=_("nominated by")
    )
    support = models.PositiveIntegerField(_("votes to enter the list"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=NAME_LENGTH, blank=True)
    withdrawn = models.BooleanField(_("withdrawn"), default=False)

    class Meta(OfElection.Meta):
        abstract = False
        verbose_name = _("candidate")
        ordering = ["name_key", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["election", "member"], name="once_on_a_list"),
            models.UniqueConstraint(fields=["election", "name"], name="different_names_on_a_list"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the sort key in step with the name."""
        self.name_key = name_sort_key(self.name)
        super().save(*args, **kwargs)


class CountingCommitteeMember(OfElection):
    """A member of the counting committee, chosen by open vote."""

    open_states = frozenset({State.DRAFT, State.LIST_CLOSED})

    election = models.ForeignKey(Election, models.CASCADE, related_name="counting_committee")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+", verbose_name=_("member"))
    name = models.CharField(_("full name"), max_length=NAME_LENGTH)
    name_key = ByteOrderedTextField(editable=False)
    head = models.BooleanField(_("head"), default=False)

    class Meta(OfElection.Meta):
        abstract = False
        verbose_name = _("member of the counting committee")
        ordering = ["-head", "name_key", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["election", "member"], name="once_on_a_counting_committee"),
            models.UniqueConstraint(fields=["election"], condition=Q(head=True), name="one_head_of_count"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the sort key in step with the name."""
        self.name_key = name_sort_key(self.name)
        super().save(*args, **kwargs)


class Declaration(RecordedModel):
    """The declared result: facts of the minutes, frozen. Never changed; a correction is a successor."""

    election = models.ForeignKey(Election, models.PROTECT, related_name="declarations")
    edition = models.PositiveSmallIntegerField(_("edition"), default=1)
    outcome = models.CharField(_("outcome"), max_length=20)
    facts = models.JSONField()
    digest = models.CharField(max_length=64, db_index=True)
    declared_at = models.DateTimeField(_("declared at"))
    declared_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("declared by"))

    class Meta(RecordedModel.Meta):
        abstract = False
        verbose_name = _("declared result")
        ordering = ["election", "edition"]
        constraints = [models.UniqueConstraint(fields=["election", "edition"], name="one_result_of_an_edition")]

    def __str__(self) -> str:
        return f"{self.election} · {self.digest[:12]}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write it once. Raises FrozenError for a second time."""
        if not self._state.adding:
            raise FrozenError(_("A declared result is never changed."))
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Always raises FrozenError."""
        raise FrozenError(_("A declared result is never removed."))


class Correction(RecordedModel):
    """Why a declared result is counted anew, and the ballots of that count; its result has the next edition."""

    declaration = models.OneToOneField(Declaration, models.PROTECT, related_name="correction")
    reason = models.CharField(_("reason"), max_length=300)
    issued = models.PositiveIntegerField(_("ballots issued"))
    returned = models.PositiveIntegerField(_("ballots returned"))
    printed = models.PositiveIntegerField(_("ballots printed"), null=True, blank=True)
    spoiled = models.PositiveIntegerField(_("ballots spoiled and swapped"), null=True, blank=True)
    unused = models.PositiveIntegerField(_("ballots not used"), null=True, blank=True)
    ordered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    ordered_at = models.DateTimeField()

    class Meta(RecordedModel.Meta):
        abstract = False
        verbose_name = _("correction")

    def __str__(self) -> str:
        return self.reason

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write it once. Raises FrozenError for a second time."""
        if not self._state.adding:
            raise FrozenError(_("The order to correct a result is never changed."))
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Always raises FrozenError."""
        raise FrozenError(_("The order to correct a result is never changed."))


class Way(models.TextChoices):
    """How a count was made."""

    TYPED = "typed", _("totals typed")
    BY_BALLOT = "by_ballot", _("ballot by ballot")


class OfCount(RecordedModel):
    """A row about the count of one edition of a result; it may change until that edition is declared."""

    election_id: int
    edition: Any

    class Meta(RecordedModel.Meta):
        abstract = True

    def require_open(self) -> None:
        """Raise FrozenError when this edition has been declared."""
        if Declaration.objects.filter(election=self.election_id, edition=self.edition).exists():
            raise FrozenError(_("The count of a declared result is never changed."))

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write it. Raises FrozenError once its result is declared."""
        self.require_open()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Remove it for a recount. Raises FrozenError once its result is declared."""
        self.require_open()
        return super().delete(*args, **kwargs)


class TellerCount(OfCount):
    """The totals for which one person answers in one edition of the result; `votes` are in printed order.

    `typed_by` typed the totals, or answers for a count made ballot by ballot.
    """

    election = models.ForeignKey(Election, models.CASCADE, related_name="counts")
    edition = models.PositiveSmallIntegerField(default=1)
    typed_by = models.ForeignKey(User, models.PROTECT, related_name="counts", verbose_name=_("typed by"))
    way = models.CharField(_("way of counting"), max_length=10, choices=Way, default=Way.TYPED)
    valid = models.PositiveIntegerField(_("valid ballots"))
    invalid = models.JSONField(default=dict)
    votes = models.JSONField(default=list)
    typed_at = models.DateTimeField()

    class Meta(OfCount.Meta):
        abstract = False
        verbose_name = _("count")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["election", "edition", "way", "typed_by"], name="one_count_each")
        ]

    def __str__(self) -> str:
        return f"{self.election} · {self.edition} · {self.typed_by}"


class CountFiles(OfCount):
    """The three files of a count made ballot by ballot; published, and frozen, when its result is declared.

    They are the texts of ELECTION.toml, BALLOTS.json (ballots in a random order, nothing of who cast them) and
    result.json (design section 3).
    """

    election = models.ForeignKey(Election, models.CASCADE, related_name="count_files")
    edition = models.PositiveSmallIntegerField(default=1)
    election_toml = models.TextField()
    ballots_json = models.TextField()
    result_json = models.TextField()

    class Meta(OfCount.Meta):
        abstract = False
        verbose_name = _("files of a count")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["election", "edition"], name="files_of_an_edition")]

    def __str__(self) -> str:
        return f"{self.election} · {self.edition}"

    @property
    def digests(self) -> dict[str, str]:
        """The SHA-256 of each file's UTF-8 bytes, by what the file holds."""
        return {name: hashlib.sha256(text.encode()).hexdigest() for name, text in self.texts.items()}

    @property
    def texts(self) -> dict[str, str]:
        """The text of each file, by what it holds."""
        return {"election": self.election_toml, "ballots": self.ballots_json, "result": self.result_json}
