"""Forms of measures and indicators: what is typed becomes their TOML text, and back."""

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

import tomli_w
from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from nhiemky.core.definitions.measuring import LONGEST_CODE, MOST_DECIMALS
from nhiemky.core.indicators.definition import At, Order, OverTime, OverUnits
from nhiemky.core.indicators.formula import LONGEST
from nhiemky.core.reporting.forms import Form
from nhiemky.core.sureness import Sureness
from nhiemky.indicators.definitions.actions import register_units
from nhiemky.reporting import catalogue as report_forms
from nhiemky.reporting.form_definitions.parts import SURENESS, PartForm, UnitInput, kept, name_field, said
from nhiemky.ui.fields import DateField, WholeNumberField
from nhiemky.ui.language import language

OVER_UNITS = [
    (OverUnits.SUM, _("the sum")),
    (OverUnits.AVERAGE, _("the plain mean")),
    (OverUnits.MIN, _("the smallest")),
    (OverUnits.MAX, _("the largest")),
]
OVER_TIME = [
    (OverTime.SUM, _("the sum (what adds up: revenue, jobs created)")),
    (OverTime.LAST, _("the last (a state: workers, land)")),
    (OverTime.FIRST, _("the first")),
    (OverTime.AVERAGE, _("the plain mean")),
    (OverTime.MIN, _("the smallest")),
    (OverTime.MAX, _("the largest")),
]
ORDERS = [
    (Order.TIME_FIRST, _("first over time in each unit, then over units")),
    (Order.UNITS_FIRST, _("first over units in each period, then over time")),
]
PLACES = [
    (At.TOTAL, _("on totals: the ratio of sums")),
    (At.UNIT, _("in each unit first, then combined")),
]
UNITS = [
    "person", "VND", "USD", "%", "VND/month", "project", "zone", "ha", "kWh", "kWh/VND", "VND/ha", "unit", "group",
    "task", "target", "seat", "incident", "1",
]  # fmt: skip


class DefinitionForm(PartForm):
    """What measures and indicators have in common."""

    code = forms.CharField(
        label=_("Code"), max_length=LONGEST_CODE, help_text=_("Lower-case letters, digits, underscores: new_jobs")
    )
    name_vi = name_field(_("Name in Vietnamese"))
    name_en = name_field(_("Name in English"))
    unit = forms.CharField(
        label=_("Unit of measure"),
        max_length=60,
        widget=UnitInput(choices=UNITS),
        help_text=_("Units are held against each other: adding persons to VND is refused."),
    )

    @staticmethod
    def initial_of(text: str) -> dict[str, Any]:
        """What the fields show of a TOML text that was read before."""
        raise NotImplementedError

    def text(self) -> str:
        """The TOML text."""
        raise NotImplementedError


class IndicatorForm(DefinitionForm):
    """A formula over measures and other indicators."""

    places = {"name": "name_vi"}

    formula = forms.CharField(
        label=_("Formula"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "class": "code", "spellcheck": "false"}),
        help_text=_(
            "Measures and indicators by their codes, numbers such as 1.5, + - * / ( ), min, max, abs, "
            "if_missing(x, y). Nothing else can run."
        ),
    )
    at = forms.ChoiceField(label=_("Where the formula is computed"), choices=PLACES)
    over_units = forms.ChoiceField(
        label=_("If in each unit: how units are combined"), choices=OVER_UNITS, required=False
    )
    decimals = WholeNumberField(label=_("Decimals"), most=MOST_DECIMALS)
    cite = forms.CharField(label=_("Legal or documentary source"), max_length=300)
    sure = forms.ChoiceField(label=_("How sure it is"), choices=SURENESS, initial=Sureness.VERIFIED)
    effective_from = DateField(
        label=_("In force from"),
        help_text=_("Periods that end on or after this day are computed with it; a first version reaches back."),
    )
    note_vi = forms.CharField(label=_("Note in Vietnamese"), required=False, max_length=1000)
    note_en = forms.CharField(label=_("Note in English"), required=False, max_length=1000)

    @staticmethod
    def initial_of(text: str) -> dict[str, Any]:
        """What the fields show of an indicator."""
        table = tomllib.loads(text)
        keys = ("code", "unit", "formula", "at", "over_units", "decimals", "cite", "sure", "effective_from")
        return {**{key: table.get(key) for key in keys}, **said(table, "name"), **said(table, "note")}

    def text(self) -> str:
        """The indicator's TOML text."""
        typed = self.cleaned_data
        keys = ("code", "unit", "formula", "at", "decimals", "cite", "sure", "effective_from")
        table = {key: typed[key] for key in keys}
        table["formula"] = " ".join(typed["formula"].split())
        table["over_units"] = typed["over_units"] or OverUnits.SUM.value
        return tomli_w.dumps(kept({**table, "name": self.bilingual("name"), "note": self.bilingual("note")}))


class MeasureForm(DefinitionForm):
    """What is counted, where its facts come from, and how they are put together."""

    places = {
        "name": "source", "kind": "source", "form": "source", "line": "source", "column": "source", "times": "times",
    }  # fmt: skip

    source = forms.ChoiceField(label=_("Where the facts come from"))
    times = forms.CharField(
        label=_("multiplied by line"),
        required=False,
        max_length=20,
        help_text=_("The code of another line of the same form, such as V for income times workers."),
    )
    over_time = forms.ChoiceField(label=_("Of several periods"), choices=OVER_TIME)
    over_units = forms.ChoiceField(label=_("Of several units"), choices=OVER_UNITS)
    order = forms.ChoiceField(label=_("In which order"), choices=ORDERS)
    effective_from = DateField(
        label=_("In force from"),
        required=False,
        help_text=_(
            "Facts of the periods that end on or after this day come from this source, earlier ones from that of the "
            "version before; a first version reaches back. Empty: from the day it goes live."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        source = self.fields["source"]
        if isinstance(source, forms.ChoiceField):
            source.choices = [("", "–"), *_sources(self.initial.get("source", ""))]

    @staticmethod
    def initial_of(text: str) -> dict[str, Any]:
        """What the fields show of a measure."""
        ((code, table),) = tomllib.loads(text).items()
        source: Mapping[str, str] = table.get("source", {})
        shown = {key: table.get(key) for key in ("unit", "over_time", "over_units", "order", "effective_from")}
        named = source.get("name") or "|".join(source.get(key, "") for key in ("form", "line", "column"))
        return {**shown, **said(table, "name"), "code": code, "source": named, "times": source.get("times", "")}

    def text(self) -> str:
        """The measure's TOML text."""
        typed = self.cleaned_data
        form, bar, rest = typed["source"].partition("|")
        line, _bar, column = rest.partition("|")
        source = {"kind": "report", "form": form, "line": line, "column": column, "times": typed["times"]}
        if not bar:
            source = {"kind": "register", "name": form}
        table = {key: typed[key] for key in ("unit", "over_time", "over_units", "order", "effective_from")}
        return tomli_w.dumps({typed["code"]: kept({**table, "name": self.bilingual("name"), "source": kept(source)})})


def _sources(own: str) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Every register that is kept, and every cell of every form, by form; and the one that is stated now."""
    yield _now("Registers of the office"), [(name, name) for name in sorted(register_units())]
    known: set[str] = set()
    newest = {form.code: form for form in report_forms.forms()}
    for form in newest.values():
        cells = list(_cells(form))
        known |= {value for value, _label in cells}
        yield f"{form.code} {form.version}. {form.name.text(language())}", cells
    if own and own not in known and own not in register_units():
        yield _now("As stated"), [(own, own)]


def _cells(form: Form) -> Iterator[tuple[str, str]]:
    names = {column.code: column.name.text(language()) for column in form.columns}
    for line in form.lines:
        for column in line.columns:
            label = f"{line.code}. {line.name.text(language())} · {names[column]}"
            yield f"{form.code}|{line.code}|{column}", label
