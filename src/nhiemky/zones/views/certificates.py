"""Pages that change registered capital: an adjustment, a revocation, a correction."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from nhiemky.organisation.access import signed_in
from nhiemky.zones import access, actions, queries
from nhiemky.zones.forms import CertificateForm, CorrectionForm
from nhiemky.zones.models import Certificate
from nhiemky.zones.views.pages import form_page


def adjust(request: HttpRequest, code: str) -> HttpResponse:
    """Record an adjusted certificate."""
    access.project(request, code, access.MANAGE)
    return _follow(request, code, Certificate.Kind.ADJUSTMENT, _("Record an adjustment"))


def revoke(request: HttpRequest, code: str) -> HttpResponse:
    """Record the revocation of a project's certificate."""
    access.project(request, code, access.MANAGE)
    return _follow(request, code, Certificate.Kind.REVOCATION, _("Record a revocation"))


def _follow(request: HttpRequest, code: str, kind: Certificate.Kind, title: str) -> HttpResponse:
    project = access.project(request, code, access.MANAGE)
    others = queries.certificates_of(project)
    new = Certificate(project=project, kind=kind)
    initial = {"number": others[0].number, "authority": others[0].authority, "currency": project.currency}
    form = CertificateForm(request.POST or None, instance=new, kind=kind, others=others, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.add_certificate(signed_in(request), form.save(commit=False))
        messages.success(request, _("The certificate is recorded."))
        return redirect("zones:project", code)
    return form_page(request, form, f"{title}: {project}", back=("zones:project", code))


def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Replace a certificate that was typed wrong; the wrong row stays to be seen."""
    wrong = access.certificate(request, pk)
    kind = Certificate.Kind(wrong.kind)
    others = [each for each in queries.certificates_of(wrong.project) if each.pk != wrong.pk]
    names = ("number", "issued_on", "capital_change", "currency", "rate", "authority", "source")
    initial = {name: getattr(wrong, name) for name in names}
    new = Certificate(project=wrong.project, kind=kind)
    form = CorrectionForm(request.POST or None, instance=new, kind=kind, others=others, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.correct_certificate(signed_in(request), wrong, form.save(commit=False), form.cleaned_data["reason"])
        messages.success(request, _("The certificate is corrected; the earlier record stays to be seen."))
        return redirect("zones:project", wrong.project.code)
    return form_page(request, form, _("Correct a certificate"), back=("zones:project", wrong.project.code))
