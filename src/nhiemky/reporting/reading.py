"""What is typed into a report, read and checked: the same for drafts, for the officer's review and for acceptance."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Self

from nhiemky.core.problem import Problem
from nhiemky.core.reporting import checks, findings, lines
from nhiemky.core.reporting.background import Background
from nhiemky.core.reporting.entry import NumberFormat, identification_problems, parse_cell, read_entry
from nhiemky.core.reporting.findings import Finding, Severity
from nhiemky.core.reporting.forms import Form
from nhiemky.core.reporting.lines import Cells, Place
from nhiemky.core.vietnamese.numbers import format_number
from nhiemky.reporting.completion import completed
from nhiemky.reporting.models import Report
from nhiemky.reporting.problems import REPORT_PROBLEMS

RATE = "rate"
_REQUIRED = "R01"
_RATE_PLACES = 4
_RATE_WHOLE_DIGITS = 8


@dataclass(frozen=True)
class Entry:
    """Everything as it was typed, right or wrong; numbers in the Vietnamese way.

    `explanations` are by problem code and place, `fields` are Part A and the free texts by their code. `computed` are
    the cells that were empty when the report was submitted, with what was computed then: an officer accepts no others.
    """

    cells: Mapping[Place, str] = field(default_factory=dict)
    explanations: Mapping[tuple[str, Place], str] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    rate: str = ""
    computed: Mapping[Place, str] = field(default_factory=dict)

    @classmethod
    def of_values(cls, cells: Cells, rate: Decimal | None, **rest: Any) -> Self:
        """An entry of numbers that no person typed (an import, the demonstration); None leaves a place empty."""
        typed = {place: format_number(value) for place, value in cells.items() if value is not None}
        return cls(cells=typed, rate="" if rate is None else format_number(rate), **rest)

    def stored(self) -> dict[str, Any]:
        """Plain JSON values; empty texts are left out."""
        explanations = {f"{code}|{place}": text for (code, place), text in self.explanations.items() if text.strip()}
        return {
            "cells": {str(place): text for place, text in self.cells.items() if text.strip()},
            "explanations": explanations,
            "fields": {code: text for code, text in self.fields.items() if text.strip()},
            "rate": self.rate,
            "computed": {str(place): text for place, text in self.computed.items()},
        }

    @classmethod
    def from_stored(cls, stored: Mapping[str, Any]) -> Self:
        """The entry that `stored` was made of."""
        explanations = {}
        for key, text in stored["explanations"].items():
            code, _, where = key.partition("|")
            explanations[code, place_of(where)] = text
        cells = {place_of(where): text for where, text in stored["cells"].items()}
        computed = {place_of(where): text for where, text in stored["computed"].items()}
        return cls(cells, explanations, stored["fields"], stored["rate"], computed)


@dataclass(frozen=True)
class Reading:
    """An entry read: figures, which of them the system computed, and everything that stands in the way."""

    form: Form
    entry: Entry
    report: lines.Report
    background: Background
    computed: frozenset[Place]
    unreadable: Mapping[Place, Problem]
    findings: tuple[Finding, ...]
    field_problems: Mapping[str, Problem]

    @property
    def previous(self) -> lines.Report | None:
        """The accepted report of the period just before, if there is one."""
        return self.background.before(self.report)

    @property
    def outstanding(self) -> tuple[Finding, ...]:
        """Findings that stop a submission: blocking ones, and warnings nobody explained."""
        return findings.outstanding(self.findings, self.entry.explanations)

    @property
    def in_the_way(self) -> tuple[Problem, ...]:
        """Every problem that stops a submission."""
        findings = [finding.problem for finding in self.outstanding]
        return (*self.unreadable.values(), *self.field_problems.values(), *findings)

    @property
    def is_ready(self) -> bool:
        """Whether it can be submitted."""
        return not self.in_the_way

    def frozen(self) -> Entry:
        """The entry together with what is computed of it now."""
        cells = self.report.cells
        told = {place: format_number(value) for place in self.computed if (value := cells[place]) is not None}
        return replace(self.entry, computed=told)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """The findings that an explanation lifts."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.WARNING)


def place_of(text: str) -> Place:
    """The cell that `line/column` names."""
    line, _, column = text.partition("/")
    return Place(line, column)


def read(report: Report, entry: Entry, background: Background, *, begins: bool) -> Reading:
    """Read, complete (until it is submitted) and check an entry: the one place where figures are checked.

    `background` is what counts around the report; `begins` says that the unit reports from within this period on.
    """
    form = report.definition
    cells, unreadable = read_entry(form, {**entry.computed, **entry.cells}, NumberFormat.VIETNAMESE)
    rate, rate_problem = _read_rate(entry.rate)
    typed = lines.Report(
        report.form, report.unit.code, report.core_period, lines.Currency(report.currency), rate, cells
    )
    full, computed = typed, frozenset[Place]()
    if report.is_open:
        full, computed = completed(form, typed, background.before(typed), unreadable, begins=begins)
    found = _apart_from(unreadable, checks.check(form, full, background))
    problems = dict(identification_problems(form, entry.fields, NumberFormat.VIETNAMESE))
    if rate_problem and (entry.rate.strip() or lines.holds_money(form, full.cells)):
        problems[RATE] = rate_problem
    told = computed.union(entry.computed)
    return Reading(form, entry, full, background, told, unreadable, found, problems)


def _apart_from(unreadable: Collection[Place], found: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that remain once the unreadable cells are mended: those of other cells, and of other lines' gaps."""
    gaps = {place.line for place in unreadable}
    return tuple(
        each
        for each in found
        if each.place not in unreadable and not (each.problem.code == _REQUIRED and each.place.line in gaps)
    )


def submitted_figures(report: Report) -> Cells:
    """The figures as they were submitted: what was typed and what was computed then."""
    entry = Entry.from_stored(report.entry)
    return read_entry(report.definition, {**entry.computed, **entry.cells}, NumberFormat.VIETNAMESE)[0]


def _read_rate(text: str) -> tuple[Decimal | None, Problem | None]:
    value = parse_cell(text, NumberFormat.VIETNAMESE)
    fits = isinstance(value, Decimal) and value == round(value, _RATE_PLACES) and value < 10**_RATE_WHOLE_DIGITS
    if not isinstance(value, Decimal) or value <= 0 or not fits:
        return None, REPORT_PROBLEMS.problem("P02", RATE)
    return value, None
