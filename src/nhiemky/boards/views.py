"""Pages of boards in the office, as they stand now."""

from collections.abc import Callable, Mapping, Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from nhiemky.boards import access, actions, queries, showing
from nhiemky.boards.changes import since
from nhiemky.boards.downloads import board_pdf, panel_file
from nhiemky.boards.files import FORMATS
from nhiemky.boards.forms import BoardForm, PanelForm, PublishForm
from nhiemky.boards.models import Board, Panel
from nhiemky.boards.term_report import document, published, report
from nhiemky.core.problem import Refused
from nhiemky.core.vietnamese.names import title_sort_key
from nhiemky.figures.access import SEE_DRAFTS
from nhiemky.indicators.access import board_of
from nhiemky.indicators.queries import pending
from nhiemky.organisation.access import may, require
from nhiemky.printing.document import Document
from nhiemky.printing.docx import render_docx
from nhiemky.printing.pdf import render_pdf
from nhiemky.records import clock
from nhiemky.resolution.models import FROZEN_STATES, Resolution
from nhiemky.ui.language import language, say
from nhiemky.ui.refusals import act

_PAPERS: Mapping[str, tuple[str, Callable[[Document], bytes]]] = {
    "pdf": ("application/pdf", render_pdf),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", render_docx),
}


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The boards that the account may read."""
    user = require(request, access.SEE)
    boards = sorted(access.seen(user), key=lambda each: title_sort_key(each.title_vi))
    context = {
        "own": [board for board in boards if board.kept_by_id == user.pk],
        "others": [board for board in boards if board.kept_by_id != user.pk],
        "may_keep": may(user, access.KEEP),
        "resolutions": Resolution.objects.filter(state__in=FROZEN_STATES).select_related("unit", "term"),
    }
    return render(request, "boards/index.html", context)


@require_GET
def board(request: HttpRequest, slug: str) -> HttpResponse:
    """A board with the values of today."""
    found = access.board(request, slug)
    user = require(request, access.SEE)
    asked = _panels(found)
    reading = queries.read(found, asked, clock.today())
    shown = showing.panels(reading.content, language())
    edition = found.editions.select_related("board").order_by("-number").first()
    changes = since(edition) if edition else None
    context = {
        "board": found,
        "panels": list(zip(asked, shown, strict=True)),
        "computation": reading.computation,
        "pending": pending(reading.computation),
        "is_own": found.kept_by_id == user.pk and may(user, access.KEEP),
        "may_publish": access.may_publish(user, found),
        "edition": edition,
        "changes": changes,
        "changed": changes.sentences(language(), named=True) if changes else (),
        "formats": tuple(FORMATS),
    }
    return render(request, "boards/board.html", context)


@require_http_methods(["GET", "POST"])
def make(request: HttpRequest) -> HttpResponse:
    """Begin a board."""
    user = require(request, access.KEEP)
    form = BoardForm(request.POST or None, homes=access.homes(user))
    if request.method == "POST" and act(form, lambda valid: actions.keep(user, valid.save(commit=False))):
        return redirect("boards:panel_add", form.instance.slug)
    return _form(request, form, _("New board"), None)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what a board is called and who may read it."""
    found = access.own_board(request, slug)
    keeper = found.kept_by
    form = BoardForm(request.POST or None, instance=found, homes=access.homes(keeper))
    if request.method == "POST" and act(form, lambda valid: actions.keep(keeper, valid.save(commit=False))):
        return redirect(found)
    return _form(request, form, _("Change the board"), found)


@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, slug: str) -> HttpResponse:
    """Remove a board, after a question."""
    found = access.own_board(request, slug)
    if request.method == "POST":
        try:
            actions.remove(found.kept_by, found)
        except Refused as refused:
            _tell(request, refused)
            return redirect(found)
        messages.success(request, _("The board is removed."))
        return redirect("boards:index")
    return render(request, "boards/remove.html", {"board": found})


@require_http_methods(["GET", "POST"])
def panel_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a panel to a board."""
    return _panel_form(request, Panel(board=access.own_board(request, slug)), _("Add a panel"))


@require_http_methods(["GET", "POST"])
def panel_change(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Change a panel."""
    return _panel_form(request, access.own_panel(request, slug, pk), _("Change the panel"))


def _panel_form(request: HttpRequest, panel: Panel, title: str) -> HttpResponse:
    """The form; its button “look first” draws the panel below it and keeps nothing."""
    keeper = panel.board.kept_by
    form = PanelForm(request.POST or None, instance=panel)
    preview = None
    if request.method == "POST" and "look" in request.POST:
        preview = _preview(form)
    elif request.method == "POST" and act(form, lambda valid: actions.keep_panel(keeper, valid.save(commit=False))):
        return redirect(panel.board)
    context = {"form": form, "board": panel.board, "title": title, "preview": preview, "panel": panel}
    return render(request, "boards/panel_form.html", context, status=422 if form.errors else 200)


def _preview(form: PanelForm) -> showing.ShownPanel | None:
    drawn: list[showing.ShownPanel] = []

    def look(valid: PanelForm) -> None:
        panel = valid.save(commit=False)
        actions.check(panel)
        content = queries.read(panel.board, [panel], clock.today()).content
        drawn.extend(showing.panels(content, language()))

    return drawn[0] if act(form, look) else None


@require_http_methods(["GET", "POST"])
def panel_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a panel from a board, after a question."""
    panel = access.own_panel(request, slug, pk)
    if request.method == "POST":
        actions.remove_panel(panel.board.kept_by, panel)
        return redirect(panel.board)
    return render(request, "boards/panel_remove.html", {"board": panel.board, "panel": panel})


@require_POST
def panel_move(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Move a panel one place up or down."""
    panel = access.own_panel(request, slug, pk)
    actions.move_panel(panel.board.kept_by, panel, up=request.POST.get("way") == "up")
    return redirect(panel.board)


@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Publish a board as it stands: the page shows what will be public."""
    found = access.board_to_publish(request, slug)
    user = require(request, access.PUBLISH)
    form = PublishForm(request.POST or None)
    if request.method == "POST" and act(form, lambda valid: actions.publish(user, found, valid.cleaned_data["reason"])):
        messages.success(request, _("Published: %(title)s.") % {"title": found.title})
        return redirect("public_boards:board", found.slug)
    reading = queries.read(found, _panels(found), clock.today())
    context = {
        "form": form,
        "board": found,
        "panels": showing.panels(reading.content, language()),
        "edition": found.editions.order_by("-number").first(),
    }
    return render(request, "boards/publish.html", context, status=422 if form.errors else 200)


@require_GET
def data(request: HttpRequest, slug: str, number: int, form: str) -> HttpResponse:
    """The values of a panel as a file."""
    found = access.board(request, slug)
    asked = _panels(found)[number - 1 : number] if number else []
    return panel_file(queries.read(found, asked, clock.today()).content, 1, form, f"{found.slug}-{number}")


@require_GET
def pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """The board on paper, as it stands now."""
    found = access.board(request, slug)
    content = queries.read(found, _panels(found), clock.today()).content
    return board_pdf(content, found, None)


@require_GET
def term_report(request: HttpRequest, pk: int) -> HttpResponse:
    """What the report on a resolution says, and which of its numbers are published."""
    made = report(board_of(request, pk), clock.today())
    lines = [(line, line.sentence(made.as_of)) for line in made.lines]
    context = {
        "report": made,
        "resolution": made.resolution,
        "lines": lines,
        "counts": published(made.lines),
        "sees_drafts": may(request.user, SEE_DRAFTS),
    }
    return render(request, "boards/term_report.html", context)


@require_GET
def term_report_file(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The report as a paper: PDF or DOCX."""
    made = report(board_of(request, pk), clock.today())
    if form not in _PAPERS:
        raise Http404
    kind, write = _PAPERS[form]
    return HttpResponse(
        write(document(made)),
        content_type=kind,
        headers={"Content-Disposition": f'attachment; filename="bao-cao-{pk}.{form}"'},
    )


def _panels(found: Board) -> Sequence[Panel]:
    return list(found.panels.select_related("board", "resolution__unit", "resolution__term"))


def _form(request: HttpRequest, form: BoardForm, title: str, found: Board | None) -> HttpResponse:
    context = {"form": form, "title": title, "board": found}
    return render(request, "boards/form.html", context, status=422 if form.errors else 200)


def _tell(request: HttpRequest, refused: Refused) -> None:
    for problem in refused.problems:
        messages.error(request, f"{say(problem)} ({problem.code})")
