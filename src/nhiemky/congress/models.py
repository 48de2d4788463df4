"""A congress from its preparation to its close: agenda, roll, votes, speakers, bodies, elections, resolution."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nhiemky.core.congress.agenda import ItemKind
from nhiemky.core.congress.states import CongressState
from nhiemky.core.vietnamese.names import name_sort_key
from nhiemky.core.vietnamese.roman import to_roman
from nhiemky.elections.models import Election
from nhiemky.organisation.fields import ByteOrderedTextField
from nhiemky.organisation.models import NAME_LENGTH, Member, MemberStatus, Term, Unit, User
from nhiemky.records.frozen import FrozenError, WhileOpen, WrittenOnce
from nhiemky.records.models import RecordedModel
from nhiemky.resolution.models import Resolution

TITLE_LENGTH = 300


class State(models.TextChoices):
    """Where a congress stands; the core says what may follow."""

    PREPARING = CongressState.PREPARING.value, _("preparing")
    CONVENED = CongressState.CONVENED.value, _("convened")
    IN_SESSION = CongressState.IN_SESSION.value, _("in session")
    CLOSED = CongressState.CLOSED.value, pgettext_lazy("congress", "closed")


class Congress(WhileOpen):
    """A congress of all members of a unit; it opens `term` and hears the report on `previous_term`.

    Its ordinal is its term's. `reported_since` and `reported_until` are the days the report covers: they seldom are
    those of a term's label, and `period_note` says where they come from.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="congresses", verbose_name=_("unit"))
    term = models.OneToOneField(
        Term, models.PROTECT, related_name="congress", verbose_name=_("term of office it opens")
    )
    previous_term = models.ForeignKey(
        Term, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("term of office it reports on")
    )
    pilot = models.BooleanField(
        _("pilot congress"), default=False, help_text=_("The superior chose it as the model other cells learn from.")
    )
    held_on = models.DateField(_("day"), null=True, blank=True)
    place = models.CharField(_("hall"), max_length=NAME_LENGTH, blank=True)
    locality = models.CharField(
        _("locality"), max_length=NAME_LENGTH, blank=True, help_text=_("As it stands before the date of a paper.")
    )
    reported_since = models.DateField(_("report covers from"), null=True, blank=True)
    reported_until = models.DateField(_("report covers until"), null=True, blank=True)
    period_note = models.CharField(
        _("where the period comes from"),
        max_length=TITLE_LENGTH,
        blank=True,
        help_text=_("Such as the decision that called the congress."),
    )
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.PREPARING)
    opened_at = models.DateTimeField(_("opened at"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    class Meta(WhileOpen.Meta):
        abstract = False
        verbose_name = _("congress")
        verbose_name_plural = _("congresses")
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reported_since=None) | Q(reported_until=None) | Q(reported_until__gte=F("reported_since")),
                name="period_in_order",
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit} · {self.roman} · {self.term.label}"

    @property
    def roman(self) -> str:
        """The ordinal as printed: VIII."""
        return to_roman(self.term.ordinal)

    def require_open(self) -> None:
        """Raise FrozenError once it is closed."""
        require_open(self.pk)


def require_open(congress: int | None) -> None:
    """Raise FrozenError when the database has the congress as closed, whatever an object in memory says."""
    if congress and Congress.objects.filter(pk=congress, state=State.CLOSED).exists():
        raise FrozenError(_("The congress is closed; nothing of it changes any more."))


class OfCongress(WhileOpen):
    """A row that belongs to a congress and is frozen when it closes."""

    congress: Any

    class Meta(WhileOpen.Meta):
        abstract = True

    def require_open(self) -> None:
        """Raise FrozenError once the congress is closed."""
        require_open(self.congress_id)  # type: ignore[attr-defined]


class AgendaItem(OfCongress):
    """One item of the agenda; `code` is the template's, which knows what must come before it, or the clerk's own."""

    class Kind(models.TextChoices):
        """What happens under an item."""

        CEREMONY = ItemKind.CEREMONY.value, _("ceremony")
        SPEECH = ItemKind.SPEECH.value, _("speech")
        REPORT = ItemKind.REPORT.value, _("report")
        DISCUSSION = ItemKind.DISCUSSION.value, _("discussion")
        OPEN_VOTE = ItemKind.OPEN_VOTE.value, _("open vote")
        ELECTION = ItemKind.ELECTION.value, _("secret ballot")
        RESOLUTION = ItemKind.RESOLUTION.value, _("resolution")

    congress = models.ForeignKey(Congress, models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    code = models.SlugField(max_length=50)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    title = models.CharField(_("item"), max_length=TITLE_LENGTH)
    minutes = models.PositiveSmallIntegerField(_("minutes planned"))
    presenter = models.CharField(_("presented by"), max_length=NAME_LENGTH, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta(OfCongress.Meta):
        abstract = False
        verbose_name = _("item of the agenda")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["congress", "code"], name="item_once_on_an_agenda")]

    def __str__(self) -> str:
        return self.title

    @property
    def current(self) -> bool:
        """Whether the congress is at this item now."""
        return self.started_at is not None and self.ended_at is None


class Lesson(RecordedModel):
    """What a pilot congress learned at an item, for the cells that follow; written during it or after."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="lessons")
    text = models.TextField(_("lesson"), max_length=2000)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta(RecordedModel.Meta):
        abstract = False
        verbose_name = _("lesson")
        ordering = ["item__position", "pk"]

    def __str__(self) -> str:
        return self.text


class Named(OfCongress):
    """A member of the unit named in a list of the congress; the name is frozen as it was then."""

    name = models.CharField(_("full name"), max_length=NAME_LENGTH)
    name_key = ByteOrderedTextField(editable=False)

    class Meta(OfCongress.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the sort key in step with the name."""
        self.name_key = name_sort_key(self.name)
        super().save(*args, **kwargs)


class Convened(Named):
    """A member on the convened list, with the status of the day and how the roll was called."""

    class Attendance(models.TextChoices):
        """The roll; an accepted leave is a lawful exclusion, a plain absence is not."""

        UNMARKED = "unmarked", _("not yet called")
        PRESENT = "present", _("present")
        LEAVE = "leave", _("absent, reason accepted")
        ABSENT = "absent", _("absent")

    congress = models.ForeignKey(Congress, models.PROTECT, related_name="convened")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    status = models.CharField(_("status on the day"), max_length=20, choices=MemberStatus.Status)
    attendance = models.CharField(_("attendance"), max_length=10, choices=Attendance, default=Attendance.UNMARKED)
    arrived_at = models.DateTimeField(_("arrived at"), null=True, blank=True)
    leave_reason = models.CharField(_("accepted reason"), max_length=TITLE_LENGTH, blank=True)

    class Meta(Named.Meta):
        abstract = False
        verbose_name = _("convened member")
        ordering = ["name_key", "pk"]
        constraints = [models.UniqueConstraint(fields=["congress", "member"], name="convened_once")]


class OpenVote(WrittenOnce, OfCongress):
    """A vote by Party card, counted and recorded. Never changed: a correction is a successor with its reason.

    `present` and `base` are those of the convened list at that moment, `needed` the fewest that carry it.
    """

    never_changed = _("A recorded vote is never changed; record a correction.")
    never_removed = _("A recorded vote is never removed; record a correction.")

    class Outcome(models.TextChoices):
        """What the core decides."""

        PASSED = "passed", _("passed")
        REJECTED = "rejected", _("rejected")

    congress = models.ForeignKey(Congress, models.PROTECT, related_name="votes")
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="votes")
    question = models.CharField(_("question"), max_length=TITLE_LENGTH)
    agree = models.PositiveIntegerField(_("for"))
    disagree = models.PositiveIntegerField(_("against"))
    abstain = models.PositiveIntegerField(_("abstaining"))
    present = models.PositiveIntegerField(_("present"))
    base = models.PositiveIntegerField(_("majority base"))
    needed = models.PositiveIntegerField(_("needed"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="successor", verbose_name=_("corrects")
    )
    reason = models.CharField(_("reason for the correction"), max_length=TITLE_LENGTH, blank=True)

    class Meta(OfCongress.Meta):
        abstract = False
        verbose_name = _("open vote")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.question

    @property
    def passed(self) -> bool:
        """Whether it was carried."""
        return self.outcome == self.Outcome.PASSED


class BodyMember(Named):
    """A member of the presidium or one of the secretaries, chosen by an open vote; the head presides."""

    class Body(models.TextChoices):
        """The bodies that conduct a member congress."""

        PRESIDIUM = "presidium", _("presidium")
        SECRETARIES = "secretaries", _("secretaries")

    congress = models.ForeignKey(Congress, models.PROTECT, related_name="body_members")
    body = models.CharField(pgettext_lazy("congress", "body"), max_length=20, choices=Body)
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    head = models.BooleanField(_("heads the body"), default=False)
    vote = models.ForeignKey(OpenVote, models.PROTECT, related_name="chosen")

    class Meta(Named.Meta):
        abstract = False
        verbose_name = _("member of a body")
        ordering = ["body", "-head", "name_key"]
        constraints = [
            models.UniqueConstraint(fields=["congress", "body", "member"], name="once_in_a_body"),
            models.UniqueConstraint(fields=["congress", "body"], condition=Q(head=True), name="one_head_of_a_body"),
        ]


class Paper(OfCongress):
    """A paper prepared for the discussion."""

    congress = models.ForeignKey(Congress, models.PROTECT, related_name="papers")
    title = models.CharField(_("title of the paper"), max_length=TITLE_LENGTH)
    member = models.ForeignKey(Member, models.PROTECT, related_name="+", verbose_name=_("speaker"))
    speaker = models.CharField(max_length=NAME_LENGTH)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=7)
    text = models.TextField(_("text of the paper"), blank=True)

    class Meta(OfCongress.Meta):
        abstract = False
        verbose_name = _("discussion paper")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title


class Speech(OfCongress):
    """A person who asked to speak: waiting, on the floor, done, or withdrawn. Guests have a name and no member."""

    congress = models.ForeignKey(Congress, models.PROTECT, related_name="speeches")
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="speeches")
    member = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(_("speaker"), max_length=NAME_LENGTH)
    paper = models.OneToOneField(Paper, models.PROTECT, null=True, blank=True, related_name="speech")
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta(OfCongress.Meta):
        abstract = False
        verbose_name = _("speech")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["congress"],
                condition=Q(started_at__isnull=False, ended_at=None),
                name="one_on_the_floor",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        """What tells this speaker from a namesake."""
        return f"member {self.member_id}" if self.member_id else f"guest {self.name}"


class CongressElection(OfCongress):
    """An election held at the congress; further rounds follow from the election itself."""

    congress = models.ForeignKey(Congress, models.PROTECT, related_name="elections")
    election = models.OneToOneField(Election, models.PROTECT, related_name="at_congress")
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="elections")

    class Meta(OfCongress.Meta):
        abstract = False
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.election}"


class CongressResolution(OfCongress):
    """The resolution before the congress, and the open vote that decided it."""

    congress = models.OneToOneField(Congress, models.PROTECT, related_name="resolution_put")
    resolution = models.OneToOneField(Resolution, models.PROTECT, related_name="at_congress")
    vote = models.OneToOneField(OpenVote, models.PROTECT, null=True, blank=True, related_name="resolution_decided")

    class Meta(OfCongress.Meta):
        abstract = False

    def __str__(self) -> str:
        return f"{self.resolution}"
