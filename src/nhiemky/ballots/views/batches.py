"""The page of the ballots of one count: what was scanned, how far the reading is, what to do next."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from nhiemky.ballots import access, actions, queries, tasks
from nhiemky.ballots.actions.scanning import ScanFile
from nhiemky.ballots.forms import DiscardForm, OpenForm, ScansForm
from nhiemky.ballots.models import Batch, Page, SecondWay, State
from nhiemky.ballots.queries.piles import agreed_keying, pile
from nhiemky.ballots.views.pages import never_kept, to_batch, tried
from nhiemky.ballots.wording import reason_sentences
from nhiemky.core.ballots.retention import NotSealed, Sealed
from nhiemky.core.problem import Refused
from nhiemky.elections import access as elections
from nhiemky.elections import queries as counting
from nhiemky.elections.models import Election
from nhiemky.organisation.access import may, signed_in
from nhiemky.organisation.models import User
from nhiemky.ui.language import say
from nhiemky.ui.refusals import act


def opened(request: HttpRequest, election: int) -> HttpResponse:
    """The batch of the count under way; where there is none yet, the form that begins it."""
    found = elections.election(request, election, access.SCAN, access.SEE_PROGRESS)
    current = queries.current(found)
    if current is not None and (current.edition == counting.edition(found) or not counting.is_counting(found)):
        return to_batch(current)
    may_scan = may(signed_in(request), access.SCAN, found.unit)
    form = OpenForm(request.POST or None, request.FILES or None, initial={"second_way": SecondWay.SECOND_READER})
    if request.method == "POST" and may_scan and act(form, lambda chosen: _open(request, found, chosen)):
        return redirect("ballots:open", found.pk)
    context = {"election": found, "form": form, "may_scan": may_scan, "counting": counting.is_counting(found)}
    return render(request, "ballots/open.html", context, status=422 if form.is_bound else 200)


@require_GET
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the ballots stand and what comes next."""
    found = access.batch(request, pk, access.SEE_PROGRESS)
    try:
        context = _context(request, found, ScansForm())
    except Refused:
        # The presidium declared, and so sealed the ballots, while the page was put together: it says that now.
        found.refresh_from_db()
        context = _context(request, found, ScansForm())
    return never_kept(render(request, "ballots/batch.html", context))


@require_GET
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The part of the page that says how far the reading is, asked for again and again while it goes on."""
    found = access.batch(request, pk, access.SEE_PROGRESS)
    context = {"batch": found, "progress": queries.progress(found)}
    return never_kept(render(request, "ballots/progress.html", context))


def scans(request: HttpRequest, pk: int) -> HttpResponse:
    """Take files of scans; they are read in the background."""
    found = access.batch(request, pk, access.SCAN)
    form = ScansForm(request.POST, request.FILES) if request.method == "POST" else ScansForm()
    if request.method == "POST" and act(form, lambda chosen: _take(request, found, chosen)):
        messages.success(request, _("The scans are here and are being read."))
        return to_batch(found)
    context = _context(request, found, form)
    return never_kept(render(request, "ballots/batch.html", context, status=422 if form.is_bound else 200))


@require_POST
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Call workers anew when nothing moves."""
    found = access.batch(request, pk, access.SCAN)
    tasks.resume(found)
    messages.success(request, _("The reading goes on."))
    return to_batch(found)


@require_POST
def mix(request: HttpRequest, pk: int) -> HttpResponse:
    """Part the ballots from the order they were scanned in."""
    found = access.batch(request, pk, access.SCAN)
    if tried(request, lambda: tasks.mix(signed_in(request), found)):
        messages.success(
            request, _("The ballots are mixed. Nobody can tell any more in which order they were scanned.")
        )
    return to_batch(found)


def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the batch aside and count anew from the paper."""
    found = access.batch(request, pk, access.DISCARD)
    form = DiscardForm(request.POST or None)
    if request.method == "POST" and act(form, lambda said: tasks.discard(signed_in(request), found, _reason(said))):
        return redirect("elections:election", found.election_id)
    context = {"batch": found, "election": found.election, "form": form}
    return render(request, "ballots/discard.html", context, status=422 if form.is_bound else 200)


def _reason(form: DiscardForm) -> str:
    return str(form.cleaned_data["reason"])


def _open(request: HttpRequest, election: Election, form: OpenForm) -> None:
    """Open the batch with the first scans; a file that is no scan leaves nothing begun."""
    with transaction.atomic():
        way = SecondWay(form.cleaned_data["second_way"])
        batch = actions.open_batch(signed_in(request), election, second_way=way)
        if form.cleaned_data["scans"]:
            _take(request, batch, form)


def _take(request: HttpRequest, batch: Batch, form: OpenForm | ScansForm) -> None:
    files = [ScanFile(each.name, each) for each in form.cleaned_data["scans"]]
    tasks.take_scans(signed_in(request), batch, files)


def _context(request: HttpRequest, found: Batch, form: ScansForm) -> dict[str, Any]:
    user = signed_in(request)
    issued, returned = counting.ballots(found.election)
    context: dict[str, Any] = {
        "batch": found,
        "election": found.election,
        "steps": _steps(found),
        "issued": issued,
        "returned": returned,
        "form": form,
        "may_scan": may(user, access.SCAN, found.election.unit),
        "may_count": access.may_count(user, found.election),
        "may_discard": may(user, access.DISCARD, found.election.unit),
        "may_keep": may(user, access.KEEP, found.election.unit),
        "side": queries.side_of(user, found),
    }
    if found.state == State.COLLECTING:
        context |= _collecting(found, user)
    elif found.state == State.COUNTING:
        context |= {
            "ballots": queries.ballots_of(found),
            "open_in_first": queries.open_in_first(found),
            "open_in_second": queries.open_in_second(found),
            "proposed": str(queries.side_to_take(user, found)),
            "mine": bool(context["may_count"] and queries.sheets_for(user, found)),
            "disputed": len(queries.for_head(found)) if access.is_head(user, found.election) else 0,
        }
    elif found.state in (State.COMPARING, State.AGREED):
        seal = queries.seal_of(found)
        context |= {
            "sealed": isinstance(seal, Sealed),
            "declared": not isinstance(seal, NotSealed),
            "differing": 0 if isinstance(seal, Sealed) else len(queries.differences(found)),
            "ballots": queries.ballots_of(found),
        }
    return context


def _collecting(found: Batch, user: User) -> dict[str, Any]:
    progress = queries.progress(found)
    piled = pile(found) if progress.done else None
    return {
        "progress": progress,
        "pages": [page for page in piled.pages if not page.dealt] if piled else [],
        "refused": [(page, reason_sentences(page.reasons)) for page in queries.needs_hands(found)[:50]],
        "by_hand": [_keyed(page, user) for page in queries.pages_for_hands(found)[:50]],
        "passed_over": [(page, reason_sentences(page.reasons)) for page in queries.passed_over(found)[:50]],
        "obstacles": [f"{say(each)} ({each.code})" for each in piled.problems] if piled else [],
        "uploads": found.uploads.all(),
    }


def _keyed(page: Page, user: User) -> tuple[Page, int, bool, bool]:
    """A page keyed in by hand: how many persons have done so, whether two agree, whether this person is asked to."""
    keyings = list(page.keyings.all())
    settled = agreed_keying(page) is not None
    return page, len(keyings), settled, not settled and user.pk not in {each.by_id for each in keyings}


def _steps(found: Batch) -> list[tuple[str, str]]:
    """The states on the way to an agreed count, each done, current or still to come."""
    way = (State.COLLECTING, State.COUNTING, State.COMPARING, State.AGREED)
    place = way.index(State(found.state)) if found.state in way else len(way)
    marks = ("done" if number < place else "current" if number == place else "" for number in range(len(way)))
    return [(str(state.label), mark) for state, mark in zip(way, marks, strict=True)]
