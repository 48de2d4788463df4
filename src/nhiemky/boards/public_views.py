"""Pages of boards for the public: as they were published."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from nhiemky.boards import access, showing
from nhiemky.boards.changes import since
from nhiemky.boards.downloads import board_pdf, panel_file
from nhiemky.boards.files import FORMATS
from nhiemky.ui.language import language


@login_not_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """All published boards. Public."""
    return render(request, "boards/public_index.html", {"editions": access.newest_editions()})


@login_not_required
@require_GET
def board(request: HttpRequest, slug: str) -> HttpResponse:
    """A board as it was published last, with the editions before. Public."""
    edition = access.newest_edition(slug)
    changes = since(edition)
    context = {
        "board": edition.board,
        "edition": edition,
        "panels": showing.panels(edition.core_content, language()),
        "content": edition.core_content,
        "changes": changes,
        "changed": changes.sentences(language(), named=False),
        "earlier": edition.board.editions.order_by("-number").exclude(pk=edition.pk),
        "formats": tuple(FORMATS),
    }
    return render(request, "boards/public.html", context)


@login_not_required
@require_GET
def data(request: HttpRequest, slug: str, number: int, form: str) -> HttpResponse:
    """The values of a published panel as a file. Public."""
    edition = access.newest_edition(slug)
    return panel_file(edition.core_content, number, form, f"{slug}-{number}")


@login_not_required
@require_GET
def pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """A published board on paper. Public."""
    edition = access.newest_edition(slug)
    return board_pdf(edition.core_content, edition.board, edition.digest)
