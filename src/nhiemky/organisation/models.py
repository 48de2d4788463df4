"""Units, members, offices and accounts: who there is, from when to when, and who may do what where."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nhiemky.core.vietnamese.folding import fold
from nhiemky.core.vietnamese.names import name_sort_key
from nhiemky.organisation.fields import ByteOrderedTextField
from nhiemky.records.frozen import WrittenOnce
from nhiemky.records.models import RecordedModel, RecordedQuerySet

NAME_LENGTH = 200


class DatedQuerySet[M: models.Model](RecordedQuerySet[M]):
    """Rows that hold from one day to another; `until` is the last day, and empty while it still holds."""

    def on(self, day: date) -> DatedQuerySet[M]:
        """Those in force on the day."""
        return self.filter(Q(until=None) | Q(until__gte=day), since__lte=day)


class DatedModel(RecordedModel):
    """Something that holds from one day to another, both included."""

    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True, blank=True)

    objects: ClassVar[models.Manager] = models.Manager.from_queryset(DatedQuerySet)()  # type: ignore[type-arg]

    class Meta:
        abstract = True
        base_manager_name = "objects"


class Unit(RecordedModel):
    """A node of the one tree: Party committee, cell, group; board and its offices.

    `path` is the numbers of all units from the root down to this one, as "/1/4/9/":
    a unit and all below it share a prefix.
    """

    class Kind(models.TextChoices):
        """What a unit is; the Charter's names, and the board's."""

        PARTY_COMMITTEE = "party_committee", _("Party committee")
        CELL = "cell", _("Party cell")
        GROUP = "group", _("Party group")
        BOARD = "board", _("Management board")
        OFFICE = "office", _("office of the board")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    code = models.SlugField(_("code"), unique=True, help_text=_("Short, without marks; it stands in addresses."))
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("superior unit")
    )
    path = ByteOrderedTextField(db_index=True, editable=False, default="")
    # Charter Art. 24.3: a cell's congress meets every 30 months; a grass-roots body's every 60.
    term_months = models.PositiveSmallIntegerField(_("months between congresses"), default=60)
    founded_on = models.DateField(_("founded on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    telephone = models.CharField(_("telephone"), max_length=40, blank=True)
    fax = models.CharField(_("fax"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    website = models.URLField(_("website"), blank=True)

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["path"]

    def __str__(self) -> str:
        return self.name

    @property
    def depth(self) -> int:
        """How many units stand above this one."""
        return self.path.count("/") - 2


class Member(RecordedModel):
    """A member of the Party in one cell.

    Sensitive: Law 91/2025/QH15 counts political views so; no identity numbers are kept.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="members", verbose_name=_("cell"))
    code = models.CharField(_("code"), max_length=20, help_text=_("The cell's own number for the member."))
    full_name = models.CharField(_("full name"), max_length=NAME_LENGTH)
    name_key = ByteOrderedTextField(db_index=True, editable=False)
    search_key = models.CharField(max_length=NAME_LENGTH, editable=False, default="")
    born_on = models.DateField(_("born on"), null=True, blank=True)
    admitted_on = models.DateField(_("admitted on"), null=True, blank=True)
    position = models.CharField(_("position at work"), max_length=NAME_LENGTH, blank=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("party", "member")
        verbose_name_plural = pgettext_lazy("party", "members")
        ordering = ["name_key", "pk"]
        constraints = [models.UniqueConstraint(fields=["unit", "code"], name="one_code_in_a_unit")]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the keys for order and search in step with the name."""
        self.name_key = name_sort_key(self.full_name)
        self.search_key = fold(self.full_name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class MemberStatus(DatedModel):
    """What a member is allowed, from one day to another (reference 1.3, 1.8)."""

    class Status(models.TextChoices):
        """Official members vote and stand; the others as their rulebook says."""

        OFFICIAL = "official", _("official member")
        PROBATIONARY = "probationary", _("probationary member")
        EXEMPT = "exempt", _("exempt from work and activity")
        TEMPORARY = "temporary", _("on temporary activity elsewhere")
        SUSPENDED = "suspended", _("suspended from activity")

    member = models.ForeignKey(Member, models.CASCADE, related_name="statuses", verbose_name=_("member"))
    status = models.CharField(_("status"), max_length=20, choices=Status)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta(DatedModel.Meta):
        abstract = False
        ordering = ["since", "pk"]

    def __str__(self) -> str:
        return self.get_status_display()


class GroupMembership(DatedModel):
    """Which Party group of the cell a member belongs to, from one day to another."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="groups", verbose_name=_("member"))
    group = models.ForeignKey(Unit, models.PROTECT, related_name="group_memberships", verbose_name=_("group"))

    class Meta(DatedModel.Meta):
        abstract = False
        ordering = ["since", "pk"]

    def __str__(self) -> str:
        return f"{self.group}"


class MemberRating(WrittenOnce):
    """How many members a cell rated for a year, and how many of them well or better, as its document says.

    Counts only, no names. A correction takes the place of a row.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="ratings", verbose_name=_("cell"))
    year = models.PositiveSmallIntegerField(_("year"))
    rated = models.PositiveIntegerField(_("members rated"))
    rated_well = models.PositiveIntegerField(_("of them well or better"))
    document = models.CharField(_("document"), max_length=300)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="successor", verbose_name=_("corrects")
    )
    reason = models.CharField(_("reason of the correction"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("yearly rating of members")
        ordering = ["-year", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "year"], condition=Q(supersedes=None), name="one_rating_of_a_year"),
            models.CheckConstraint(condition=Q(rated_well__lte=models.F("rated")), name="no_more_well_than_rated"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.year}"


class Term(RecordedModel):
    """A term of office of a unit: what a congress opens and the next one closes."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="terms", verbose_name=_("unit"))
    ordinal = models.PositiveSmallIntegerField(_("ordinal"))
    label = models.CharField(_("label"), max_length=40, help_text=_("As printed, such as 2020 - 2025."))
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("term of office")
        verbose_name_plural = _("terms of office")
        ordering = ["unit", "ordinal"]
        constraints = [models.UniqueConstraint(fields=["unit", "ordinal"], name="one_term_of_an_ordinal")]

    def __str__(self) -> str:
        return self.label


class Appointment(DatedModel):
    """A member in an office, from one day to another; made from a declared election or a superior's decision."""

    class Office(models.TextChoices):
        """Offices of a cell."""

        COMMITTEE_MEMBER = "committee_member", _("member of the cell committee")
        SECRETARY = "secretary", _("secretary")
        DEPUTY_SECRETARY = "deputy_secretary", _("deputy secretary")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="appointments", verbose_name=_("unit"))
    member = models.ForeignKey(Member, models.PROTECT, related_name="appointments", verbose_name=_("member"))
    term = models.ForeignKey(Term, models.PROTECT, related_name="appointments", verbose_name=_("term of office"))
    office = models.CharField(_("office"), max_length=20, choices=Office)
    source = models.CharField(_("source"), max_length=300, help_text=_("The declared election or the decision."))

    class Meta(DatedModel.Meta):
        abstract = False
        verbose_name = _("appointment")
        ordering = ["office", "member__name_key"]

    def __str__(self) -> str:
        return f"{self.get_office_display()}: {self.member}"


class User(AbstractUser, RecordedModel):  # type: ignore[misc, django-manager-missing]
    """An account. What it may do stands in its grants; Django's own superuser flag opens nothing of ours."""

    # A password is changed by its own action; its hash alone may be renewed at a log-in.
    unrecorded_fields: ClassVar[frozenset[str]] = frozenset({"last_login", "password"})

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    full_name = models.CharField(_("full name"), max_length=NAME_LENGTH)
    member = models.OneToOneField(
        Member, models.PROTECT, null=True, blank=True, related_name="user", verbose_name=_("member")
    )

    # Given by the administrator; nothing else opens until the person has chosen another.
    password_is_temporary = models.BooleanField(default=False, editable=False)

    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ["username"]

    def __str__(self) -> str:
        return self.full_name or self.username

    @property
    def actor_name(self) -> str:
        """How the records name this account."""
        return self.username

    def get_full_name(self) -> str:
        """The full name, also where Django asks for it."""
        return self.full_name

    def get_short_name(self) -> str:
        """Vietnamese address a person by the given name, the last word."""
        return self.full_name.split()[-1] if self.full_name else self.username


class Role(models.TextChoices):
    """What an account is for. Rights are given to roles in `access.py` of each app."""

    CLERK = "clerk", _("clerk")
    PRESIDIUM = "presidium", _("presidium")
    TELLER = "teller", _("teller")
    MEMBER = "member", pgettext_lazy("party", "member")
    REPORTER = "reporter", _("enterprise reporter")
    ZONES_OFFICER = "zones_officer", _("zones officer")
    EDITOR = "editor", _("editor")
    SUPERIOR = "superior", _("superior committee")
    AUDITOR = "auditor", _("auditor")
    ADMINISTRATOR = "administrator", _("administrator")


class RoleGrant(DatedModel):
    """A role of an account at a unit and everything below it, from one day to another."""

    user = models.ForeignKey(User, models.CASCADE, related_name="grants", verbose_name=_("account"))
    role = models.CharField(_("role"), max_length=20, choices=Role)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="grants", verbose_name=_("unit"))

    class Meta(DatedModel.Meta):
        abstract = False
        verbose_name = _("role")
        ordering = ["user", "role", "unit"]

    def __str__(self) -> str:
        return f"{self.get_role_display()} · {self.unit}"
