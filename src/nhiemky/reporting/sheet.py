"""A report as the paper form shows it: lines down, columns across, each cell with everything a page says of it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from nhiemky.core.problem import Problem
from nhiemky.core.quantities import unit_name
from nhiemky.core.reporting import lines
from nhiemky.core.reporting.findings import Finding, Severity
from nhiemky.core.reporting.forms import Column, Field, Form, Line, LineKind
from nhiemky.core.reporting.lines import Place, unit_label
from nhiemky.core.reporting.value_states import ValueState, state_of
from nhiemky.reporting.models import LineComment
from nhiemky.reporting.reading import RATE, Entry, Reading
from nhiemky.ui.language import language, say


@dataclass(frozen=True)
class Warning:  # noqa: A001 - what the field calls it
    """A finding that a written explanation lifts; `name` is its input's."""

    name: str
    code: str
    sentence: str
    explanation: str


@dataclass(frozen=True)
class CellView:
    """One cell. `earlier` is the accepted figure of the period before, `year_ago` that of the same period a year ago.

    `replaced` is the figure of the version it corrects.
    """

    place: Place
    column: str
    text: str
    value: Decimal | None
    state: ValueState
    is_computed: bool
    earlier: Decimal | None
    year_ago: Decimal | None
    replaced: Decimal | None
    has_replaced: bool
    problems: tuple[str, ...]
    warnings: tuple[Warning, ...]

    @property
    def name(self) -> str:
        """The input's name."""
        return f"o:{self.place}"

    @property
    def difference(self) -> Decimal | None:
        """How much more than in the period before."""
        return None if self.value is None or self.earlier is None else self.value - self.earlier

    @property
    def is_changed(self) -> bool:
        """Whether a correction gives another figure."""
        return self.has_replaced and self.value != self.replaced


@dataclass(frozen=True)
class RowView:
    """One line; `cells` has None where the line has no such column."""

    line: Line
    name: str
    note: str
    unit: str
    depth: int
    cells: tuple[CellView | None, ...]
    comments: tuple[LineComment, ...]

    @property
    def is_heading(self) -> bool:
        """A heading has no cells at all."""
        return self.line.kind is LineKind.HEADING


@dataclass(frozen=True)
class FieldView:
    """A field of Part A or a free text."""

    code: str
    label: str
    note: str
    required: bool
    text: str
    problem: str
    is_known: bool

    @property
    def name(self) -> str:
        """The input's name."""
        return f"f:{self.code}"


@dataclass(frozen=True)
class Sheet:
    """The whole form."""

    form_name: str
    columns: tuple[tuple[Column, str], ...]
    rows: tuple[RowView, ...]
    identification: tuple[FieldView, ...]
    texts: tuple[FieldView, ...]
    asks_rate: bool
    rate: str
    rate_problem: str

    @property
    def faults(self) -> list[tuple[str, str]]:
        """Everything that stands in the way as (id of the input, sentence), in the order of the form."""
        found = [(field.name, field.problem) for field in (*self.identification, *self.texts) if field.problem]
        if self.rate_problem:
            found.append((RATE, self.rate_problem))
        for row in self.rows:
            for cell in row.cells:
                if cell is not None:
                    found += [(cell.name, sentence) for sentence in cell.problems]
                    found += [(each.name, each.sentence) for each in cell.warnings if not each.explanation.strip()]
        return found


def sheet(
    reading: Reading,
    *,
    checked: bool,
    replaced: lines.Report | None = None,
    known: Collection[str] = (),
    comments: Mapping[str, Sequence[LineComment]] | None = None,
    accepted: bool = False,
) -> Sheet:
    """The form of a reading. Unless it is `checked`, only what cannot be read as a number is said to be wrong.

    `known` are the fields of Part A that the registers fill in, `comments` what was written about lines; figures of a
    report that is not `accepted` are provisional.
    """
    form, findings = reading.form, _by_place(reading.findings if checked else ())
    names = {column.code: column.name.text(language()) for column in form.columns}
    builder = _Cells(reading, replaced, findings, names, accepted)
    wrong = {code: _sentence(problem) for code, problem in reading.field_problems.items()} if checked else {}
    return Sheet(
        form_name=form.name.text(language()),
        columns=tuple((column, names[column.code]) for column in form.columns),
        rows=tuple(_row(form, line, reading, builder, (comments or {}).get(line.code, ())) for line in form.lines),
        identification=tuple(_field(each, reading.entry, wrong, known) for each in form.identification),
        texts=tuple(_field(each, reading.entry, wrong, known) for each in form.texts),
        asks_rate=form.has_money or bool(reading.entry.rate.strip()),
        rate=reading.entry.rate,
        rate_problem=wrong.get(RATE, ""),
    )


@dataclass(frozen=True)
class _Cells:
    reading: Reading
    replaced: lines.Report | None
    findings: Mapping[Place, tuple[Finding, ...]]
    names: Mapping[str, str]
    accepted: bool

    def cell(self, place: Place) -> CellView:
        entry = self.reading.entry
        text = entry.cells.get(place, "")
        found = self.findings.get(place, ())
        unreadable = self.reading.unreadable.get(place)
        blocking = [each.problem for each in found if each.severity is Severity.BLOCKING]
        previous = self.reading.previous
        year_ago = self.reading.background.year_before(self.reading.report)
        value = self.reading.report.cells.get(place)
        return CellView(
            place=place,
            column=self.names[place.column],
            text=text,
            value=value,
            state=state_of(value, accepted=self.accepted),
            is_computed=place in self.reading.computed,
            earlier=previous.value(place.line, place.column) if previous else None,
            year_ago=year_ago.value(place.line, place.column) if year_ago else None,
            replaced=self.replaced.value(place.line, place.column) if self.replaced else None,
            has_replaced=self.replaced is not None,
            problems=tuple(_sentence(each) for each in ([unreadable] if unreadable else []) + blocking),
            warnings=tuple(_warning(each, entry) for each in found if each.severity is Severity.WARNING),
        )


def _row(form: Form, line: Line, reading: Reading, builder: _Cells, comments: Sequence[LineComment]) -> RowView:
    measured = unit_label(form, line.code, reading.report.currency)
    unit = "" if line.kind is LineKind.HEADING else unit_name(measured, language())
    note = line.note.text(language()) if line.note else ""
    cells = tuple(
        builder.cell(Place(line.code, column.code)) if column.code in line.columns else None for column in form.columns
    )
    return RowView(line, line.name.text(language()), note, unit, form.depth(line), cells, tuple(comments))


def _field(field: Field, entry: Entry, wrong: Mapping[str, str], known: Collection[str]) -> FieldView:
    note = field.note.text(language()) if field.note else ""
    text = entry.fields.get(field.code, "")
    problem, is_known = wrong.get(field.code, ""), field.code in known
    return FieldView(field.code, field.name.text(language()), note, field.required, text, problem, is_known)


def _warning(finding: Finding, entry: Entry) -> Warning:
    code, place = finding.problem.code, finding.place
    explanation = entry.explanations.get((code, place), "")
    return Warning(f"g:{code}|{place}", code, _sentence(finding.problem), explanation)


def _sentence(problem: Problem) -> str:
    return f"{say(problem)} ({problem.code})"


def _by_place(findings: Iterable[Finding]) -> dict[Place, tuple[Finding, ...]]:
    found: dict[Place, tuple[Finding, ...]] = {}
    for finding in findings:
        found[finding.place] = (*found.get(finding.place, ()), finding)
    return found
