"""Official papers as PDF and DOCX: one document model, two renderers, the same words in both."""

from nhiemky.printing.docx import render_docx
from nhiemky.printing.pdf import UnprintableError, render_pdf

__all__ = ["UnprintableError", "render_docx", "render_pdf"]
