"""Reports as Excel workbooks: what stands in which cell, and reading filled-in cells back. Pure: no file is opened."""
