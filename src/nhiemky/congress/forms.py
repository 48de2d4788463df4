"""What people type about a congress; rules between the numbers are the actions'."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from nhiemky.congress import queries
from nhiemky.congress.models import AgendaItem, BodyMember, Congress, Convened, Lesson, OpenVote, Paper
from nhiemky.congress.problems import sentences
from nhiemky.core.problem import Refused
from nhiemky.elections.models import Office
from nhiemky.organisation.models import Member, Term, Unit
from nhiemky.resolution.models import Resolution
from nhiemky.ui.fields import WholeNumberField, model_field


def refuse(form: forms.BaseForm, refused: Refused) -> None:
    """Put each reason of a refused action beside its field, or above the form where it has none."""
    for place, said in sentences(refused):
        form.add_error(place if place in form.fields else None, said)


class CongressForm(forms.ModelForm[Congress]):
    """The facts of a congress."""

    class Meta:
        model = Congress
        formfield_callback = model_field
        fields: ClassVar = [
            "term", "previous_term", "pilot", "held_on", "place", "locality", "reported_since", "reported_until",
            "period_note",
        ]  # fmt: skip

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        terms = Term.objects.filter(unit__in=units.order_by().values("pk")).select_related("unit")
        self.fields["term"].queryset = terms.order_by("unit__path", "-ordinal")  # type: ignore[attr-defined]
        self.fields["previous_term"].queryset = terms.order_by("unit__path", "-ordinal")  # type: ignore[attr-defined]
        for name in ("term", "previous_term"):
            self.fields[name].label_from_instance = _term_label  # type: ignore[attr-defined]
        if self.instance.pk:
            del self.fields["term"]

    def clean(self) -> dict[str, Any]:
        """The report covers a period of an earlier term of the same unit."""
        cleaned = super().clean() or {}
        term, earlier = cleaned.get("term") or getattr(self.instance, "term", None), cleaned.get("previous_term")
        if term and earlier and (earlier.unit_id != term.unit_id or earlier.ordinal >= term.ordinal):
            self.add_error("previous_term", _("Choose an earlier term of the same unit."))
        since, until = cleaned.get("reported_since"), cleaned.get("reported_until")
        if since and until and until < since:
            self.add_error("reported_until", _("This is before the first day of the period."))
        return cleaned


def _term_label(term: Term) -> str:
    return f"{term.unit} · {term.ordinal} · {term.label}"


class ItemForm(forms.ModelForm[AgendaItem]):
    """An item of the agenda."""

    minutes = WholeNumberField(label=gettext_lazy("minutes planned"), least=1, most=600)

    class Meta:
        model = AgendaItem
        fields: ClassVar = ["title", "kind", "minutes", "presenter"]


class LessonForm(forms.ModelForm[Lesson]):
    """What was learned at an item."""

    class Meta:
        model = Lesson
        fields: ClassVar = ["text"]


class CopyForm(forms.Form):
    """The pilot congress whose agenda is taken."""

    pilot = forms.ModelChoiceField(Congress.objects.none(), label=gettext_lazy("pilot congress"))

    def __init__(self, *args: Any, congress: Congress, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pilot"].queryset = queries.pilots(congress)  # type: ignore[attr-defined]


class VoteForm(forms.Form):
    """The cards counted. Everybody present is for, against or abstains."""

    question = forms.CharField(
        label=gettext_lazy("question"), max_length=300, help_text=gettext_lazy("As the minutes will say it.")
    )
    agree = WholeNumberField(label=gettext_lazy("for"))
    disagree = WholeNumberField(label=gettext_lazy("against"), initial=0)
    abstain = WholeNumberField(label=gettext_lazy("abstaining"), initial=0)
    item = forms.ModelChoiceField(AgendaItem.objects.none(), required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, congress: Congress, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = congress.items.all()  # type: ignore[attr-defined]


class CorrectionForm(forms.Form):
    """The right numbers of a vote that was recorded wrongly, and why."""

    reason = forms.CharField(label=gettext_lazy("reason for the correction"), max_length=300)
    agree = WholeNumberField(label=gettext_lazy("for"))
    disagree = WholeNumberField(label=gettext_lazy("against"))
    abstain = WholeNumberField(label=gettext_lazy("abstaining"))


def _present(congress: Congress) -> QuerySet[Member]:
    rows = congress.convened.filter(attendance=Convened.Attendance.PRESENT).values("member")
    return Member.objects.filter(pk__in=rows)


def _passed(congress: Congress) -> QuerySet[OpenVote]:
    return queries.votes(congress).filter(outcome=OpenVote.Outcome.PASSED)


class BodyForm(forms.Form):
    """A body that the congress chose, and the vote that chose it."""

    body = forms.ChoiceField(label=pgettext_lazy("congress", "body"), choices=BodyMember.Body.choices)
    vote = forms.ModelChoiceField(
        OpenVote.objects.none(),
        label=gettext_lazy("chosen by the vote"),
        help_text=gettext_lazy("Only votes that were passed are listed."),
    )
    head = forms.ModelChoiceField(Member.objects.none(), label=gettext_lazy("who presides, or the first secretary"))
    members = forms.ModelMultipleChoiceField(
        Member.objects.none(),
        label=gettext_lazy("the others"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, congress: Congress, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["vote"].queryset = _passed(congress)  # type: ignore[attr-defined]
        for name in ("head", "members"):
            self.fields[name].queryset = _present(congress)  # type: ignore[attr-defined]


class PaperForm(forms.ModelForm[Paper]):
    """A discussion paper."""

    minutes = WholeNumberField(label=gettext_lazy("minutes"), least=1, most=60, initial=7)

    class Meta:
        model = Paper
        fields: ClassVar = ["title", "member", "minutes", "text"]

    def __init__(self, *args: Any, congress: Congress, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        convened = congress.convened.values("member")
        self.fields["member"].queryset = Member.objects.filter(pk__in=convened)  # type: ignore[attr-defined]


class SpeakForm(forms.Form):
    """Who asks to speak: a paper's speaker, a member, or a guest by name."""

    paper = forms.ModelChoiceField(Paper.objects.none(), label=gettext_lazy("paper"), required=False)
    member = forms.ModelChoiceField(Member.objects.none(), label=gettext_lazy("member"), required=False)
    guest = forms.CharField(label=gettext_lazy("or a guest, by name"), max_length=200, required=False)
    minutes = WholeNumberField(label=gettext_lazy("minutes"), least=1, most=60, required=False)

    def __init__(self, *args: Any, congress: Congress, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        waiting = Paper.objects.filter(congress=congress, speech=None)
        self.fields["paper"].queryset = waiting  # type: ignore[attr-defined]
        self.fields["member"].queryset = _present(congress)  # type: ignore[attr-defined]
        self.fields["minutes"].help_text = _("Left empty: the paper's minutes, or five.")

    def clean(self) -> dict[str, Any]:
        """One of the three."""
        cleaned = super().clean() or {}
        if sum(bool(cleaned.get(name)) for name in ("paper", "member", "guest")) != 1:
            raise ValidationError(_("Choose a paper, a member or a guest: exactly one of them."), code="one")
        return cleaned


class ElectionForm(forms.Form):
    """An election to be held at the congress."""

    office = forms.ChoiceField(label=gettext_lazy("office"), choices=Office.choices)
    seats = WholeNumberField(label=gettext_lazy("seats"), least=1, most=100)
    title = forms.CharField(
        label=gettext_lazy("title on ballots and minutes"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Left empty: the usual title for the office."),
    )


class ResolutionForm(forms.Form):
    """The draft that this congress will adopt."""

    resolution = forms.ModelChoiceField(Resolution.objects.none(), label=gettext_lazy("draft resolution"))

    def __init__(self, *args: Any, congress: Congress, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        drafts = Resolution.objects.filter(unit=congress.unit, term=congress.term, at_congress=None)
        self.fields["resolution"].queryset = drafts  # type: ignore[attr-defined]


class AdoptionForm(forms.Form):
    """The open vote whose numbers decide the resolution."""

    vote = forms.ModelChoiceField(OpenVote.objects.none(), label=gettext_lazy("open vote on the whole resolution"))

    def __init__(self, *args: Any, congress: Congress, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = queries.votes(congress).filter(item__kind=AgendaItem.Kind.RESOLUTION)
        self.fields["vote"].queryset = rows  # type: ignore[attr-defined]
