"""Workbooks as a file would give them back."""

from nhiemky.core.reporting.workbook.content import contents
from nhiemky.core.spreadsheet import FormulaCell


def grid(layout, sources, period):
    """The cells of a new workbook as a file would give them back."""
    rows = {}
    for spot, content in contents(layout, period, sources, "vi"):
        value = content.value
        if isinstance(value, str) and content.computes:
            value = FormulaCell(value)
        rows.setdefault(spot.sheet, {})[spot.row, spot.column] = value
    found = {}
    for sheet, cells in rows.items():
        last = max(row for row, _ in cells), max(column for _, column in cells)
        found[sheet] = [[cells.get((r, c)) for c in range(1, last[1] + 1)] for r in range(1, last[0] + 1)]
    return found
