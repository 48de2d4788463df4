"""What a person typed into a cell, read in the number format that was declared; never guessed.

The national portal writes 1,234.5 and Vietnamese habit writes 1.234,5: the same text means two numbers, so whoever
takes in figures states the format first (reference 4.2). At most 15 digits before and 5 after the mark, as there.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from nhiemky.core.problem import Problem
from nhiemky.core.reporting.forms import FieldKind, Form
from nhiemky.core.reporting.lines import Cells, Place, places
from nhiemky.core.reporting.problems import REPORTING_PROBLEMS
from nhiemky.core.vietnamese.dates import parse_date

MOST_WHOLE_DIGITS = 15
MOST_DECIMALS = 5


class NumberFormat(StrEnum):
    """How numbers are written in an input: 1.234,5 or 1,234.5."""

    VIETNAMESE = "vietnamese"
    INTERNATIONAL = "international"


EXAMPLES: Mapping[NumberFormat, str] = {
    NumberFormat.VIETNAMESE: "1.234.567,89",
    NumberFormat.INTERNATIONAL: "1,234,567.89",
}
_VIETNAMESE = re.compile(r"([-−]?)([0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+)(?:,([0-9]+))?")
_SWAP = str.maketrans(".,", ",.")


def parse_cell(typed: str, number_format: NumberFormat) -> Decimal | Problem | None:
    """The number typed; None for an empty cell (missing, not 0); a Problem E01 or E03 for anything else."""
    text = typed.strip()
    if not text:
        return None
    native = text if number_format is NumberFormat.VIETNAMESE else text.translate(_SWAP)
    match = _VIETNAMESE.fullmatch(native)
    if match is None:
        return REPORTING_PROBLEMS.problem("E01", typed=typed, example=EXAMPLES[number_format])
    sign, whole, decimals = match[1], match[2].replace(".", "").lstrip("0") or "0", match[3] or ""
    if len(whole) > MOST_WHOLE_DIGITS or len(decimals) > MOST_DECIMALS:
        return REPORTING_PROBLEMS.problem("E03", whole=MOST_WHOLE_DIGITS, decimals=MOST_DECIMALS)
    value = Decimal(f"{whole}.{decimals}" if decimals else whole)
    return -value if sign and value else value


def read_entry(
    form: Form, typed: Mapping[Place, str], number_format: NumberFormat
) -> tuple[Cells, Mapping[Place, Problem]]:
    """All cells of a form from what was typed, and the problem of each cell that could not be read (left missing).

    A text for a place that the form does not have is a problem E02 of that place.
    """
    known = places(form)
    cells: dict[Place, Decimal | None] = dict.fromkeys(known)
    problems: dict[Place, Problem] = {}
    for place, text in typed.items():
        if place not in cells:
            problems[place] = REPORTING_PROBLEMS.problem("E02", str(place), line=place.line, column=place.column)
            continue
        read = parse_cell(text, number_format)
        if isinstance(read, Problem):
            problems[place] = replace(read, place=str(place))
        else:
            cells[place] = read
    return cells, problems


def identification_problems(form: Form, typed: Mapping[str, str], number_format: NumberFormat) -> Mapping[str, Problem]:
    """The problem of each field of Part A and each free text, by code: E04 required, E05 no date, E01 no number."""
    problems: dict[str, Problem] = {}
    for field in (*form.identification, *form.texts):
        text = typed.get(field.code, "").strip()
        if not text:
            if field.required:
                problems[field.code] = REPORTING_PROBLEMS.problem("E04", field.code, field=field.name)
            continue
        if problem := _field_problem(text, field.kind, number_format):
            problems[field.code] = replace(problem, place=field.code)
    return problems


def _field_problem(text: str, kind: FieldKind, number_format: NumberFormat) -> Problem | None:
    if kind is FieldKind.DATE:
        return None if isinstance(parse_date(text), date) else REPORTING_PROBLEMS.problem("E05", typed=text)
    if kind is FieldKind.MONEY:
        read = parse_cell(text, number_format)
        return read if isinstance(read, Problem) else None
    return None
