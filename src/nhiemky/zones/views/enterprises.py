"""Pages of enterprises and of who reports for them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from nhiemky.organisation.access import may, require, signed_in
from nhiemky.records import clock
from nhiemky.zones import access, actions, queries
from nhiemky.zones.forms import EndForm, EnterpriseForm, ReporterForm
from nhiemky.zones.views.pages import form_page


def enterprise(request: HttpRequest, pk: int) -> HttpResponse:
    """One enterprise: its facts, projects and reporters."""
    found = access.enterprise(request, pk, access.SEE)
    user = signed_in(request)
    manages = may(user, access.MANAGE)
    context = {
        "enterprise": found,
        "projects": queries.with_capital(list(access.projects(user).filter(enterprise=found)), clock.today()),
        "reporters": found.reporters.select_related("user"),
        "may_manage": manages,
        "today": clock.today(),
    }
    return render(request, "zones/enterprise.html", context)


def add(request: HttpRequest) -> HttpResponse:
    """Register an enterprise."""
    user = require(request, access.MANAGE)
    form = EnterpriseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        registered = actions.register_enterprise(user, form.save(commit=False))
        messages.success(request, _("The enterprise is registered."))
        return redirect("zones:enterprise", registered.pk)
    return form_page(request, form, _("Register an enterprise"))


def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct an enterprise's facts."""
    found = access.enterprise(request, pk, access.MANAGE)
    form = EnterpriseForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        actions.change_enterprise(signed_in(request), form.save(commit=False))
        messages.success(request, _("The changes are kept."))
        return redirect("zones:enterprise", pk)
    return form_page(request, form, _("Change the enterprise"), back=("zones:enterprise", pk))


def name_reporter(request: HttpRequest, pk: int) -> HttpResponse:
    """Let an account report for the enterprise."""
    found = access.enterprise(request, pk, access.MANAGE)
    form = ReporterForm(request.POST or None, enterprise=found, initial={"since": clock.today()})
    if request.method == "POST" and form.is_valid():
        actions.name_reporter(signed_in(request), found, form.cleaned_data["user"], form.cleaned_data["since"])
        messages.success(request, _("The account reports for the enterprise."))
        return redirect("zones:enterprise", pk)
    title = _("Name a reporter: %(enterprise)s") % {"enterprise": found}
    return form_page(request, form, title, back=("zones:enterprise", pk))


def end_reporter(request: HttpRequest, pk: int) -> HttpResponse:
    """Let an account no longer report for the enterprise."""
    named = access.reporter(request, pk)
    form = EndForm(request.POST or None, initial={"until": clock.today()})
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["until"] >= named.since:
            actions.end_reporter(signed_in(request), named, form.cleaned_data["until"])
            messages.success(request, _("The account reports until that day."))
            return redirect("zones:enterprise", named.enterprise_id)
        form.add_error("until", _("The last day lies before the first one."))
    title = _("End reporting: %(user)s") % {"user": named.user}
    return form_page(request, form, title, back=("zones:enterprise", named.enterprise_id))
