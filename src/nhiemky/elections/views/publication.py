"""Pages of the published files of a count: what was declared, to take home, and counting it again."""

import hashlib
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from nhiemky.core.elections.publication import CountedFiles
from nhiemky.core.elections.result_file import result_record
from nhiemky.elections import access, queries
from nhiemky.elections.models import InvalidReason
from nhiemky.elections.uploads import BallotsFileForm, TwoFilesForm

#: Each published file: its name as the command line has it, and where its text and digest are kept.
FILES = {
    "ELECTION.toml": ("election", "application/toml"),
    "BALLOTS.json": ("ballots", "application/json"),
    "result.json": ("result", "application/json"),
}


@require_http_methods(["GET", "POST"])
def published(request: HttpRequest, pk: int) -> HttpResponse:
    """The files of a declared result; POST counts a ballots file and compares with what was declared."""
    declaration = access.declaration(request, pk)
    files = queries.published(declaration)
    context: dict[str, Any] = {"declaration": declaration, "election": declaration.election, "files": None}
    if files is None:
        return render(request, "elections/published.html", context)
    form = BallotsFileForm(request.POST or None, request.FILES or None, election=files.texts["election"])
    context |= {"form": form, "files": [(name, files.digests[key]) for name, (key, _kind) in FILES.items()]}
    if form.is_valid():
        ballots = form.cleaned_data["ballots"]
        context |= {
            "again": _again(form.counted, ballots),
            "known": True,
            "same_ballots": ballots == files.texts["ballots"],
            "same_result": form.counted.result == files.texts["result"],
        }
    return render(request, "elections/published.html", context, status=422 if form.errors else 200)


@require_GET
def published_file(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One of the three files, byte for byte as it was declared."""
    declaration = access.declaration(request, pk)
    files = queries.published(declaration)
    if files is None or name not in FILES:
        raise Http404
    key, kind = FILES[name]
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(files.texts[key], content_type=f"{kind}; charset=utf-8", headers=headers)


@login_not_required
@require_http_methods(["GET", "POST"])
def count_files(request: HttpRequest) -> HttpResponse:
    """Anybody counts an ELECTION.toml and a BALLOTS.json and learns whether they are those of a result declared here.

    Public: it shows nothing but what follows from the two files.
    """
    form = TwoFilesForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        texts = {key: form.cleaned_data[key] for key in ("election", "ballots")}
        declared = queries.declared_from({key: _digest(text) for key, text in texts.items()})
        context |= {
            "again": _again(form.counted, texts["ballots"]),
            "known": declared is not None,
            "same_ballots": True,
            "same_result": declared is not None and declared.facts["files"]["result"] == _digest(form.counted.result),
        }
    return render(request, "elections/count_files.html", context, status=422 if form.errors else 200)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _again(counted: CountedFiles, ballots: str) -> dict[str, Any]:
    """The count made now, as the page shows it."""
    record = result_record(counted.election.contest, counted.counted)
    return {
        "title": counted.election.contest.title,
        "organisation": counted.election.contest.organisation,
        "record": record,
        "invalid": [(InvalidReason(code).label, number) for code, number in record["invalid"].items()],
        "outcome": OUTCOMES[record["outcome"]["kind"]](),
        "digests": [("BALLOTS.json", _digest(ballots)), ("result.json", _digest(counted.result))],
    }


OUTCOMES = {
    "elected": lambda: _("Elected"),
    "tie": lambda: _("A tie at the last seat"),
    "another_round": lambda: _("Another round"),
}
