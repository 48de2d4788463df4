"""Reading a report, and the officer's decision on it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nhiemky.core.problem import Refused
from nhiemky.organisation.access import may, signed_in
from nhiemky.organisation.models import User
from nhiemky.reporting import access, actions, queries
from nhiemky.reporting.forms import CommentForm, EditionForm, ReturnForm
from nhiemky.reporting.history import last_sent, versions
from nhiemky.reporting.models import Report, ReportEvent
from nhiemky.reporting.reading import Entry
from nhiemky.reporting.sheet import Sheet, sheet
from nhiemky.ui.language import say
from nhiemky.ui.refusals import act


def report(request: HttpRequest, pk: int) -> HttpResponse:
    """A report as it stands, with its versions and steps."""
    found = access.report(request, pk)
    user = signed_in(request)
    is_own, events = access.is_own(user, found.unit), _events(user, found)
    context = {
        "report": found,
        "sheet": _sheet(found, None if is_own else last_sent(found, events)),
        "versions": access.visible_chain(user, found),
        "events": events,
        "is_own": is_own,
        "later": Report.objects.filter(supersedes=found, state=Report.State.ACCEPTED).first(),
        "comments": list(found.line_comments.select_related("by")),
        "form_lines": found.definition.lines,
        "may_correct": is_own
        and found.state == Report.State.ACCEPTED
        and not Report.objects.filter(supersedes=found).exists(),
        "may_accept": may(user, access.ACCEPT, found.receiver) and found.state == Report.State.SUBMITTED,
    }
    return render(request, "reporting/report.html", context)


def review(request: HttpRequest, pk: int) -> HttpResponse:
    """The officer's page: checks, figures before, differences; accept, or return with a reason."""
    found = access.report_at_board(request, pk, access.ACCEPT)
    if found.state != Report.State.SUBMITTED:
        return redirect("reporting:report", pk)
    form = ReturnForm(request.POST if "return" in request.POST else None, initial={"edition": found.edition})
    if request.method == "POST":
        answer = _decided(request, found, form)
        if answer is not None:
            return answer
    context = {
        "report": found,
        "sheet": _sheet(found),
        "form": form,
        "comments": list(found.line_comments.select_related("by")),
        "form_lines": found.definition.lines,
        "events": _events(signed_in(request), found),
        "is_submitter": found.submitted_by_id == signed_in(request).pk,
    }
    return render(request, "reporting/review.html", context, status=422 if request.method == "POST" else 200)


@require_POST
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Write about one line; both sides may."""
    found = access.report(request, pk)
    form = CommentForm(request.POST)
    if act(
        form,
        lambda valid: actions.comment(
            signed_in(request), found, valid.cleaned_data["line"], valid.cleaned_data["text"]
        ),
    ):
        messages.success(request, _("The comment is kept with the line."))
    else:
        for errors in form.errors.values():
            messages.error(request, " ".join(str(error) for error in errors))
    back = "review" if "review" in request.POST else "report"
    return redirect(reverse(f"reporting:{back}", args=[pk]) + "#comments")


def changes(request: HttpRequest, pk: int) -> HttpResponse:
    """Every version of a report with what it changes, cell by cell."""
    found = access.report(request, pk)
    user = signed_in(request)
    own = access.is_own(user, found.unit)
    chain = access.visible_chain(user, found)
    context = {"report": found, "history": versions(chain, _events(user, found), own=own)}
    return render(request, "reporting/changes.html", context)


def _decided(request: HttpRequest, found: Report, form: ReturnForm) -> HttpResponse | None:
    """Carry out what was decided; None when the page has to be shown again."""
    user, edition = signed_in(request), EditionForm(request.POST)
    try:
        if "accept" in request.POST and edition.is_valid():
            actions.accept(user, found, edition.cleaned_data["edition"])
            messages.success(request, _("The report is accepted; its figures count from now on."))
        elif form.is_bound and form.is_valid():
            actions.send_back(user, found, form.cleaned_data["edition"], form.cleaned_data["reason"])
            messages.success(request, _("The report is returned with your reason."))
        else:
            return None
    except actions.StaleError as stale:
        messages.error(request, say(stale.problem))
        return redirect("reporting:report", found.pk)
    except Refused as refused:
        for problem in refused.problems:
            messages.error(request, f"{say(problem)} ({problem.code})")
        return None
    return redirect("reporting:oversight")


def _sheet(found: Report, entry: Entry | None = None) -> Sheet:
    replaced = queries.figures(found.supersedes) if found.supersedes else None
    return sheet(
        actions.reading_of(found, entry),
        checked=True,
        replaced=replaced,
        comments=queries.comments(found),
        accepted=found.state == Report.State.ACCEPTED,
    )


def _events(user: User, found: Report) -> list[ReportEvent]:
    versions = access.visible_chain(user, found).values("pk")
    return list(ReportEvent.objects.filter(report__in=versions).select_related("by").order_by("pk"))
