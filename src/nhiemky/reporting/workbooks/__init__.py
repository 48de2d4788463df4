"""Reports out to Excel and in from Excel; the layout and the reading of cells are `core.reporting.workbook`."""
