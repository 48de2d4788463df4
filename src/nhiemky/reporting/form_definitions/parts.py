"""What the parts of report forms have in common when they are edited: choices, codes, names in two languages."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nhiemky.core.reporting.form_structure import LONGEST_CODE, LONGEST_NAME
from nhiemky.core.reporting.forms import Frequency, LineKind, Reporter, Role
from nhiemky.core.sureness import Sureness

FREQUENCIES = [
    (Frequency.MONTH, _("every month")),
    (Frequency.QUARTER, _("every quarter")),
    (Frequency.HALF, _("every half year")),
    (Frequency.YEAR, _("every year")),
]
REPORTERS = [
    (Reporter.PROJECT, _("each enterprise, for each of its projects")),
    (Reporter.ZONE, _("each industrial zone")),
    (Reporter.BOARD, _("the management board")),
]
SURENESS = [
    (Sureness.VERIFIED, _("seen in the text of the rule")),
    (Sureness.SECONDARY, _("from a secondary source")),
    (Sureness.INFERRED, _("inferred")),
    (Sureness.UNVERIFIED, _("not verified")),
]
KINDS = [
    (LineKind.FLOW, _("adds up over time (revenue, jobs created)")),
    (LineKind.STOCK, _("the state at the end of the period (workers, land)")),
    (LineKind.HEADING, _("a heading without figures")),
]
ROLES = [
    (Role.PERIOD, _("In the period")),
    (Role.YEAR_TO_DATE, _("Year to date")),
    (Role.SINCE_LICENCE, _("Since the certificate")),
]
UNITS = ["money", "million VND", "USD", "person", "project", "ha", "m2", "m3", "kWh", "t", "l", "%"]


class UnitInput(forms.TextInput):
    """A text with the usual units to choose from; any other may be typed."""

    template_name = "reporting/definitions/unit_input.html"

    def __init__(self, choices: Sequence[str] = UNITS) -> None:
        super().__init__()
        self.choices = choices

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """With the list beside the input."""
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["list"] = f"{name}-choices"
        return {**context, "choices": self.choices, "list_id": f"{name}-choices"}


def code_field() -> forms.CharField:
    """The code of a form, column, line or field."""
    return forms.CharField(
        label=_("Code"), max_length=LONGEST_CODE, help_text=_("Letters, digits, dots, hyphens: A.III.1")
    )


def name_field(label: Any, **kwargs: Any) -> forms.CharField:
    """A name in one language."""
    return forms.CharField(label=label, max_length=LONGEST_NAME, **kwargs)


class PartForm(forms.Form):
    """A part of the form; `edition` is the one of the draft that was opened."""

    # Where a problem's key is another field than its name.
    places: Mapping[str, str] = {"name": "name_vi", "plausible": "low", "kind": "kind"}

    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def bilingual(self, name: str) -> dict[str, str] | None:
        """Both languages of a text, or None when neither is there."""
        vietnamese, english = self.cleaned_data[f"{name}_vi"], self.cleaned_data[f"{name}_en"]
        return {"vi": vietnamese, "en": english} if vietnamese and english else None

    def clean(self) -> dict[str, Any]:
        """A note stands in both languages or in neither."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "note_vi" in self.fields and bool(cleaned.get("note_vi")) != bool(cleaned.get("note_en")):
            missing = "note_en" if cleaned.get("note_vi") else "note_vi"
            self.add_error(missing, _("The note needs both languages."))
        return cleaned


def said(table: Mapping[str, Any], name: str) -> dict[str, str]:
    """Both languages of a text, as fields show them."""
    text = table.get(name) or {}
    return {f"{name}_vi": text.get("vi", ""), f"{name}_en": text.get("en", "")}


def kept(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row without what says nothing."""
    return {key: value for key, value in row.items() if value not in ("", None, [])}
