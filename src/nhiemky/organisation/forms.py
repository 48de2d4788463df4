"""What people type about units, members, offices and accounts, and the rules that hold between the fields."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nhiemky.core.vietnamese.dates import format_date
from nhiemky.organisation import access, queries
from nhiemky.organisation.models import (
    Appointment,
    Member,
    MemberRating,
    MemberStatus,
    Role,
    RoleGrant,
    Term,
    Unit,
    User,
)
from nhiemky.records import clock
from nhiemky.ui.fields import DateField, YearField, model_field

# Charter, Art. 1.2: whoever is admitted to the Party is at least 18.
LEAST_AGE = 18
# What four digits of a year can mean.
FIRST_RATED, LAST_RATED = 1990, 2100


class RatingForm(forms.ModelForm[MemberRating]):
    """A cell's rating of a year; with a reason it corrects the one that is kept."""

    year = YearField(label=gettext_lazy("year"), least=FIRST_RATED, most=LAST_RATED)

    class Meta:
        model = MemberRating
        formfield_callback = model_field
        fields: ClassVar = ["year", "rated", "rated_well", "document", "reason"]
        help_texts: ClassVar = {
            "document": gettext_lazy("The decision or minutes of the cell that says so."),
            "reason": gettext_lazy("Only where the year is entered already: why it changes."),
        }

    def clean(self) -> dict[str, Any]:
        """No more well than rated, no year to come, and a reason for another count of a year that is there."""
        cleaned: dict[str, Any] = super().clean() or {}
        rated, well, year = (cleaned.get(name) for name in ("rated", "rated_well", "year"))
        if rated is not None and well is not None and well > rated:
            self.add_error("rated_well", _("More are rated well than are rated at all."))
        if year is None:
            return cleaned
        if year > clock.today().year:
            self.add_error("year", _("This year has not begun."))
        is_there = MemberRating.objects.filter(unit=self.instance.unit, year=year).exists()
        if is_there and not cleaned.get("reason"):
            self.add_error("reason", _("This year is entered already: say why it changes."))
        return cleaned


class UnitForm(forms.ModelForm[Unit]):
    """Facts of a unit; its place in the tree is chosen once."""

    class Meta:
        model = Unit
        formfield_callback = model_field
        fields: ClassVar = [
            "parent", "kind", "name", "code", "term_months", "founded_on", "closed_on",
            "address", "telephone", "fax", "email", "website",
        ]  # fmt: skip

    def __init__(self, *args: Any, parents: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["parent"], self.fields["code"]
        else:
            parent = self.fields["parent"]
            parent.queryset = parents  # type: ignore[attr-defined]
            parent.required = True

    def clean(self) -> dict[str, Any]:
        """A unit is closed after it was founded."""
        cleaned = super().clean() or {}
        _in_order(self, cleaned.get("founded_on"), "closed_on", _("The unit cannot be closed before it was founded."))
        return cleaned


class MemberForm(forms.ModelForm[Member]):
    """Facts of a member."""

    class Meta:
        model = Member
        formfield_callback = model_field
        fields: ClassVar = ["code", "full_name", "born_on", "admitted_on", "position"]

    def __init__(self, *args: Any, cell: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cell = cell

    def clean_code(self) -> str:
        """The code is the member's alone in the cell."""
        code: str = self.cleaned_data["code"]
        if Member.objects.filter(unit=self.cell, code=code).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("Another member of the cell has this code."), code="code_taken")
        return code

    def clean(self) -> dict[str, Any]:
        """Nobody is born in the future or admitted too young."""
        cleaned = super().clean() or {}
        for name, sentence in life_problems(cleaned.get("born_on"), cleaned.get("admitted_on")):
            self.add_error(name, sentence)
        return cleaned


class AdmissionForm(MemberForm):
    """A new member with the first status and group."""

    status = forms.ChoiceField(label=gettext_lazy("status"), choices=MemberStatus.Status.choices)
    group = forms.ModelChoiceField(Unit.objects.none(), label=gettext_lazy("group"), required=False)
    since = DateField(label=gettext_lazy("status and group since"))

    def __init__(self, *args: Any, cell: Unit, **kwargs: Any) -> None:
        super().__init__(*args, cell=cell, **kwargs)
        self.fields["group"].queryset = queries.groups_of(cell, clock.today())  # type: ignore[attr-defined]

    def clean_since(self) -> date:
        """No status begins in the future."""
        return _not_later_than_today(self.cleaned_data["since"])

    def clean(self) -> dict[str, Any]:
        """No status begins before the admission."""
        cleaned = super().clean()
        _in_order(self, cleaned.get("admitted_on"), "since", _("This is before the day of admission."))
        return cleaned


def life_problems(born_on: date | None, admitted_on: date | None) -> Iterable[tuple[str, str]]:
    """What cannot be true of the two days of a member's life: (field, sentence)."""
    today = clock.today()
    plausible = born_on is None or today.year - 120 <= born_on.year <= today.year
    if not plausible:
        yield "born_on", _("Nobody in the cell can be born on this day; check the year.")
    if admitted_on and admitted_on > today:
        yield "admitted_on", _("This day is in the future.")
    elif plausible and born_on and admitted_on and admitted_on < _birthday(born_on, LEAST_AGE):
        yield "admitted_on", _("The member would have been admitted before the age of %(age)s.") % {"age": LEAST_AGE}


def _birthday(born_on: date, age: int) -> date:
    """The birthday at an age; of 29 February, 1 March."""
    try:
        return born_on.replace(year=born_on.year + age)
    except ValueError:
        return date(born_on.year + age, 3, 1)


class ChangeForm(forms.Form):
    """Something of a member changes from a day on, which follows the day the present state began."""

    since = DateField(label=gettext_lazy("from"))

    def __init__(self, *args: Any, earliest: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.earliest = earliest

    def clean_since(self) -> date:
        """After the present state began, and not in the future."""
        since = _not_later_than_today(self.cleaned_data["since"])
        if self.earliest and since <= self.earliest:
            raise ValidationError(
                _("The present state began on %(day)s; choose a later day.")
                % {"day": self.earliest.strftime("%d/%m/%Y")},
                code="too_early",
            )
        return since


class StatusForm(ChangeForm):
    """Another status."""

    status = forms.ChoiceField(label=gettext_lazy("status"), choices=MemberStatus.Status.choices)
    reason = forms.CharField(label=gettext_lazy("reason or decision"), max_length=300)
    field_order = ["status", "since", "reason"]


class GroupForm(ChangeForm):
    """Another group of the same cell."""

    group = forms.ModelChoiceField(Unit.objects.none(), label=gettext_lazy("group"))
    field_order = ["group", "since"]

    def __init__(self, *args: Any, groups: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = groups  # type: ignore[attr-defined]


class LeaveForm(ChangeForm):
    """The member leaves the cell; `since` is the first day outside it."""

    reason = forms.CharField(label=gettext_lazy("reason or decision"), max_length=200)
    field_order = ["since", "reason"]


class AppointmentForm(forms.ModelForm[Appointment]):
    """A member into an office of the unit, by a superior's decision; elections make theirs when they are declared."""

    class Meta:
        model = Appointment
        formfield_callback = model_field
        fields: ClassVar = ["office", "term", "since", "source"]

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.member, self.instance.unit = member, member.unit
        self.fields["term"].queryset = Term.objects.filter(unit=member.unit)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """An office is not held twice by the same member, and within its term."""
        cleaned = super().clean() or {}
        member, term, since = self.instance.member, cleaned.get("term"), cleaned.get("since")
        if member.appointments.filter(office=cleaned.get("office"), until=None).exists():
            self.add_error("office", _("The member already holds this office."))
        if term and since and (since < term.since or (term.until and since > term.until)):
            self.add_error("since", _("This day is outside the term of office."))
        return cleaned


class EndForm(forms.Form):
    """The last day of an appointment, and why it ends."""

    until = DateField(label=gettext_lazy("last day"))
    reason = forms.CharField(label=gettext_lazy("reason or decision"), max_length=200)

    def __init__(self, *args: Any, since: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.since = since

    def clean_until(self) -> date:
        """Not before the first day."""
        until: date = self.cleaned_data["until"]
        if until < self.since:
            raise ValidationError(_("This is before it began."), code="too_early")
        return until


class TermForm(forms.ModelForm[Term]):
    """A new term of office of a unit."""

    class Meta:
        model = Term
        formfield_callback = model_field
        fields: ClassVar = ["ordinal", "label", "since"]

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.unit = unit
        self.latest = Term.objects.filter(unit=unit).order_by("-ordinal").first()

    def clean(self) -> dict[str, Any]:
        """Terms follow each other without gaps in their numbers and without overlaps in their days."""
        cleaned = super().clean() or {}
        ordinal, since, latest = cleaned.get("ordinal"), cleaned.get("since"), self.latest
        if latest and ordinal is not None and ordinal <= latest.ordinal:
            self.add_error("ordinal", _("The latest term is number %(ordinal)s.") % {"ordinal": latest.ordinal})
        if latest and since and since <= latest.since:
            self.add_error("since", _("The term before began on %(day)s.") % {"day": format_date(latest.since)})
        return cleaned


class AccountForm(forms.ModelForm[User]):
    """A new account with its first role."""

    role = forms.ChoiceField(label=gettext_lazy("role"), choices=Role.choices)
    unit = forms.ModelChoiceField(Unit.objects.none(), label=gettext_lazy("at the unit and everything below it"))

    class Meta:
        model = User
        formfield_callback = model_field
        fields: ClassVar = ["username", "full_name"]

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class GrantForm(forms.Form):
    """Another role for an account, from today on."""

    role = forms.ChoiceField(label=gettext_lazy("role"), choices=Role.choices)
    unit = forms.ModelChoiceField(Unit.objects.none(), label=gettext_lazy("at the unit and everything below it"))

    def __init__(self, *args: Any, administrator: User, account: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account
        self.fields["unit"].queryset = access.units(administrator, access.MANAGE_ACCOUNTS)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A role is not held twice at the same unit."""
        cleaned = super().clean() or {}
        held = RoleGrant.objects.filter(user=self.account, until=None)
        if held.filter(role=cleaned.get("role"), unit=cleaned.get("unit")).exists():
            self.add_error("role", _("The account already has this role there."))
        return cleaned


class UploadForm(forms.Form):
    """An Excel file."""

    file = forms.FileField(
        label=gettext_lazy("Excel file"),
        help_text=gettext_lazy("A .xlsx file filled in from the template, at most 2 MB and 2,000 members."),
        widget=forms.FileInput({"accept": ".xlsx"}),
    )


def _not_later_than_today(day: date) -> date:
    if day > clock.today():
        raise ValidationError(_("This day is in the future."), code="future")
    return day


def _in_order(form: forms.BaseForm, first: date | None, later_field: str, sentence: str) -> None:
    later = form.cleaned_data.get(later_field)
    if first and later and later < first:
        form.add_error(later_field, sentence)
