"""What the hidden sheet of a workbook says of itself: pairs of a key and a value, then a row for each unit."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from nhiemky.core.reporting.forms import Form
from nhiemky.core.reporting.workbook.layout import IDENTITY, LAYOUT, Kind, Layout
from nhiemky.core.reporting.workbook.problems import WORKBOOK_PROBLEMS
from nhiemky.core.spreadsheet import Cell, Grid

_UNIT = "project"  # as in the workbooks that are out
_KEYS = ("kind", "layout", "form", "version", "period", "digest")


@dataclass(frozen=True)
class Identity:
    """`editions` are those of each unit's report when the workbook was made, 0 where there was none."""

    kind: Kind
    form: str
    version: str
    period: str
    digest: str
    editions: tuple[tuple[str, int], ...]

    def rows(self) -> Iterator[tuple[str, ...]]:
        """The rows of the hidden sheet; all text, so that no spreadsheet reads `2021-01` as a day."""
        values = (self.kind, str(LAYOUT), self.form, self.version, self.period, self.digest)
        yield from zip(_KEYS, values, strict=True)
        for unit, edition in self.editions:
            yield _UNIT, unit, str(edition)


def read_identity(grid: Grid) -> Identity:
    """The identity in a workbook; raises Refused W01 when there is none."""
    rows = [[_text(cell) for cell in row] for row in grid.get(IDENTITY, ())]
    told = {row[0]: row[1] for row in rows if len(row) > 1 and row[0] in _KEYS}
    try:
        if told["layout"] != str(LAYOUT):
            raise WORKBOOK_PROBLEMS.refusal("W02", form=told["form"], version=told["version"])
        editions = tuple(_edition(row) for row in rows if row and row[0] == _UNIT)
        found = Identity(Kind(told["kind"]), told["form"], told["version"], told["period"], told["digest"], editions)
    except (KeyError, ValueError):
        raise WORKBOOK_PROBLEMS.refusal("W01") from None
    if not editions or len({unit for unit, _ in editions}) < len(editions):
        raise WORKBOOK_PROBLEMS.refusal("W01")
    return found


def layout_of(identity: Identity, form_of: Callable[[str, str], Form]) -> Layout:
    """The layout that the workbook was made with. Raises Refused W02 for one that we do not have any more."""
    try:
        form = form_of(identity.form, identity.version)
    except KeyError:
        raise WORKBOOK_PROBLEMS.refusal("W02", form=identity.form, version=identity.version) from None
    layout = Layout(identity.kind, form, tuple(unit for unit, _ in identity.editions))
    if (identity.kind is Kind.ONE and len(layout.units) != 1) or layout.digest != identity.digest:
        raise WORKBOOK_PROBLEMS.refusal("W02", form=identity.form, version=identity.version)
    return layout


def _edition(row: Sequence[str]) -> tuple[str, int]:
    if len(row) <= 2:
        raise ValueError("a unit without its edition")
    return row[1], int(row[2])


def _text(cell: Cell) -> str:
    return cell if isinstance(cell, str) else "" if cell is None else str(cell)
