"""The convened list and the roll call, made for a phone at the door."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nhiemky.congress import access, actions, queries
from nhiemky.congress.models import Convened, State
from nhiemky.congress.problems import sentences
from nhiemky.congress.views.answers import tried
from nhiemky.core.congress.charter import charter
from nhiemky.core.congress.quorum import MajorityBase
from nhiemky.core.elections.rulebook import Exclusion
from nhiemky.core.problem import Refused
from nhiemky.core.vietnamese.folding import fold
from nhiemky.elections.models import ExclusionReason
from nhiemky.organisation.access import may, signed_in
from nhiemky.records.actions import looked


@require_safe
def roll(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody convened, by given name, found without marks; who counts in the base and who lawfully does not."""
    congress = access.congress(request, pk, access.SEE_ROLL)
    looked(signed_in(request), congress, "congress roll")
    rows = queries.roll(congress)
    base = queries.base_of(congress, rows)
    wanted = request.GET.get("q", "").strip()
    conducts = may(request.user, access.CONDUCT, congress.unit)
    return render(
        request,
        "congress/roll.html",
        {
            "congress": congress,
            "wanted": wanted,
            "rows": [row for row in _marked(rows, base) if fold(wanted) in fold(row.name)],
            "convened_count": len(rows),
            "base": base,
            "excluded": [(member.full_name, ExclusionReason(reason.value).label) for member, reason in base.excluded],
            "quorum": queries.quorum_of(base),
            "quorum_rule": charter()["quorum"],
            "waiting": len(queries.unmarked(congress, rows)),
            "may_mark": conducts and congress.state in {State.CONVENED, State.IN_SESSION},
            "may_draw_up": may(request.user, access.PREPARE, congress.unit)
            and congress.state in {State.PREPARING, State.CONVENED},
        },
    )


@require_POST
def draw_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Draw up the convened list anew."""
    congress = access.congress(request, pk, access.PREPARE)
    return tried(
        request,
        lambda: actions.draw_up_roll(signed_in(request), congress),
        _("The convened list has been drawn up from the members of the day."),
        to="congress:roll",
        pk=pk,
    )


@require_POST
def mark(request: HttpRequest, pk: int, row_pk: int) -> HttpResponse:
    """Call one name."""
    congress = access.congress(request, pk, access.CONDUCT)
    row = get_object_or_404(congress.convened.select_related("congress__unit", "congress__term"), pk=row_pk)
    wanted = request.POST.get("attendance", "")
    if wanted not in Convened.Attendance.values:
        return redirect("congress:roll", pk)
    try:
        actions.mark(signed_in(request), row, Convened.Attendance(wanted), request.POST.get("leave_reason", ""))
    except Refused as refused:
        return _refused(request, pk, refused)
    search = urlencode({"q": request.POST["q"]}) if request.POST.get("q") else ""
    return redirect(f"{reverse('congress:roll', args=[pk])}?{search}#row-{row.pk}")


@require_POST
def mark_rest(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody not yet called is present, or absent."""
    congress = access.congress(request, pk, access.CONDUCT)
    present = request.POST.get("attendance") == Convened.Attendance.PRESENT
    attendance = Convened.Attendance.PRESENT if present else Convened.Attendance.ABSENT
    return tried(
        request,
        lambda: actions.mark_rest(signed_in(request), congress, attendance),
        _("The roll is complete."),
        to="congress:roll",
        pk=pk,
    )


def _refused(request: HttpRequest, pk: int, refused: Refused) -> HttpResponse:
    for _place, said in sentences(refused):
        messages.error(request, said)
    return redirect("congress:roll", pk)


def _marked(rows: list[Convened], base: MajorityBase) -> list[Convened]:
    """The rows, each with `exclusion`: why it is left out of the base, in words, or nothing."""
    reasons: dict[str, Exclusion] = {member.key: reason for member, reason in base.excluded}
    for row in rows:
        reason = reasons.get(str(row.member_id))
        row.exclusion = ExclusionReason(reason.value).label if reason else ""  # type: ignore[attr-defined]
    return rows
