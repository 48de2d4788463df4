"""Pages of projects."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from nhiemky.core.zones.endings import as_of
from nhiemky.core.zones.sectors import classification_of
from nhiemky.organisation.access import may, require, signed_in
from nhiemky.records import clock
from nhiemky.ui.language import language
from nhiemky.zones import access, actions, endings, queries
from nhiemky.zones.forms import CertificateForm, ProjectForm
from nhiemky.zones.models import Certificate
from nhiemky.zones.views.pages import form_page


def project(request: HttpRequest, code: str) -> HttpResponse:
    """One project: its capital, and every certificate with what it changed."""
    found = access.project(request, code, access.SEE)
    rows = queries.steps(queries.certificates_of(found))
    classification = classification_of(found.sector)
    context = {
        "project": found,
        "rows": rows,
        "capital": rows[-1].after,
        "revoked": rows[-1].certificate if rows[-1].certificate.kind == Certificate.Kind.REVOCATION else None,
        "replaced": found.certificates.exclude(successor=None).select_related("successor"),
        "may_manage": may(request.user, access.MANAGE, found.zone.board),
        "classification": classification,
        "classification_note": classification.note.text(language()) if classification else "",
    }
    return render(request, "zones/project.html", context)


def add(request: HttpRequest) -> HttpResponse:
    """Register a project together with its first certificate."""
    user = require(request, access.MANAGE)
    zones = access.zones(user, access.MANAGE).exclude(code__in=as_of(endings.known(), clock.today()))
    form = ProjectForm(
        request.POST or None, zones=zones, initial={"zone": zones.filter(code=request.GET.get("khu", "")).first()}
    )
    first = CertificateForm(request.POST or None, kind=Certificate.Kind.NEW, others=[], prefix="gcn")
    if request.method == "POST" and all([form.is_valid(), first.is_valid()]):
        registered = actions.register_project(user, form.save(commit=False), first.save(commit=False))
        messages.success(request, _("The project is registered."))
        return redirect("zones:project", registered.code)
    return form_page(request, form, _("Register a project"), second=first, second_title=_("First certificate"))


def change(request: HttpRequest, code: str) -> HttpResponse:
    """Correct a project's facts; its capital changes by certificates only."""
    found = access.project(request, code, access.MANAGE)
    form = ProjectForm(request.POST or None, instance=found, zones=access.zones(signed_in(request), access.MANAGE))
    if request.method == "POST" and form.is_valid():
        actions.change_project(signed_in(request), form.save(commit=False))
        messages.success(request, _("The changes are kept."))
        return redirect("zones:project", code)
    return form_page(request, form, _("Change the project"), back=("zones:project", code))
