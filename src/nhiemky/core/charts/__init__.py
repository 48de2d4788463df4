"""Pictures of numbers: one specification, drawn as the same SVG for a page and for paper."""
