"""Forms of resolutions. What an action refuses is said beside the field it is about."""

from copy import deepcopy
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nhiemky.core.problem import Refused
from nhiemky.core.resolution.states import OpenVote
from nhiemky.organisation.models import Term, Unit
from nhiemky.resolution.models import (
    Amendment,
    Resolution,
    Task,
)
from nhiemky.resolution.numbering import free_number
from nhiemky.resolution.problems import sentence
from nhiemky.ui.fields import WholeNumberField, model_field


def add_problems(form: forms.BaseForm, refused: Refused) -> None:
    """Put each reason, with its code, beside its field, or above the form when it is about no single one."""
    for found in refused.problems:
        field = _FIELDS.get(found.code, found.place)
        form.add_error(field if field in form.fields else None, f"{sentence(found)} ({found.code})")


# The core's place is the number of the target or task; its code says which field it is about.
_FIELDS = {
    "A01": "value",
    "A02": "upper",
    "A03": "value",
    "A04": "tolerance",
    "N05": "old",
    "T04": "indicator",
    "T05": "indicator",
    "T06": "indicator",
    "T11": "lead",
    "T12": "cooperating",
    "T13": "state",
    "T14": "state",
}


class ResolutionForm(forms.ModelForm):  # type: ignore[type-arg]
    """A new resolution or a changed draft; its unit is that of the term."""

    class Meta:
        model = Resolution
        fields = ["term", "serial", "title", "preamble", "closing", "place", "signatory"]

    def __init__(self, *args: Any, terms: QuerySet[Term], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        term = self.fields["term"]
        if isinstance(term, forms.ModelChoiceField):
            term.queryset = terms.select_related("unit").order_by("unit__path", "-ordinal")
            term.label_from_instance = _term_with_unit  # type: ignore[method-assign, assignment]

    def save(self, commit: bool = True) -> Resolution:  # noqa: FBT001, FBT002 - Django's signature
        """The resolution, its unit taken from the term; saved by the action."""
        resolution: Resolution = super().save(commit=False)
        resolution.unit = resolution.term.unit
        return resolution


def _term_with_unit(term: Term) -> str:
    return f"{term.unit} · {term.label}"


class TaskForm(forms.ModelForm):  # type: ignore[type-arg]
    """A task with the units that lead it and help."""

    cooperating: Any = forms.ModelMultipleChoiceField(
        Unit.objects.none(), label=_("Cooperating units"), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Task
        fields = ["number", "content_vi", "content_en", "product_vi", "product_en", "lead", "deadline"]
        formfield_callback = model_field

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"] = WholeNumberField(label=_("Number"), least=1, most=999)
        for name in ("lead", "cooperating"):
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = units
        for name in ("content_vi", "content_en"):
            self.fields[name].widget.attrs["rows"] = 3
        if self.instance.pk:
            self.initial["cooperating"] = [row.unit_id for row in self.instance.cooperations.all()]

    def clean_number(self) -> int:
        """A number that no other task of the resolution has."""
        return free_number(self.instance, self.cleaned_data["number"], gettext("Another task has this number."))


class VoteForm(forms.Form):
    """The numbers of an open vote."""

    base = WholeNumberField(label=_("Base: convened less the lawful exclusions"), least=1)
    present = WholeNumberField(label=_("Present"), least=1)
    votes_for = WholeNumberField(label=_("For"))
    votes_against = WholeNumberField(label=_("Against"))
    abstained = WholeNumberField(label=_("Abstained"))

    def vote(self) -> OpenVote:
        """The vote as the action takes it."""
        return OpenVote(**self.cleaned_data)


class AmendmentForm(forms.ModelForm):  # type: ignore[type-arg]
    """An amendment from the floor with the vote on it."""

    class Meta:
        model = Amendment
        fields = ["field", "old", "new", "proposer"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= deepcopy(VoteForm.base_fields)
        for name in ("old", "new"):
            self.fields[name].widget.attrs["rows"] = 3

    def save(self, commit: bool = True) -> Amendment:  # noqa: FBT001, FBT002 - Django's signature
        """The amendment with the numbers of its vote; saved by the action."""
        amendment: Amendment = super().save(commit=False)
        for name in VoteForm.base_fields:
            setattr(amendment, name, self.cleaned_data[name])
        return amendment


class ReasonForm(forms.Form):
    """Why an adopted resolution is replaced."""

    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
