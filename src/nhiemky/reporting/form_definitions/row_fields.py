"""Forms for the rows of a report form (lines, fields, rules): what is typed becomes a table of its TOML text."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nhiemky.core.reporting.form_editing import Document, rows_of
from nhiemky.core.reporting.forms import FieldKind, LineKind
from nhiemky.reporting.form_definitions.parts import (
    KINDS,
    SURENESS,
    PartForm,
    UnitInput,
    code_field,
    kept,
    name_field,
    said,
)
from nhiemky.ui.fields import NumberField


class RowForm(PartForm):
    """A row of one of the tables; its content is a table of the TOML text. `row` is its number, 0 for a new one."""

    def __init__(self, *args: Any, document: Document, row: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.document, self.row = document, row

    def content(self) -> dict[str, Any]:
        """The row as it is kept."""
        raise NotImplementedError

    @staticmethod
    def initial_of(row: Mapping[str, Any]) -> dict[str, Any]:
        """What the fields show of a row."""
        raise NotImplementedError


class LineForm(RowForm):
    """A line of figures."""

    code = code_field()
    name_vi = name_field(_("Name in Vietnamese"))
    name_en = name_field(_("Name in English"))
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS)
    unit = forms.CharField(
        label=_("Unit"),
        max_length=40,
        required=False,
        widget=UnitInput,
        help_text=_("“money” is the currency of the licence: USD, or million VND."),
    )
    parent = forms.ChoiceField(label=_("Stands below"), required=False)
    total = forms.BooleanField(label=_("Is the sum of the lines below it"), required=False)
    required = forms.BooleanField(label=_("Must be filled in"), required=False)
    negative = forms.BooleanField(label=_("May be negative"), required=False)
    low = NumberField(label=_("Usual lowest value"), places=5, required=False)
    high = NumberField(label=_("Usual highest value"), places=5, required=False)
    local = forms.BooleanField(label=_("The board's own line, not on the national form"), required=False)
    sure = forms.ChoiceField(
        label=_("How sure the line is"), required=False, choices=[("", _("as the form")), *SURENESS]
    )
    note_vi = forms.CharField(label=_("Note in Vietnamese"), required=False, max_length=1000)
    note_en = forms.CharField(label=_("Note in English"), required=False, max_length=1000)

    def __init__(self, *args: Any, document: Document, row: int, **kwargs: Any) -> None:
        super().__init__(*args, document=document, row=row, **kwargs)
        lines = rows_of(document, "line")
        above = lines[: row - 1] if row else lines
        parent = self.fields["parent"]
        if isinstance(parent, forms.ChoiceField):
            own = lines[row - 1].get("parent") if row else None
            codes = {line["code"]: f"{line['code']}. {line['name']['vi']}" for line in above}
            kept = {own: own} if own and own not in codes else {}
            parent.choices = [("", "–"), *(codes | kept).items()]

    @staticmethod
    def initial_of(row: Mapping[str, Any]) -> dict[str, Any]:
        """What the fields show of a line."""
        bounds = row.get("plausible") or [None, None]
        flags = {key: row.get(key, False) for key in ("total", "required", "negative", "local")}
        texts = {key: row.get(key, "") for key in ("code", "kind", "unit", "parent", "sure")}
        return {**texts, **flags, **said(row, "name"), **said(row, "note"), "low": bounds[0], "high": bounds[-1]}

    def clean(self) -> dict[str, Any]:
        """A line with figures has a unit; a usual range has both ends."""
        cleaned = super().clean()
        if cleaned.get("kind") != LineKind.HEADING and not cleaned.get("unit"):
            self.add_error("unit", _("A line with figures needs a unit."))
        if "low" in cleaned and "high" in cleaned and (cleaned["low"] is None) != (cleaned["high"] is None):
            self.add_error("high" if cleaned["high"] is None else "low", _("A usual range needs both ends."))
        return cleaned

    def content(self) -> dict[str, Any]:
        """The line as it is kept."""
        typed = self.cleaned_data
        flags = {key: True for key in ("total", "required", "negative", "local") if typed[key]}
        bounds = [] if typed["low"] is None else [typed["low"], typed["high"]]
        return kept(
            {
                "code": typed["code"],
                "parent": typed["parent"],
                "unit": typed["unit"] or "none",
                "kind": typed["kind"],
                **flags,
                "plausible": bounds,
                "sure": typed["sure"],
                "name": self.bilingual("name"),
                "note": self.bilingual("note"),
            }
        )


class FieldForm(RowForm):
    """A field that is not a figure: of Part A, or a free text."""

    code = code_field()
    name_vi = name_field(_("Name in Vietnamese"))
    name_en = name_field(_("Name in English"))
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[(FieldKind.TEXT, _("a text")), (FieldKind.DATE, _("a day")), (FieldKind.MONEY, _("an amount"))],
    )
    required = forms.BooleanField(label=_("Must be filled in"), required=False)
    sure = forms.ChoiceField(
        label=_("How sure the field is"), required=False, choices=[("", _("as the form")), *SURENESS]
    )
    note_vi = forms.CharField(label=_("Note in Vietnamese"), required=False, max_length=1000)
    note_en = forms.CharField(label=_("Note in English"), required=False, max_length=1000)

    @staticmethod
    def initial_of(row: Mapping[str, Any]) -> dict[str, Any]:
        """What the fields show of a field."""
        texts = {key: row.get(key, "") for key in ("code", "kind", "sure")}
        return {**texts, "required": row.get("required", False), **said(row, "name"), **said(row, "note")}

    def content(self) -> dict[str, Any]:
        """The field as it is kept."""
        typed = self.cleaned_data
        texts = {key: typed[key] for key in ("code", "kind", "sure")}
        named = {"name": self.bilingual("name"), "note": self.bilingual("note")}
        return kept({**texts, "required": typed["required"], **named})


class ExpectationForm(RowForm):
    """Where one line is above 0, another is expected to be so too."""

    when = forms.ChoiceField(label=_("Where this line is above 0"))
    then = forms.ChoiceField(label=_("this one is expected to be above 0"))

    def __init__(self, *args: Any, document: Document, row: int, **kwargs: Any) -> None:
        super().__init__(*args, document=document, row=row, **kwargs)
        lines = [(line["code"], f"{line['code']}. {line['name']['vi']}") for line in rows_of(document, "line")]
        for name in ("when", "then"):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = lines

    @staticmethod
    def initial_of(row: Mapping[str, Any]) -> dict[str, Any]:
        """What the fields show of a rule."""
        return {"when": row.get("when", ""), "then": row.get("then", "")}

    def content(self) -> dict[str, Any]:
        """The rule as it is kept."""
        return {"when": self.cleaned_data["when"], "then": self.cleaned_data["then"]}


ROW_FORMS: Mapping[str, type[RowForm]] = {
    "line": LineForm,
    "identification": FieldForm,
    "text": FieldForm,
    "expect": ExpectationForm,
}
