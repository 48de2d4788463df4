"""The table of a panel in words: every number its pictures show, and those they had no room for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from nhiemky.core.bilingual import Bilingual, Language
from nhiemky.core.boards.arrangement import Line, lines
from nhiemky.core.boards.content import Panel, TargetResult, View
from nhiemky.core.charts.scales import Written, written
from nhiemky.core.charts.specification import Point, State
from nhiemky.core.charts.words import SIGNS, STATES
from nhiemky.core.indicators.periods import label
from nhiemky.core.quantities import quantity, shortened

_HEADS = {
    "what": Bilingual("Nội dung", "What"),
    "unit": Bilingual("Đơn vị tính", "Unit"),
    "target": Bilingual("Chỉ tiêu", "Target"),
    "actual": Bilingual("Thực hiện", "Actual"),
    "expected": Bilingual("Mức bình quân theo thời gian", "Even progress to date"),
    "result": Bilingual("Kết quả", "Result"),
}


@dataclass(frozen=True)
class Table:
    """Headings, rows whose first cell is their heading, and what the signs in it mean."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    signs: tuple[tuple[str, str], ...]
    first_number: int  # the column from which cells are numbers


def table(panel: Panel, language: Language, as_of: date) -> Table:
    """The table of a panel."""
    if panel.view is View.BULLETS:
        return _targets(panel, language)
    rows = lines(panel, as_of)
    head = (_HEADS["what"].text(language), _HEADS["unit"].text(language))
    periods = tuple(label(period, language) for period in panel.periods)
    return Table((*head, *periods), tuple(_row(line, language) for line in rows), tuple(_signs(rows, language)), 2)


def _row(line: Line, language: Language) -> tuple[str, ...]:
    values = [point.value for point in line.points if point.value is not None]
    scale = written(values, line.indicator.unit, language)
    return line.name.text(language), scale.unit, *(cell(point, scale) for point in line.points)


def cell(point: Point, scale: Written) -> str:
    """A number, with a star while it is provisional; or the sign of what is missing or not due."""
    if point.value is None:
        return SIGNS[point.state]
    return scale.number(point.value) + (SIGNS[State.PROVISIONAL] if point.state is State.PROVISIONAL else "")


def _signs(rows: tuple[Line, ...], language: Language) -> Iterator[tuple[str, str]]:
    used = {point.state for line in rows for point in line.points}
    for state, sign in SIGNS.items():
        if state in used:
            yield sign, STATES[state].text(language)


def _targets(panel: Panel, language: Language) -> Table:
    names = ("what", "target", "actual", "expected", "result")
    rows = tuple(
        (
            f"{row.number}. {row.sentence.text(language)}",
            _target(row, language),
            _quantity(row.actual, row, language),
            _quantity(row.expected, row, language),
            row.result.text(language),
        )
        for row in panel.targets
    )
    missing = SIGNS[State.MISSING]
    signs = ((missing, STATES[State.MISSING].text(language)),) if any(missing in row for row in rows) else ()
    return Table(tuple(_HEADS[name].text(language) for name in names), rows, signs, 1)


def _quantity(text: str | None, row: TargetResult, language: Language) -> str:
    if text is None:
        return SIGNS[State.MISSING]
    return quantity(shortened(Decimal(text)), row.unit, language)


def _target(row: TargetResult, language: Language) -> str:
    target = _quantity(row.target, row, language)
    if row.upper:
        return f"{target} – {_quantity(row.upper, row, language)}"
    return f"≤ {target}" if row.at_most and row.target else target
