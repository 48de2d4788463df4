"""The Excel sheet of members: its columns, and reading it with every error named by row and column."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from nhiemky.core.problem import Problem
from nhiemky.core.vietnamese.dates import parse_date
from nhiemky.core.vietnamese.folding import fold, one_spelling
from nhiemky.organisation import queries
from nhiemky.organisation.actions import Admission
from nhiemky.organisation.forms import life_problems
from nhiemky.organisation.models import NAME_LENGTH, Member, MemberStatus, Unit
from nhiemky.organisation.spreadsheets import Cell, FormulaCell
from nhiemky.records import clock
from nhiemky.ui.language import say

MOST_MEMBERS = 2000
CODE_LENGTH = 20
HEADING_SEARCHED = 10


@dataclass(frozen=True)
class Column:
    """One column: its key, its heading in both languages, what to write there, and whether it may be empty."""

    key: str
    heading: str | Promise
    advice: str | Promise
    required: bool = True
    width: int = 18

    def heading_in(self, language: str) -> str:
        """The heading as the template of that language has it."""
        with override(language):
            return capfirst(str(self.heading))


COLUMNS: tuple[Column, ...] = (
    Column("code", gettext_lazy("member code"), gettext_lazy("The cell's own number for the member; each only once.")),
    Column("full_name", gettext_lazy("full name"), gettext_lazy("Surname first, with all marks."), width=30),
    Column("born_on", gettext_lazy("born on"), gettext_lazy("Day/month/year, such as 05/02/1980."), required=False),
    Column(
        "admitted_on", gettext_lazy("admitted on"), gettext_lazy("Day/month/year of the admission."), required=False
    ),
    Column("position", gettext_lazy("position at work"), gettext_lazy("As in the decision."), required=False, width=30),
    Column("group", gettext_lazy("Party group"), gettext_lazy("One of the cell's groups."), required=False),
    Column("status", gettext_lazy("status"), gettext_lazy("One of the names in the list below."), width=28),
    Column("since", gettext_lazy("status and group since"), gettext_lazy("Day/month/year."), width=24),
)


@dataclass(frozen=True)
class Fault:
    """Something to correct: the row of the sheet, the heading of the column (empty: the whole row), and what to do."""

    row: int
    column: str
    sentence: str


@dataclass(frozen=True)
class Line:
    """One row of the list as it stands in the file."""

    row: int
    cells: dict[str, Cell]


@dataclass
class Reading:
    """The rows with their members where they are right, and all that is wrong; import only when nothing is."""

    lines: list[Line]
    admissions: list[Admission] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def lines_of(rows: Sequence[tuple[Cell, ...]]) -> list[Line] | Fault:
    """The filled rows below the headings, or what is wrong with the headings."""
    known = {fold(c.heading_in(language)): c.key for c in COLUMNS for language in ("vi", "en")}
    for number, row in enumerate(rows[:HEADING_SEARCHED], start=1):
        keys = [known.get(fold(str(cell))) if cell is not None else None for cell in row]
        if sum(key is not None for key in keys) >= 3:
            return _heading_fault(number, row, keys) or _lines_below(number, rows, keys)
    return Fault(1, "", _("No row with the template's headings was found; download the template and fill it in."))


def _heading_fault(number: int, row: tuple[Cell, ...], keys: list[str | None]) -> Fault | None:
    counts = Counter(key for key in keys if key)
    for column in COLUMNS:
        heading = capfirst(str(column.heading))
        if counts[column.key] > 1:
            return Fault(number, heading, _("This column stands twice; delete one of them."))
        if column.required and not counts[column.key]:
            return Fault(number, heading, _("This column is missing; copy its heading from the template."))
    for cell, key in zip(row, keys, strict=True):
        if cell is not None and key is None:
            return Fault(number, str(cell)[:60], _("The template has no such column; delete it."))
    return None


def _lines_below(number: int, rows: Sequence[tuple[Cell, ...]], keys: list[str | None]) -> list[Line] | Fault:
    lines = []
    for place, row in enumerate(rows[number:], start=number + 1):
        if any(cell is not None and cell != "" for cell in row):
            lines.append(Line(place, {key: cell for key, cell in zip(keys, row, strict=False) if key}))
    if not lines:
        return Fault(number + 1, "", _("There is no row below the headings; write one row for each member."))
    if len(lines) > MOST_MEMBERS:
        return Fault(
            lines[MOST_MEMBERS].row, "", _("More than %(most)s members; split the list.") % {"most": MOST_MEMBERS}
        )
    return lines


def check(cell: Unit, lines: list[Line]) -> Reading:
    """Check every cell of every row, within the file and against the members of the cell. Three queries."""
    reading, house = Reading(lines), _House(cell)
    codes = Counter(str(line.cells.get("code")) for line in lines if line.cells.get("code") is not None)
    people: dict[tuple[str, date | None], int] = {}
    for line in lines:
        row = _Row(line)
        admission = row.read(house)
        if row.values.get("code") and codes[str(row.values["code"])] > 1:
            row.fault("code", _("This code stands in more than one row."))
        person = _person(row.values)
        if person and person in people:
            row.fault("full_name", _twice(_("row %(row)s") % {"row": people[person]}, person))
        elif person:
            people[person] = line.row
        reading.faults += row.faults
        if admission and not row.faults:
            reading.admissions.append(admission)
    return reading


def _person(values: dict[str, Any]) -> tuple[str, date | None] | None:
    name = values.get("full_name")
    return (one_spelling(name), values.get("born_on")) if name else None


def _twice(where: str, person: tuple[str, date | None]) -> str:
    if person[1] is None:
        return _("The same name stands in %(where)s; write the days of birth if they are two persons.") % {
            "where": where
        }
    return _("The same name and day of birth stand in %(where)s; delete one.") % {"where": where}


class _House:
    """What the database holds of the cell already."""

    def __init__(self, cell: Unit) -> None:
        self.cell = cell
        self.groups = {
            fold(text): group for group in queries.groups_of(cell, clock.today()) for text in (group.name, group.code)
        }
        members = list(Member.objects.filter(unit=cell))
        self.codes = {member.code for member in members}
        self.people = {(one_spelling(member.full_name), member.born_on) for member in members if not member.left_on}


class _Row:
    """Reads one row, collecting values and faults."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.values: dict[str, Any] = {}
        self.faults: list[Fault] = []

    def fault(self, key: str, sentence: str) -> None:
        """Something is wrong in a column of this row."""
        heading = next(capfirst(str(column.heading)) for column in COLUMNS if column.key == key)
        self.faults.append(Fault(self.line.row, heading, sentence))

    def read(self, house: _House) -> Admission | None:
        """The member of the row; None when a cell is wrong."""
        for column in COLUMNS:
            self._read_cell(column, house)
        values = self.values
        for key, sentence in life_problems(values.get("born_on"), values.get("admitted_on")):
            self.fault(key, sentence)
        self._check_since(values.get("since"), values.get("admitted_on"))
        if values.get("code") in house.codes:
            self.fault("code", _("A member of the cell already has this code."))
        person = _person(values)
        if person in house.people and person:
            self.fault("full_name", _twice(_("the list of the cell"), person))
        if self.faults:
            return None
        facts = {key: values.get(key) for key in ("code", "full_name", "born_on", "admitted_on")}
        member = Member(unit=house.cell, position=values.get("position") or "", **facts)
        return Admission(member, values["status"], values["since"], values.get("group"))

    def _read_cell(self, column: Column, house: _House) -> None:
        cell = self.line.cells.get(column.key)
        if isinstance(cell, FormulaCell):
            self.fault(column.key, _("This is a formula; paste its result as a value."))
        elif cell is None or cell == "":
            if column.required:
                self.fault(column.key, _("This cell is empty; fill it in."))
        else:
            read = _READERS[column.key](cell, house)
            if isinstance(read, _Wrong):
                self.fault(column.key, read.sentence)
            else:
                self.values[column.key] = read

    def _check_since(self, since: date | None, admitted_on: date | None) -> None:
        if since and since > clock.today():
            self.fault("since", _("This day is in the future."))
        elif since and admitted_on and since < admitted_on:
            self.fault("since", _("This is before the day of admission."))


@dataclass(frozen=True)
class _Wrong:
    """What a reader says of a cell it cannot take."""

    sentence: str


def _read_code(cell: Cell, house: _House) -> str | _Wrong:
    code = str(cell) if isinstance(cell, str | int) and not isinstance(cell, bool) else ""
    if not code or len(code) > CODE_LENGTH or " " in code:
        return _Wrong(_("A code has at most %(most)s letters and digits, without blanks.") % {"most": CODE_LENGTH})
    return code


def _read_name(cell: Cell, house: _House) -> str | _Wrong:
    if not isinstance(cell, str) or len(cell) > NAME_LENGTH or any(c.isdigit() or not c.isprintable() for c in cell):
        return _Wrong(_("Write the name in letters, at most %(most)s.") % {"most": NAME_LENGTH})
    return cell


def _read_text(cell: Cell, house: _House) -> str | _Wrong:
    if not isinstance(cell, str) or len(cell) > NAME_LENGTH:
        return _Wrong(_("Write words, at most %(most)s letters.") % {"most": NAME_LENGTH})
    return cell


def _read_day(cell: Cell, house: _House) -> date | _Wrong:
    if isinstance(cell, date):
        return cell
    parsed = parse_date(str(cell))
    return _Wrong(say(parsed)) if isinstance(parsed, Problem) else parsed


def _read_group(cell: Cell, house: _House) -> Unit | _Wrong:
    group = house.groups.get(fold(str(cell)))
    if group is None:
        names = ", ".join(dict.fromkeys(unit.name for unit in house.groups.values())) or "–"
        return _Wrong(_("The cell has no such group; its groups: %(names)s.") % {"names": names})
    return group


def _read_status(cell: Cell, house: _House) -> MemberStatus.Status | _Wrong:
    for status in MemberStatus.Status:
        if fold(str(cell)) in {fold(text) for text in (status.value, *_labels(status))}:
            return status
    names = ", ".join(str(status.label) for status in MemberStatus.Status)
    return _Wrong(_("There is no such status; write one of: %(names)s.") % {"names": names})


def _labels(status: MemberStatus.Status) -> Iterable[str]:
    for language in ("vi", "en"):
        with override(language):
            yield str(status.label)


_READERS: dict[str, Callable[[Cell, _House], object]] = {
    "code": _read_code,
    "full_name": _read_name,
    "born_on": _read_day,
    "admitted_on": _read_day,
    "position": _read_text,
    "group": _read_group,
    "status": _read_status,
    "since": _read_day,
}
