"""One page that was refused: its picture, the reason, and the three ways out."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from nhiemky.ballots import access, actions, pictures, queries, tasks
from nhiemky.ballots.actions.scanning import ScanFile
from nhiemky.ballots.forms import KeyInForm, ScanAgainForm, SetAsideForm
from nhiemky.ballots.models import Page, State
from nhiemky.ballots.views.pages import never_kept, to_batch
from nhiemky.ballots.wording import reason_sentences
from nhiemky.core.ballots.adjudication import rulings
from nhiemky.core.elections.rulebook import InvalidCode
from nhiemky.organisation.access import signed_in
from nhiemky.organisation.models import User
from nhiemky.ui.refusals import act

# Pages that bear another vote's print: what they are shows on the picture, so nobody need look for the sheet.
FOREIGN = ("other_election", "other_round", "other_layout", "not_our_form")
NOT_ISSUED = InvalidCode.NOT_ISSUED


def page(request: HttpRequest, pk: int) -> HttpResponse:
    """Scan the sheet again, key it in from the paper, or set it aside with a reason."""
    found = access.page(request, pk, access.SCAN)
    user = signed_in(request)
    sheet = _sheet(request, found)
    asked = request.POST.get("do", "")
    ways: dict[str, tuple[forms.Form, Callable[[forms.Form], object]]] = {
        "again": (_bound(ScanAgainForm, request, asked == "again"), lambda form: _scan_again(user, found, form)),
        "aside": (_bound(SetAsideForm, request, asked == "aside"), lambda form: _set_aside(user, found, form)),
        "hand": (
            _key_in(request, found, sheet, bound=asked == "hand"),
            lambda form: _by_hand(user, found, form),
        ),
    }
    if request.method == "POST":
        if asked not in ways:
            raise BadRequest
        if act(*ways[asked]):
            messages.success(request, _("Kept."))
            return to_batch(found.batch)
    context = {
        "page": found,
        "batch": found.batch,
        "election": found.batch.election,
        "sentences": reason_sentences(found.reasons),
        "sheet": sheet,
        "sheets": range(1, len(queries.layout(found.batch.paper).sheets) + 1),
        "names": queries.contest(found.batch.election).candidates,
        "may_count": access.may_count(user, found.batch.election),
        "foreign": found.refused_for in FOREIGN and NOT_ISSUED in rulings(queries.contest(found.batch.election)),
        "said": found.keyings.filter(by=user).exists(),
        **{way: form for way, (form, _do) in ways.items()},
    }
    return never_kept(render(request, "ballots/page.html", context, status=422 if request.method == "POST" else 200))


@require_GET
def picture(request: HttpRequest, pk: int) -> HttpResponse:
    """The picture of a page that waits for hands; no other page is shown before the ballots are mixed."""
    found = access.page(request, pk, access.SCAN)
    if found.batch.state != State.COLLECTING or not found.picture:
        raise Http404
    if found.status != "refused":
        raise PermissionDenied
    return never_kept(HttpResponse(pictures.read(found.picture), content_type="image/jpeg"))


def _sheet(request: HttpRequest, page: Page) -> int:
    """The sheet of the ballot that is keyed in, 1 unless another one was chosen."""
    typed = request.POST.get("sheet") or request.GET.get("to") or "1"
    sheets = len(queries.layout(page.batch.paper).sheets)
    return int(typed) if typed.isascii() and typed.isdigit() and 1 <= int(typed) <= sheets else 1


def _bound[F: forms.Form](form: type[F], request: HttpRequest, asked: bool) -> F:  # noqa: FBT001 - read as it stands
    return form(request.POST, request.FILES) if asked else form()


def _key_in(request: HttpRequest, page: Page, sheet: int, *, bound: bool) -> KeyInForm:
    candidates = queries.layout(page.batch.paper).on_sheet(sheet)
    contest = queries.contest(page.batch.election)
    return KeyInForm(request.POST if bound else None, contest=contest, candidates=candidates)


def _scan_again(user: User, page: Page, form: forms.Form) -> object:
    file = form.cleaned_data["file"]
    return tasks.scan_again(user, page, ScanFile(file.name, file))


def _set_aside(user: User, page: Page, form: forms.Form) -> None:
    actions.set_aside(user, page.batch, [page], form.cleaned_data["why"])


def _by_hand(user: User, page: Page, form: forms.Form) -> object:
    if not isinstance(form, KeyInForm):
        raise BadRequest
    return actions.key_by_hand(user, page, sheet=_sheet_of(form, page), **form.said())


def _sheet_of(form: KeyInForm, page: Page) -> int:
    return queries.layout(page.batch.paper).places[form.candidates[0]].sheet
