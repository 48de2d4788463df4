"""A draft as its pages need it: the tables of its text, what does not fit yet, and where that is mended."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

import tomli_w
from django import forms
from django.urls import reverse

from nhiemky.core.problem import Problem
from nhiemky.core.reporting.form_editing import Document
from nhiemky.core.reporting.form_reading import read_form
from nhiemky.core.reporting.forms import Form
from nhiemky.reporting.form_definitions.actions import FILE
from nhiemky.reporting.form_definitions.parts import PartForm
from nhiemky.reporting.models import FormDefinition
from nhiemky.ui.language import say

_ROW = re.compile(r"(?P<table>[a-z]+)\[(?P<row>[0-9]+)\](?:: (?P<key>[a-z_]+))?")
# What a row has wrong by itself; anything else may still be mended in another row.
_OWN = frozenset({"M02", "M09", "M10", "M14", "M16", "M18", "D10", "D04", "D05"})


@dataclass(frozen=True)
class Fault:
    """Something that does not fit yet, with the page on which it is mended."""

    sentence: str
    address: str


@dataclass(frozen=True)
class Draft:
    """A stored draft, read."""

    row: FormDefinition
    document: Document
    form: Form
    problems: tuple[Problem, ...]

    @classmethod
    def of(cls, row: FormDefinition) -> Self:
        """The draft of a row; its text was read before it was kept."""
        form, problems = read_form(row.text, FILE)
        return cls(row, tables_of(row.text), form, problems)

    @property
    def faults(self) -> list[Fault]:
        """Everything that stands in the way of making it live."""
        return [Fault(f"{say(each)} ({each.code})", self._address(each)) for each in self.problems]

    def problems_of(self, table: str, row: int) -> list[Problem]:
        """What does not fit in one row."""
        return [each for each in self.problems if each.place.startswith(f"{FILE}: {table}[{row}]")]

    def _address(self, problem: Problem) -> str:
        found = _ROW.search(problem.place)
        if found and found["table"] != "column":
            return reverse("reporting:form_row", args=[self.row.pk, found["table"], int(found["row"])])
        if found or problem.place.endswith((": column", ": stock_columns")):
            return reverse("reporting:form_part", args=[self.row.pk, "cot"])
        if problem.place.endswith(": line"):
            return reverse("reporting:form_row", args=[self.row.pk, "line", 0])
        return reverse("reporting:form_part", args=[self.row.pk, "chung"])


def tables_of(text: str) -> dict[str, Any]:
    """The tables of a TOML text that was read before."""
    return tomllib.loads(text, parse_float=Decimal)


def text_of(document: Document) -> str:
    """The TOML text of tables."""
    return tomli_w.dumps(document)


def own_problems(text: str, table: str, row: int) -> list[Problem]:
    """What a row has wrong by itself, in a text whose keys can be read. Raises Refused (D…)."""
    _form, problems = read_form(text, FILE)
    return [each for each in problems if each.place.startswith(f"{FILE}: {table}[{row}]") and each.code in _OWN]


def tell(form: forms.BaseForm, problems: Iterable[Problem]) -> None:
    """Put each problem beside the field that its place names, or above the form."""
    places = form.places if isinstance(form, PartForm) else {}
    for each in problems:
        key = each.place.rpartition(": ")[2].partition(":")[0]
        field = places.get(key, key)
        form.add_error(field if field in form.fields else None, f"{say(each)} ({each.code})")
