"""Boards and panels as files: the same for the office and for the public."""

from django.http import Http404, HttpResponse

from nhiemky.boards.files import FORMATS
from nhiemky.boards.models import Board
from nhiemky.boards.paper import paper
from nhiemky.core.boards.content import Content
from nhiemky.printing.pdf import render_pdf
from nhiemky.ui.language import language


def panel_file(content: Content, number: int, form: str, name: str) -> HttpResponse:
    """Panel `number` (from 1) in a format of FORMATS. Raises Http404 where there is no such panel or format."""
    if form not in FORMATS or not 1 <= number <= len(content.panels):
        raise Http404
    kind, write = FORMATS[form]
    answer = HttpResponse(write(content, content.panels[number - 1], language()), content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return answer


def board_pdf(content: Content, found: Board, digest: str | None) -> HttpResponse:
    """A board on paper; `digest` is that of a published edition."""
    answer = HttpResponse(render_pdf(paper(content, found, digest, language())), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{found.slug}.pdf"'
    return answer
