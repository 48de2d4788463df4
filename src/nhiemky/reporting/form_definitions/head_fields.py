"""Forms for what a report form is and for its columns: what is typed becomes keys of its TOML text, and back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nhiemky.core.reporting.form_editing import Document, rows_of, with_keys
from nhiemky.core.reporting.form_reading import LAST_DAY, LATEST_MONTH
from nhiemky.core.reporting.form_structure import LONGEST_CODE, LONGEST_NAME
from nhiemky.core.reporting.forms import Reporter
from nhiemky.core.sureness import Sureness
from nhiemky.reporting.form_definitions.parts import (
    FREQUENCIES,
    REPORTERS,
    ROLES,
    SURENESS,
    PartForm,
    code_field,
    name_field,
    said,
)
from nhiemky.ui.fields import DateField, WholeNumberField


class HeadForm(PartForm):
    """What the form is, who sends it when, and from when it holds."""

    places = {"name": "name_vi", "deadline": "before_day"}

    code = code_field()
    version = forms.CharField(label=_("Version"), max_length=LONGEST_CODE, help_text=_("Such as 2026 or 2026-2"))
    name_vi = name_field(_("Name in Vietnamese"))
    name_en = name_field(_("Name in English"))
    reporter = forms.ChoiceField(label=_("Who reports"), choices=REPORTERS)
    frequency = forms.ChoiceField(label=_("How often"), choices=FREQUENCIES)
    effective_from = DateField(
        label=_("In force from"), help_text=_("The first period due is the one that ends on or after this day.")
    )
    effective_until = DateField(label=_("Last day in force"), required=False)
    months_after = WholeNumberField(
        label=_("Due: months after the period's last month"), most=LATEST_MONTH, help_text=_("1 is the next month.")
    )
    before_day = WholeNumberField(
        label=_("Due before day"), least=1, most=LAST_DAY, help_text=_("“Before the 10th” means until the 9th.")
    )
    deadline_cite = forms.CharField(label=_("Document that sets the deadline"), max_length=LONGEST_NAME)
    cite = forms.CharField(label=_("Document that sets the form"), max_length=LONGEST_NAME)
    sure = forms.ChoiceField(label=_("How sure it is"), choices=SURENESS, initial=Sureness.VERIFIED)

    @staticmethod
    def initial_of(document: Document) -> dict[str, Any]:
        """What the fields show of a form."""
        deadline = document.get("deadline", {})
        return {
            **{key: document.get(key) for key in ("code", "version", "frequency", "cite", "sure")},
            **{key: document.get(key) for key in ("effective_from", "effective_until")},
            **said(document, "name"),
            "reporter": document.get("reporter", Reporter.PROJECT.value),
            "months_after": deadline.get("months_after"),
            "before_day": deadline.get("before_day"),
            "deadline_cite": deadline.get("cite"),
        }

    def applied(self, document: Document) -> dict[str, Any]:
        """The form with these keys."""
        typed = self.cleaned_data
        deadline = {
            "months_after": typed["months_after"],
            "before_day": typed["before_day"],
            "cite": typed["deadline_cite"],
            "sure": document.get("deadline", {}).get("sure", typed["sure"]),
        }
        keys = {key: typed[key] for key in ("code", "version", "frequency", "reporter", "cite", "sure")}
        days = {key: typed[key] for key in ("effective_from", "effective_until")}
        return with_keys(document, {**keys, **days, "name": self.bilingual("name"), "deadline": deadline})


class ColumnsForm(PartForm):
    """The columns of figures: one for each role that is used, and which of them a stock has."""

    places = {"column": "period_use", "stock_columns": "period_stock"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for role, label in ROLES:
            self.fields[f"{role}_use"] = forms.BooleanField(
                label=pgettext_lazy("column", "The form has the column “%s”") % label,
                required=False,
            )
            self.fields[f"{role}_code"] = forms.CharField(label=_("Code"), max_length=LONGEST_CODE, required=False)
            self.fields[f"{role}_vi"] = name_field(_("Name in Vietnamese"), required=False)
            self.fields[f"{role}_en"] = name_field(_("Name in English"), required=False)
            self.fields[f"{role}_stock"] = forms.BooleanField(
                label=_("States at the end of the period have this column too"), required=False
            )

    @staticmethod
    def initial_of(document: Document) -> dict[str, Any]:
        """What the fields show of a form's columns."""
        columns = {row["role"]: row for row in rows_of(document, "column")}
        stock = document.get("stock_columns", [])
        shown: dict[str, Any] = {}
        for role, _label in ROLES:
            column = columns.get(role.value, {})
            shown |= {
                f"{role}_use": bool(column),
                f"{role}_code": column.get("code", role.value),
                f"{role}_vi": column.get("name", {}).get("vi", ""),
                f"{role}_en": column.get("name", {}).get("en", ""),
                f"{role}_stock": column.get("code") in stock,
            }
        return shown

    def clean(self) -> dict[str, Any]:
        """A column that is used has a code and names."""
        cleaned = super().clean()
        for role, _label in ROLES:
            for part in ("code", "vi", "en"):
                if cleaned.get(f"{role}_use") and not cleaned.get(f"{role}_{part}"):
                    self.add_error(f"{role}_{part}", _("This field is required."))
        return cleaned

    def applied(self, document: Document) -> dict[str, Any]:
        """The form with these columns."""
        typed = self.cleaned_data
        used = [role for role, _label in ROLES if typed[f"{role}_use"]]
        columns = [
            {
                "code": typed[f"{role}_code"],
                "role": role.value,
                "name": {"vi": typed[f"{role}_vi"], "en": typed[f"{role}_en"]},
            }
            for role in used
        ]
        stock = [typed[f"{role}_code"] for role in used if typed[f"{role}_stock"]]
        return with_keys(document, {"column": columns, "stock_columns": stock})
