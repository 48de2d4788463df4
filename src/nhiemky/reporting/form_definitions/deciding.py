"""Pages that decide on a form: the draft seen on past reports, made live by a second person, discarded; retired."""

from collections.abc import Callable
from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from nhiemky.core.problem import Refused
from nhiemky.core.reporting.form_editing import rows_of
from nhiemky.organisation.access import signed_in
from nhiemky.organisation.models import User
from nhiemky.records import clock
from nhiemky.reporting import access, catalogue
from nhiemky.reporting.definition_steps import StaleDefinitionError
from nhiemky.reporting.form_definitions import actions
from nhiemky.reporting.form_definitions.drafts import Draft, tell
from nhiemky.reporting.form_definitions.past import past
from nhiemky.reporting.form_definitions.readers import lost_after, lost_by
from nhiemky.reporting.form_definitions.views import shown
from nhiemky.reporting.models import FormDefinition
from nhiemky.reporting.models.definitions import StoredDefinition
from nhiemky.ui.fields import DateField
from nhiemky.ui.language import language, say
from nhiemky.ui.refusals import add_problems


@require_GET
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft with its parts, as it will be filled in, and what past reports say of it."""
    return _draft(request, access.form_draft(request, pk), ReleaseForm())


class ReleaseForm(forms.Form):
    """Why a form goes live with which measures lose their source; asked only where some do."""

    explanation = forms.CharField(label=gettext_lazy("Why they may lose it"), max_length=300, required=False)


def _draft(request: HttpRequest, row: FormDefinition, asked: ReleaseForm) -> HttpResponse:
    found = Draft.of(row)
    context: dict[str, object] = {
        "row": row,
        "draft": found,
        "definition": found.form,
        "name": found.form.name.text(language()),
        "tables": [(table, rows_of(found.document, table)) for table in ("identification", "text")],
        "rules": rows_of(found.document, "expect"),
        "is_own": row.changed_by_id == signed_in(request).pk,
        "today": clock.today(),
        "release_form": asked,
    }
    if not found.problems:
        context |= shown(found.form)
        context["past"] = past(found.form, language())
        context["losses"] = lost_by(found.form)
    return render(request, "reporting/definitions/draft.html", context, status=422 if asked.is_bound else 200)


@require_POST
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a draft live."""
    row = access.form_draft(request, pk)
    asked = ReleaseForm(request.POST)
    try:
        said = asked.cleaned_data["explanation"] if asked.is_valid() else ""
        live = actions.release(signed_in(request), row, edition_of(request), said)
    except StaleDefinitionError as stale:
        tell_why(request, stale)
        return redirect("reporting:form_draft", pk)
    except Refused as refused:
        add_problems(asked, refused)
        return _draft(request, row, asked)
    messages.success(request, _("The form is live: it is due for the periods that end from its first day on."))
    return redirect("reporting:form_version", live.code, live.version)


@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    row = access.form_draft(request, pk)
    try:
        actions.discard(signed_in(request), row, edition_of(request))
    except (Refused, StaleDefinitionError) as reason:
        tell_why(request, reason)
        return redirect("reporting:form_draft", pk)
    messages.success(request, _("The draft is discarded."))
    return redirect("reporting:forms")


class RetireForm(forms.Form):
    """From when a definition is in force no more, and why."""

    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    effective_until = DateField(label=gettext_lazy("Last day in force"))
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=300)


def asked_to_retire[Row: StoredDefinition](
    request: HttpRequest, row: Row, retire: Callable[[User, Row, int, date, str], Row]
) -> RetireForm | None:
    """The form that asks when and why a definition of the office ends; None once `retire` has done it."""
    form = RetireForm(request.POST or None, initial={"edition": row.edition, "effective_until": clock.today()})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            retire(signed_in(request), row, typed["edition"], typed["effective_until"], typed["reason"])
        except StaleDefinitionError as stale:
            form.add_error(None, say(stale.problem))
        except Refused as refused:
            tell(form, refused.problems)
        else:
            return None
    return form


def retire(request: HttpRequest, pk: int) -> HttpResponse:
    """End a live form of the office."""
    row = access.live_form(request, pk)
    form = asked_to_retire(request, row, actions.retire)
    if form is None:
        messages.success(request, _("The form is retired; what was filed on it stays readable."))
        return redirect("reporting:form_version", row.code, row.version)
    context = {"row": row, "form": form, "losses": lost_after(catalogue.stored_form(row))}
    return render(request, "reporting/definitions/retire.html", context, status=422 if form.is_bound else 200)


def edition_of(request: HttpRequest) -> int:
    """The edition that a button names; 0, which no row has, for anything else."""
    sent = request.POST.get("edition", "")
    return int(sent) if sent.isascii() and sent.isdigit() else 0


def tell_why(request: HttpRequest, reason: Refused | StaleDefinitionError) -> None:
    """Say on the next page why it was not done."""
    problems = reason.problems if isinstance(reason, Refused) else (reason.problem,)
    for each in problems:
        messages.error(request, f"{say(each)} ({each.code})")
