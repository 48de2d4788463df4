"""Tables over the whole width of the text in DOCX."""

from docx.document import Document as File
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.shared import Length
from docx.table import Table

from nhiemky.printing import word_styles as styles
from nhiemky.printing import word_xml as xml


def ruled_grid(file: File, rows: int, shares: tuple[int, ...]) -> Table:
    """A table with rules around its cells, its width shared out among the columns in proportion."""
    return _grid(file, rows, shares, styles.RULED_TABLE)


def plain_grid(file: File, rows: int, shares: tuple[int, ...]) -> Table:
    """The same without rules, its cells reaching the edges of the text."""
    table = _grid(file, rows, shares, styles.PLAIN_TABLE)
    xml.drop_side_margins(table)
    return table


def _grid(file: File, rows: int, shares: tuple[int, ...], style: str) -> Table:
    table: Table = file.add_table(rows=rows, cols=len(shares), style=style)
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    widths = [Length(styles.text_width(file) * share // sum(shares)) for share in shares]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    # Word goes by the width of each cell, LibreOffice by that of the column.
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width
    return table
