"""A form of the board on paper: like the paper form, the five states marked, with the sources of every cell."""

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from importlib.resources import files
from itertools import batched

from nhiemky.core.indicators.periods import label, parse_period
from nhiemky.core.reporting.board_forms.figures import Basis, Column, Figure, Row, Table
from nhiemky.core.reporting.value_states import VALUE_MARKS, VALUE_STATES, ValueState
from nhiemky.core.vietnamese.dates import format_date
from nhiemky.core.vietnamese.numbers import format_number
from nhiemky.organisation.models import Unit
from nhiemky.organisation.papers import header
from nhiemky.printing import document as paper
from nhiemky.reporting.board_forms.filling import digest, plain
from nhiemky.reporting.board_forms.writing import mark, places, rounded
from nhiemky.reporting.models import BoardRecord

TEXT = tomllib.loads(files(__package__).joinpath("paper.toml").read_text("utf-8"))
_MOST_COLUMNS = 9  # of numbers side by side on A4 in landscape
_MOST_NAMES = 6
_POINTS = 9


def document(table: Table, board: Unit, day: date, rate_source: str, kept: BoardRecord | None = None) -> paper.Document:
    """The form as computed on a day, or as it was kept: then `table` holds the kept cells."""
    code = kept.digest if kept else digest(plain(table))
    return paper.Document(
        header=header(board),
        title=TEXT["title"].format(form=table.form),
        subject=table.name.vi.partition(": ")[2],
        dated=day,
        blocks=(
            *(
                paper.Paragraph(paper.runs(paper.italic(": ".join(pair))), paper.Align.CENTER)
                for pair in _head(table, day, rate_source, kept)
            ),
            *_tables(table),
            *(paper.Paragraph(paper.runs(paper.italic(note.vi)), paper.Align.LEFT) for note in table.notes),
            paper.Paragraph(paper.runs(paper.italic(_legend())), paper.Align.LEFT),
            paper.Signatures(tuple(paper.Signature(name, "", "") for name in TEXT["signatures"])),
            paper.PageBreak(),
            paper.Heading(TEXT["sources"]),
            _sources(table),
        ),
        fingerprints=(paper.Fingerprint(TEXT["fingerprint_kept" if kept else "fingerprint"], code),),
        landscape=True,
    )


def _head(table: Table, day: date, rate_source: str, kept: BoardRecord | None) -> Iterator[tuple[str, str]]:
    yield TEXT["period"], label(parse_period(table.period), "vi")
    yield TEXT["rate"], TEXT["rate_value"].format(rate=format_number(table.rate.normalize(), "vi"))
    if rate_source:
        yield TEXT["rate_source"], rate_source
    if kept:
        yield TEXT["kept"], TEXT["kept_value"].format(who=kept.kept_by.full_name, day=format_date(day))
    else:
        yield TEXT["computed"], TEXT["computed_value"].format(day=format_date(day))


def _legend() -> str:
    return str(TEXT["legend"]).format(**{state.value: sign for state, sign in VALUE_MARKS.items()})


def _tables(table: Table) -> Iterator[paper.Table]:
    """Texts of the register first, then numbers, in as many parts as the paper is wide."""
    names = paper.Column(TEXT["line"], 4)
    if table.texts:
        head = (names, *(paper.Column(each.name.vi, 3) for each in table.texts))
        rows = tuple(
            (_name(row), *(row.texts.get(each.code) or _unknown(row) for each in table.texts)) for row in table.rows
        )
        yield paper.Table(head, rows, _POINTS)
    for columns in batched(table.columns, _MOST_COLUMNS):
        head = (names, *(paper.Column(_titled(each), 2, paper.Align.RIGHT) for each in columns))
        yield paper.Table(head, tuple((_name(row), *_cells(row, columns)) for row in table.rows), _POINTS)


def _unknown(row: Row) -> str:
    return "" if row.is_total else VALUE_MARKS[ValueState.MISSING]


def _name(row: Row) -> str:
    return row.name.vi.upper() if row.is_total else row.name.vi


def _titled(column: Column) -> str:
    return f"{column.name.vi} ({_unit(column.unit)})" if column.unit else column.name.vi


def _unit(unit: str) -> str:
    return str(TEXT["units"].get(unit, unit))


def _cells(row: Row, columns: Sequence[Column]) -> Iterator[str]:
    for column in columns:
        figure = row.cells.get(column.code)
        yield "" if figure is None else _written(column, figure)


def _written(column: Column, figure: Figure) -> str:
    decimals, sign = places(column, figure), mark(column, figure)
    value = rounded(figure, decimals)
    if value is None:
        return sign
    number = format_number(value, "vi", decimals) + ("" if column.unit else f" {_unit(figure.unit)}")
    return f"{number} {sign}" if sign else number


def _sources(table: Table) -> paper.Table:
    """One row for all cells of a line that were computed from the same things and are in the same state."""
    shares = (3, 4, 2, 9)
    columns = tuple(paper.Column(*each) for each in zip(TEXT["source_columns"], shares, strict=True))
    return paper.Table(columns, tuple(row for each in table.rows for row in _origins(table, each)), _POINTS)


def _origins(table: Table, row: Row) -> Iterator[tuple[str, str, str, str]]:
    same: dict[tuple[ValueState, Basis], list[Column]] = {}
    for column in table.columns:
        figure = row.cells.get(column.code)
        if figure is not None:
            same.setdefault((figure.state, figure.basis), []).append(column)
    for (state, basis), columns in same.items():
        named = ", ".join(each.name.vi for each in columns)
        every = len(columns) == len(row.cells) > 1
        if basis != Basis():
            told = "; ".join(_basis(basis))
            yield _name(row), TEXT["all_columns"] if every else named, VALUE_STATES[state].vi, told


def _basis(basis: Basis) -> Iterator[str]:
    for kind in ("reports", "certificates", "facts", "missing", "converted"):
        names: tuple[str, ...] = getattr(basis, kind)
        if names:
            yield TEXT[kind].format(n=len(names), names=_some(names))


def _some(names: Iterable[str]) -> str:
    listed = list(names)
    left = len(listed) - _MOST_NAMES
    more = [TEXT["more"].format(n=left)] if left > 0 else []
    return ", ".join([*listed[:_MOST_NAMES], *more])
