"""Entries between the wire (1234.5) and the form (1.234,5); what cannot be read is refused before anything is kept."""

import re
from collections.abc import Mapping
from decimal import Decimal

from nhiemky.core.problem import Problem
from nhiemky.core.reporting.entry import NumberFormat, parse_cell
from nhiemky.core.reporting.findings import WARNINGS
from nhiemky.core.reporting.forms import FieldKind, Form
from nhiemky.core.reporting.lines import Cells, Place
from nhiemky.core.reporting.problems import REPORTING_PROBLEMS
from nhiemky.core.vietnamese.numbers import format_number
from nhiemky.reporting.api.problems import API_PROBLEMS, joined, unprocessable
from nhiemky.reporting.api.schemas import EntryIn
from nhiemky.reporting.reading import Entry

_PLAIN = re.compile(r"-?[0-9]+(\.[0-9]+)?")

type Tree = dict[str, dict[str, str]]


def entry_of(form: Form, sent: EntryIn) -> Entry:
    """The entry that a person would have typed. Raises Refusal 422 with every problem and its pointer."""
    reader = _Reader(form)
    cells = {
        Place(line, column): reader.figure(line, column, text)
        for line, columns in sent.cells.items()
        for column, text in columns.items()
    }
    fields = {code: reader.field(code, text) for code, text in sent.fields.items()}
    rate = reader.number(sent.rate, joined("rate")) if sent.rate else ""
    explanations = {
        (code, Place(line, column)): reader.explanation(line, column, code, text)
        for line, columns in sent.explanations.items()
        for column, codes in columns.items()
        for code, text in codes.items()
    }
    if reader.problems:
        raise unprocessable(reader.problems)
    return Entry(cells=cells, explanations=explanations, fields=fields, rate=rate)


def sent_of(form: Form, entry: Entry) -> tuple[EntryIn, Tree]:
    """An entry as it goes over the wire, and the cells that were typed on the page and are no numbers."""
    cells: Tree = {}
    unreadable: Tree = {}
    for place, text in entry.cells.items():
        number = _plain(text)
        put(unreadable if number is None else cells, place, text if number is None else number)
    explanations: dict[str, dict[str, dict[str, str]]] = {}
    for (code, place), text in entry.explanations.items():
        explanations.setdefault(place.line, {}).setdefault(place.column, {})[code] = text
    money = {field.code for field in form.identification if field.kind is FieldKind.MONEY}
    fields = {code: (_plain(text) or text) if code in money else text for code, text in entry.fields.items()}
    # Constructed unchecked: what is kept may be longer than what may be sent.
    out = EntryIn.model_construct(cells=cells, fields=fields, rate=_plain(entry.rate), explanations=explanations)
    return out, unreadable


def tree(cells: Cells) -> Tree:
    """Figures by line and column; missing ones are left out."""
    found: Tree = {}
    for place, value in cells.items():
        if value is not None:
            put(found, place, plain(value))
    return found


def put(into: Tree, place: Place, text: str) -> None:
    """Set the text of a place."""
    into.setdefault(place.line, {})[place.column] = text


def plain(value: Decimal) -> str:
    """A number as the wire has it: no separators, a decimal point, no zeros behind."""
    return f"{value.normalize() + 0:f}"


def _plain(text: str) -> str | None:
    read = parse_cell(text, NumberFormat.VIETNAMESE)
    return plain(read) if isinstance(read, Decimal) else None


class _Reader:
    """Reads what was sent, collecting problems."""

    def __init__(self, form: Form) -> None:
        self.columns: Mapping[str, tuple[str, ...]] = {line.code: line.columns for line in form.lines}
        self.kinds = {field.code: field.kind for field in (*form.identification, *form.texts)}
        self.problems: list[Problem] = []

    def figure(self, line: str, column: str, text: str) -> str:
        pointer = joined("cells", line, column)
        if column not in self.columns.get(line, ()):
            self.problems.append(REPORTING_PROBLEMS.problem("E02", pointer, line=line, column=column))
            return ""
        return self.number(text, pointer)

    def number(self, text: str, pointer: str) -> str:
        if not text:
            return ""
        if not _PLAIN.fullmatch(text):
            self.problems.append(API_PROBLEMS.problem("A11", pointer, typed=text))
            return ""
        read = parse_cell(text, NumberFormat.INTERNATIONAL)
        if isinstance(read, Problem):
            self.problems.append(Problem(read.code, pointer, read.vi, read.en))
            return ""
        return "" if read is None else format_number(read)

    def field(self, code: str, text: str) -> str:
        pointer = joined("fields", code)
        if code not in self.kinds:
            self.problems.append(API_PROBLEMS.problem("A03", pointer, name=code))
        return self.number(text, pointer) if self.kinds.get(code) is FieldKind.MONEY else _storable(text)

    def explanation(self, line: str, column: str, code: str, text: str) -> str:
        if column not in self.columns.get(line, ()) or code not in WARNINGS:
            pointer = joined("explanations", line, column, code)
            self.problems.append(API_PROBLEMS.problem("A03", pointer, name=f"{line}/{column} {code}"))
        return _storable(text)


def _storable(text: str) -> str:
    # PostgreSQL stores no NUL; the replacement character shows that something was there.
    return text.replace("\x00", "\ufffd")
