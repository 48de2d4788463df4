"""Whether the parts of a form fit together: codes, sums, columns, rules, limits of size."""

import re
from collections.abc import Iterable, Iterator, Sequence

from nhiemky.core.bilingual import Bilingual
from nhiemky.core.indicators.problems import INDICATOR_PROBLEMS
from nhiemky.core.problem import Problem
from nhiemky.core.reporting.forms import MONEY, Form, Line, LineKind, Role
from nhiemky.core.reporting.problems import REPORTING_PROBLEMS

LONGEST_CODE = 20
LONGEST_NAME = 300
DEEPEST = 8
MOST = {"column": 12, "line": 300, "identification": 60, "text": 20, "expect": 50}
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,19}")
_UNIT = re.compile(r"%|[A-Za-z0-9²³ ]{1,20}(?:/[A-Za-z0-9²³ ]{1,20})?")


def structure_problems(form: Form, stock: Sequence[str], file: str) -> Iterator[Problem]:
    """Every problem of a form whose keys could be read; places are `file: table[row]: key`, rows counted from 1."""
    yield from _sizes(form, file)
    yield from _codes(form, file)
    yield from _columns(form, stock, file)
    if form.deadline.before_day < 1:
        yield REPORTING_PROBLEMS.problem("M07", f"{file}: deadline: before_day")
    if form.effective_until is not None and form.effective_until < form.effective_from:
        yield INDICATOR_PROBLEMS.problem("D11", f"{file}: effective_until")
    for row, line in enumerate(form.lines, 1):
        yield from _line(form, line, row, f"{file}: line[{row}]")
    yield from _expectations(form, file)


def _sizes(form: Form, file: str) -> Iterator[Problem]:
    parts = {
        "column": form.columns, "line": form.lines, "identification": form.identification, "text": form.texts,
        "expect": form.expectations,
    }  # fmt: skip
    for table, rows in parts.items():
        if len(rows) > MOST[table]:
            yield REPORTING_PROBLEMS.problem("M12", f"{file}: {table}", table=table, limit=MOST[table])
    if not form.lines:
        yield REPORTING_PROBLEMS.problem("M15", f"{file}: line")
    for place, name in _names(form):
        if max(len(name.vi), len(name.en)) > LONGEST_NAME:
            yield REPORTING_PROBLEMS.problem("M16", f"{file}: {place}", limit=LONGEST_NAME)


def _names(form: Form) -> Iterator[tuple[str, Bilingual]]:
    yield "name", form.name
    named: list[tuple[str, Bilingual]] = [
        *((f"column[{row}]", each.name) for row, each in enumerate(form.columns, 1)),
        *((f"line[{row}]", each.name) for row, each in enumerate(form.lines, 1)),
        *((f"identification[{row}]", each.name) for row, each in enumerate(form.identification, 1)),
        *((f"text[{row}]", each.name) for row, each in enumerate(form.texts, 1)),
    ]
    yield from ((f"{place}: name", name) for place, name in named)


def _codes(form: Form, file: str) -> Iterator[Problem]:
    for key, code in (("code", form.code), ("version", form.version)):
        yield from _well_formed(code, f"{file}: {key}")
    fields = [
        *((f"line[{row}]", each.code) for row, each in enumerate(form.lines, 1)),
        *((f"identification[{row}]", each.code) for row, each in enumerate(form.identification, 1)),
        *((f"text[{row}]", each.code) for row, each in enumerate(form.texts, 1)),
    ]
    yield from _own(fields, file)
    yield from _own([(f"column[{row}]", each.code) for row, each in enumerate(form.columns, 1)], file)


def _own(fields: Iterable[tuple[str, str]], file: str) -> Iterator[Problem]:
    """Codes are well formed, and each is used once."""
    seen: set[str] = set()
    for place, code in fields:
        yield from _well_formed(code, f"{file}: {place}: code")
        if code in seen:
            yield REPORTING_PROBLEMS.problem("M02", f"{file}: {place}: code", code=code)
        seen.add(code)


def _well_formed(code: str, place: str) -> Iterator[Problem]:
    if not _CODE.fullmatch(code):
        yield INDICATOR_PROBLEMS.problem("D10", place, code=code, limit=LONGEST_CODE)


def _columns(form: Form, stock: Sequence[str], file: str) -> Iterator[Problem]:
    known = [column.code for column in form.columns]
    roles = [column.role for column in form.columns]
    for code in dict.fromkeys(stock):
        if code not in known:
            yield REPORTING_PROBLEMS.problem("M03", f"{file}: stock_columns", column=code)
        if list(stock).count(code) > 1:
            yield REPORTING_PROBLEMS.problem("M02", f"{file}: stock_columns", code=code)
    if Role.PERIOD not in roles:
        yield REPORTING_PROBLEMS.problem("M08", f"{file}: column")
    for row, role in enumerate(roles, 1):
        if role in roles[: row - 1]:
            yield REPORTING_PROBLEMS.problem("M09", f"{file}: column[{row}]: role", role=role)
    if not stock and any(line.kind is LineKind.STOCK for line in form.lines):
        yield REPORTING_PROBLEMS.problem("M13", f"{file}: stock_columns")


def _line(form: Form, line: Line, row: int, place: str) -> Iterator[Problem]:
    earlier = {each.code for each in form.lines[: row - 1]}
    if line.parent is not None and line.parent not in earlier:
        yield REPORTING_PROBLEMS.problem("M01", f"{place}: parent", line=line.code, parent=line.parent)
    elif _depth(form, line, row) > DEEPEST:
        yield REPORTING_PROBLEMS.problem("M17", f"{place}: parent", line=line.code, limit=DEEPEST)
    if line.kind is LineKind.HEADING and (line.total or line.required):
        yield REPORTING_PROBLEMS.problem("M10", f"{place}: kind", line=line.code)
    elif line.total:
        yield from _total(form, line, place)
    if line.kind is not LineKind.HEADING and line.unit != MONEY and not _UNIT.fullmatch(line.unit):
        yield REPORTING_PROBLEMS.problem("M18", f"{place}: unit", unit=line.unit)
    if line.plausible is not None and line.plausible[0] >= line.plausible[1]:
        yield REPORTING_PROBLEMS.problem("M14", f"{place}: plausible", line=line.code)


def _depth(form: Form, line: Line, row: int) -> int:
    """How many lines stand above; parents come first, so this ends."""
    parents = {each.code: each.parent for each in form.lines[:row]}
    depth, above = 0, line.parent
    while above is not None and depth <= DEEPEST:
        depth, above = depth + 1, parents.get(above)
    return depth


def _total(form: Form, line: Line, place: str) -> Iterator[Problem]:
    children = form.children(line.code)
    if not children:
        yield REPORTING_PROBLEMS.problem("M05", f"{place}: total", line=line.code)
    for child in children:
        if (child.unit, child.kind) != (line.unit, line.kind):
            yield REPORTING_PROBLEMS.problem("M04", f"{place}: total", line=line.code, child=child.code)


def _expectations(form: Form, file: str) -> Iterator[Problem]:
    lines = {line.code: line for line in form.lines}
    period = form.column(Role.PERIOD)
    for row, each in enumerate(form.expectations, 1):
        for key, code in (("when", each.when), ("then", each.then)):
            if code not in lines:
                yield REPORTING_PROBLEMS.problem("M06", f"{file}: expect[{row}]: {key}", line=code)
            elif period is not None and period.code not in lines[code].columns:
                yield REPORTING_PROBLEMS.problem("M11", f"{file}: expect[{row}]: {key}", line=code)
