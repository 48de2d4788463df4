"""The congresses one may see, and the page of one: programme, papers, results, and the next step for who runs it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nhiemky.congress import access, actions, forms, queries
from nhiemky.congress.minutes import minutes
from nhiemky.congress.models import BodyMember, Congress, CongressResolution, State
from nhiemky.congress.views.answers import accepted, form_page, require_form, tried
from nhiemky.core.congress.states import ACTION_NAMES, NEEDS, CongressAction
from nhiemky.organisation.access import may, require, signed_in, units
from nhiemky.printing.docx import render_docx
from nhiemky.printing.pdf import render_pdf
from nhiemky.ui.language import language

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
def congresses(request: HttpRequest) -> HttpResponse:
    """All congresses the account may see, newest first."""
    user = require(request, access.SEE)
    rows = queries.with_counts(access.visible(user))
    return render(
        request,
        "congress/congresses.html",
        {"congresses": rows, "may_prepare": may(user, access.PREPARE), "see_roll": may(user, access.SEE_ROLL)},
    )


@require_form
def create(request: HttpRequest) -> HttpResponse:
    """A new congress with the agenda of the template."""
    user = require(request, access.PREPARE)
    form = forms.CongressForm(request.POST or None, units=units(user, access.PREPARE))
    if request.method == "POST" and accepted(form, lambda: actions.prepare(user, form.save(commit=False))):
        return tried(
            request, lambda: None, _("The congress has its agenda."), to="congress:congress", pk=form.instance.pk
        )
    return form_page(request, None, form, _("New congress"))


@require_form
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Other facts of a congress that is being prepared."""
    congress = access.congress(request, pk, access.PREPARE)
    user = signed_in(request)
    form = forms.CongressForm(request.POST or None, instance=congress, units=units(user, access.PREPARE))
    if request.method == "POST" and accepted(form, lambda: actions.prepare(user, form.save(commit=False))):
        return tried(request, lambda: None, _("Saved."), to="congress:congress", pk=pk)
    return form_page(request, congress, form, _("Change the facts"))


@require_safe
def congress(request: HttpRequest, pk: int) -> HttpResponse:
    """The programme with the item under way, the papers and the results; who runs it sees what the next step needs."""
    shown = access.congress(request, pk, access.SEE)
    user = request.user
    conducts = may(user, access.CONDUCT, shown.unit)
    rounds = queries.elections(shown)
    return render(
        request,
        "congress/congress.html",
        {
            "congress": shown,
            "items": queries.items(shown),
            "papers": list(shown.papers.all()),
            "votes": queries.votes(shown),
            "results": queries.declarations(rounds),
            "put": CongressResolution.objects.filter(congress=shown).select_related("resolution", "vote").first(),
            "bodies": _bodies(shown),
            "conducts": conducts,
            "prepares": may(user, access.PREPARE, shown.unit),
            "sees_roll": may(user, access.SEE_ROLL, shown.unit),
            "has_minutes": conducts or shown.state == State.CLOSED,
            "steps": _steps(shown) if conducts else [],
        },
    )


@require_POST
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """Convene, recall, open or close."""
    shown = access.congress(request, pk, access.CONDUCT)
    wanted = CongressAction(request.POST.get("step", "")) if request.POST.get("step") in set(CongressAction) else None
    if wanted is None:
        return tried(request, lambda: None, _("Nothing was chosen."), to="congress:congress", pk=pk)
    done = _("Done: %(step)s.") % {"step": ACTION_NAMES[wanted].text(language())}
    return tried(
        request,
        lambda: actions.move_on(signed_in(request), shown, wanted),
        done,
        to="congress:conduct" if wanted is CongressAction.OPEN else "congress:congress",
        pk=pk,
    )


@require_safe
def paper(request: HttpRequest, pk: int, paper_pk: int) -> HttpResponse:
    """The text of a discussion paper."""
    shown = access.congress(request, pk, access.SEE)
    found = get_object_or_404(shown.papers, pk=paper_pk)
    return render(request, "congress/paper.html", {"congress": shown, "paper": found})


@require_safe
def minutes_docx(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes of the congress for Word."""
    shown = access.with_minutes(request, pk)
    return _file(render_docx(minutes(shown)), WORD, f"bien-ban-dai-hoi-{shown.roman}.docx")


@require_safe
def minutes_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes of the congress as PDF."""
    shown = access.with_minutes(request, pk)
    return _file(render_pdf(minutes(shown)), "application/pdf", f"bien-ban-dai-hoi-{shown.roman}.pdf")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _bodies(shown: Congress) -> list[tuple[str, list[BodyMember]]]:
    rows = list(shown.body_members.order_by("-head", "name_key"))
    return [
        (str(body.label), chosen) for body in BodyMember.Body if (chosen := [row for row in rows if row.body == body])
    ]


def _steps(shown: Congress) -> list[dict[str, object]]:
    said = language()
    return [
        {
            "value": action.value,
            "name": ACTION_NAMES[action].text(said),
            "needs": [{"name": NEEDS[need].text(said), "met": met} for need, met in needs],
            "ready": all(met for _need, met in needs),
            "back": action is CongressAction.RECALL,
        }
        for action, needs in queries.steps(shown)
    ]
