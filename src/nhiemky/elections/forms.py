"""Forms of elections. What an action refuses is said beside the field it is about."""

from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from nhiemky.core.elections.rulebook import BallotStyle, Exclusion, InvalidCode
from nhiemky.core.elections.rulebooks import rulebooks, suggested
from nhiemky.core.elections.totals import Papers
from nhiemky.elections import queries
from nhiemky.elections.models import Candidate, Election, ExclusionReason, InvalidReason, TellerCount
from nhiemky.organisation.models import Member, Term
from nhiemky.organisation.queries import members_of
from nhiemky.records import clock
from nhiemky.ui.fields import DateTimeField, WholeNumberField, model_field
from nhiemky.ui.language import language

SHEETS = ("printed", "spoiled", "unused")


class ElectionForm(forms.ModelForm):  # type: ignore[type-arg]
    """A new election or a changed draft; its unit is that of the term."""

    class Meta:
        model = Election
        fields = ["term", "office", "title", "seats", "rulebook", "held_on", "place"]
        formfield_callback = model_field

    def __init__(self, *args: Any, terms: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        term = self.fields["term"]
        if isinstance(term, forms.ModelChoiceField):
            term.queryset = terms.select_related("unit").order_by("unit__path", "-ordinal")
            term.label_from_instance = _term_with_unit  # type: ignore[method-assign, assignment]
        choices = [(book.name, book.title.text(language())) for book in rulebooks().values()]
        self.fields["rulebook"] = forms.ChoiceField(label=_("Rulebook"), choices=choices)
        self.fields["seats"] = WholeNumberField(label=_("Seats"), least=1, most=200)
        if not self.instance.pk:
            book = suggested(clock.today())
            self.initial.setdefault("held_on", clock.today())
            self.initial.setdefault("rulebook", book.name if book else None)

    def save(self, commit: bool = True) -> Election:  # noqa: FBT001, FBT002 - Django's signature
        """The election, its unit taken from the term; saved by the action."""
        election: Election = super().save(commit=False)
        election.unit = election.term.unit
        return election


def _term_with_unit(term: Term) -> str:
    return f"{term.unit} · {term.label}"


class CandidateForm(forms.ModelForm):  # type: ignore[type-arg]
    """A name for the list."""

    class Meta:
        model = Candidate
        fields = ["member", "source", "nominator", "support", "name", "note"]

    def __init__(self, *args: Any, election: Election, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.election = election
        members = members_of(election.unit, election.held_on)
        for name in ("member", "nominator"):
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = members
        self.fields["support"] = WholeNumberField(
            label=_("Votes to enter the list"), required=False, help_text=_("Only for a nomination from the floor.")
        )
        self.fields["name"].required = False
        self.fields["name"].help_text = _("Left empty, the name as registered. Tell namesakes apart here.")

    def clean(self) -> dict[str, Any]:
        """Who nominated and how many agreed belong to a nomination from the floor."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        source = cleaned.get("source")
        if source == Candidate.Source.NOMINATED and not cleaned.get("nominator"):
            self.add_error("nominator", gettext("Choose who nominated."))
        if source != Candidate.Source.NOMINATED:
            cleaned["nominator"] = None
        if source == Candidate.Source.COMMITTEE:
            cleaned["support"] = None
        elif cleaned.get("support") is None and "support" not in self.errors:
            self.add_error("support", gettext("Write how many of those attending agreed."))
        return cleaned


class CountingCommitteeForm(forms.Form):
    """The head and the members of the counting committee."""

    head: Any = forms.ModelChoiceField(Member.objects.none(), label=_("Head"))
    members: Any = forms.ModelMultipleChoiceField(
        Member.objects.none(),
        label=pgettext_lazy("counting committee", "Members"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, election: Election, **kwargs: Any) -> None:
        chosen = queries.counting_committee(election)
        kwargs["initial"] = {
            "head": next((row.member_id for row in chosen if row.head), None),
            "members": [row.member_id for row in chosen if not row.head],
        }
        super().__init__(*args, **kwargs)
        allowed = queries.may_be_on_counting_committee(election)
        self.fields["head"].queryset = self.fields["members"].queryset = allowed  # type: ignore[attr-defined]


class AttendanceForm(forms.Form):
    """Who was convened, whom the base leaves out, who is present."""

    convened = WholeNumberField(label=_("Official members convened"), least=1)
    present = WholeNumberField(label=_("Official members present at the vote"))

    def __init__(self, *args: Any, election: Election, **kwargs: Any) -> None:
        kwargs["initial"] = _attendance(election)
        super().__init__(*args, **kwargs)
        for reason in ExclusionReason:
            self.fields[reason.value] = WholeNumberField(label=reason.label)
        self.order_fields(["convened", *ExclusionReason.values, "present"])

    def numbers(self) -> dict[str, Any]:
        """The numbers as the action takes them."""
        cleaned = self.cleaned_data
        excluded = {Exclusion(value): cleaned[value] for value in ExclusionReason.values}
        return {"convened": cleaned["convened"], "excluded": excluded, "present": cleaned["present"]}


def _attendance(election: Election) -> dict[str, int]:
    if election.convened is None:
        return queries.suggested_attendance(election)
    left_out = {value: election.excluded.get(value, 0) for value in ExclusionReason.values}
    return {"convened": election.convened, "present": election.present or 0, **left_out}


class BallotsForm(forms.Form):
    """Ballots issued and returned, as reported to the congress, and the sheets that were not issued."""

    issued = WholeNumberField(label=_("Ballots issued"))
    returned = WholeNumberField(label=_("Ballots returned"))
    printed = WholeNumberField(
        label=_("Ballots printed"),
        required=False,
        help_text=_("Printed = issued + spoiled + not used. Leave all three empty where nobody accounts for them."),
    )
    spoiled = WholeNumberField(
        label=_("Ballots spoiled and swapped"),
        required=False,
        help_text=_("Given back before they were cast; whoever swapped one still counts once among the issued."),
    )
    unused = WholeNumberField(label=_("Ballots not used"), required=False)

    def clean(self) -> dict[str, Any]:
        """The sheets are accounted for whole or not at all."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        missing = [name for name in SHEETS if name not in self.errors and cleaned.get(name) is None]
        if len(missing) < len(SHEETS):
            for name in missing:
                self.add_error(name, gettext("Write this number too, or none of the three."))
        return cleaned

    def numbers(self) -> dict[str, Any]:
        """The numbers as the actions take them."""
        told = {name: value for name, value in self.cleaned_data.items() if name not in SHEETS}
        printed, spoiled, unused = (self.cleaned_data[name] for name in SHEETS)
        return {**told, "papers": None if printed is None else Papers(printed, spoiled, unused)}


class RecountForm(BallotsForm):
    """Why the ballots are counted again, and their numbers for that count."""

    field_order = ["issued", "returned", *SHEETS, "reason"]
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class CountForm(forms.Form):
    """One teller's totals: valid ballots, invalid ones by reason, votes for each name in printed order."""

    valid = WholeNumberField(label=_("Valid ballots"))

    def __init__(self, *args: Any, election: Election, own: TellerCount | None, **kwargs: Any) -> None:
        self.candidates = queries.listed(election)
        style = BallotStyle(election.style)
        self.codes = queries.rulebook(election).invalidities(style, len(self.candidates))
        kwargs["initial"] = _typed(own)
        super().__init__(*args, **kwargs)
        for code in self.codes:
            self.fields[f"invalid_{code}"] = WholeNumberField(label=InvalidReason(code).label)
        for number, candidate in enumerate(self.candidates, start=1):
            self.fields[f"votes_{number}"] = WholeNumberField(label=f"{number}. {candidate.name}")
        for field in self.fields.values():
            field.widget.attrs |= {"inputmode": "numeric", "pattern": "[0-9]*", "class": "number"}

    def totals(self) -> dict[str, Any]:
        """The numbers as the action takes them."""
        cleaned = self.cleaned_data
        return {
            "valid": cleaned["valid"],
            "invalid": {InvalidCode(code): cleaned[f"invalid_{code}"] for code in self.codes},
            "votes": [cleaned[f"votes_{number}"] for number in range(1, len(self.candidates) + 1)],
        }

    def ballot_fields(self) -> list[forms.BoundField]:
        """Valid ballots and the reasons to be invalid."""
        return [self["valid"], *(self[f"invalid_{code}"] for code in self.codes)]

    def vote_fields(self) -> list[forms.BoundField]:
        """Votes for each name."""
        return [self[f"votes_{number}"] for number in range(1, len(self.candidates) + 1)]


def _typed(own: TellerCount | None) -> dict[str, int]:
    if own is None:
        return {}
    votes = {f"votes_{number}": votes for number, votes in enumerate(own.votes, start=1)}
    return {"valid": own.valid, **{f"invalid_{code}": number for code, number in own.invalid.items()}, **votes}


class DeclareForm(forms.Form):
    """What the minutes need beside the counts, and the presidium's word that it declares."""

    signatory = forms.CharField(label=_("Signed for the presidium by"), max_length=200)
    ended = DateTimeField(label=_("The count ended"))
    copies = WholeNumberField(label=_("Copies of the minutes"), least=1, most=20, initial=3)
    sure = forms.BooleanField(label=_("We declare this result. It can no longer be changed."))
