"""The public pages of figures, and the office's page that publishes them."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from nhiemky.core.indicators.periods import label, parse_period
from nhiemky.figures import access, actions, comparing, publishing, queries
from nhiemky.figures.forms import CorrectForm, PublishForm
from nhiemky.figures.models import Figure
from nhiemky.indicators import catalogue
from nhiemky.organisation.access import may, require
from nhiemky.ui.language import language


@login_not_required
@require_GET
def figure_list(request: HttpRequest) -> HttpResponse:
    """All current figures. Public."""
    figures = Figure.objects.current().order_by("label_vi")
    return render(request, "figures/list.html", {"figures": figures})


@login_not_required
@require_GET
def facts(request: HttpRequest) -> JsonResponse:
    """Current figures as `facts.json`. Public."""
    return JsonResponse(queries.facts(), safe=False, json_dumps_params={"ensure_ascii": False, "indent": 1})


@login_not_required
@require_GET
def figure(request: HttpRequest, key: str) -> HttpResponse:
    """One figure with everything it comes from, and what has changed since. Public."""
    chain = queries.chain(key)
    if not chain:
        raise Http404
    shown = chain[-1]
    (current,) = comparing.published([shown])
    named = may(request.user, access.SEE_DRAFTS)
    definition = catalogue.definitions().get(shown.provenance.get("indicator", ""))
    context = {
        "figure": shown,
        "earlier": chain[-2::-1],
        "provenance": shown.provenance,
        "definition": definition,
        "version": date.fromisoformat(shown.provenance["version"]) if definition else None,
        "measures": queries.sources_named(definition, shown.period_until or shown.as_of) if definition else [],
        "parts": [
            {**part, "label": label(parse_period(part["period"]), language())}
            for part in shown.provenance.get("parts", [])
        ],
        "changed": current.revision.sentence(language(), named=named) if current.revision else "",
    }
    return render(request, "figures/figure.html", context)


@require_GET
def office(request: HttpRequest) -> HttpResponse:
    """What is published, and what could be."""
    user = require(request, access.SEE_DRAFTS)
    context = {
        "offers": publishing.unpublished(user),
        "figures": [
            (row, row.revision.sentence(language(), named=True) if row.revision else "")
            for row in comparing.published(Figure.objects.current().order_by("label_vi"))
        ],
        "may_publish": may(user, access.PUBLISH),
    }
    return render(request, "figures/office.html", context)


@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, offer: str) -> HttpResponse:
    """Publish a computed value as the first figure of a key."""
    user = require(request, access.PUBLISH)
    offered = publishing.offered(offer)
    draft = publishing.draft(offered)
    form = PublishForm(request.POST or None, initial={"key": offered.key})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.publish(user, **form.cleaned_data, draft=draft)
        except ValidationError as error:
            form.add_error("key", error)
        else:
            messages.success(request, _("Published: %(label)s.") % {"label": made.label})
            return redirect(made)
    context = {"form": form, "draft": draft, "offer": offered}
    return render(request, "figures/publish.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, key: str) -> HttpResponse:
    """Publish a successor from the value as computed now."""
    user = require(request, access.PUBLISH)
    chain = queries.chain(key)
    if not chain:
        raise Http404
    old = chain[-1]
    draft = publishing.draft(publishing.offered(old.provenance.get("offer", "")))
    form = CorrectForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.correct(user, old, draft, form.cleaned_data["reason"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Published: %(label)s.") % {"label": made.label})
            return redirect(made)
    context = {"form": form, "draft": draft, "old": old}
    return render(request, "figures/correct.html", context, status=422 if form.errors else 200)
