"""Pages that make, change and decide on measures and indicators of the office."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from nhiemky.core.indicators.definition_writing import indicator_toml, measures_toml
from nhiemky.core.problem import Refused
from nhiemky.indicators import access, catalogue
from nhiemky.indicators.definitions import actions
from nhiemky.indicators.definitions.fields import DefinitionForm, IndicatorForm, MeasureForm
from nhiemky.indicators.definitions.models import OfficeDefinition
from nhiemky.organisation.access import require, signed_in
from nhiemky.reporting.definition_steps import StaleDefinitionError
from nhiemky.reporting.form_definitions.deciding import asked_to_retire, edition_of, tell_why
from nhiemky.reporting.form_definitions.drafts import tell
from nhiemky.reporting.form_definitions.editing import ImportForm
from nhiemky.ui.language import say

_FORMS: dict[str, type[DefinitionForm]] = {"measure": MeasureForm, "indicator": IndicatorForm}
Kind = OfficeDefinition.Kind


def new(request: HttpRequest, kind: str) -> HttpResponse:
    """A new measure or indicator, or with `?tu=CODE` one that begins as a copy."""
    user = require(request, access.DEFINE)
    if kind not in _FORMS:
        raise Http404
    base = request.GET.get("tu", "")
    form = _FORMS[kind](request.POST or None, initial={**_copied(kind, base), "edition": 0})
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.draft(user, kind, form.text())
        except Refused as refused:
            tell(form, refused.problems)
        else:
            return redirect("indicators:definition", row.pk)
    context = {"form": form, "kind": kind, "base": base}
    return render(request, "indicators/definitions/edit.html", context, status=422 if form.is_bound else 200)


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a draft."""
    row = access.changeable(request, pk, OfficeDefinition.State.DRAFT)
    kind = _FORMS[row.kind]
    form = kind(request.POST or None, initial={**kind.initial_of(row.text), "edition": row.edition})
    if request.method == "POST" and form.is_valid() and _changed(request, row, form):
        messages.success(request, _("The draft is kept."))
        return redirect("indicators:definition", pk)
    context = {"form": form, "kind": row.kind, "row": row}
    return render(request, "indicators/definitions/edit.html", context, status=422 if form.is_bound else 200)


class DefinitionImportForm(ImportForm):
    """A TOML text, and what it defines."""

    kind = forms.ChoiceField(label=gettext_lazy("It defines"), choices=Kind)
    field_order = ("kind", "file", "text")


def take(request: HttpRequest) -> HttpResponse:
    """A draft from TOML that was exported here or elsewhere; each problem names its table and key."""
    user = require(request, access.DEFINE)
    form = DefinitionImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.draft(user, form.cleaned_data["kind"], form.cleaned_data["text"])
        except Refused as refused:
            for each in refused.problems:
                form.add_error("text", f"{each.place}: {say(each)} ({each.code})")
        else:
            return redirect("indicators:definition", row.pk)
    context = {"form": form}
    return render(request, "indicators/definitions/import.html", context, status=422 if form.is_bound else 200)


@require_POST
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a draft live."""
    row = access.changeable(request, pk, OfficeDefinition.State.DRAFT)
    try:
        actions.release(signed_in(request), row, edition_of(request))
    except (Refused, StaleDefinitionError) as reason:
        tell_why(request, reason)
    else:
        messages.success(request, _("It is live: values are computed with it from its first day on."))
    return redirect("indicators:definition", pk)


@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    row = access.changeable(request, pk, OfficeDefinition.State.DRAFT)
    try:
        actions.discard(signed_in(request), row, edition_of(request))
    except (Refused, StaleDefinitionError) as reason:
        tell_why(request, reason)
        return redirect("indicators:definition", pk)
    messages.success(request, _("The draft is discarded."))
    return redirect("indicators:definitions")


def retire(request: HttpRequest, pk: int) -> HttpResponse:
    """End what is live."""
    row = access.changeable(request, pk, OfficeDefinition.State.LIVE)
    form = asked_to_retire(request, row, actions.retire)
    if form is None:
        messages.success(request, _("It is retired; what was computed with it stays readable."))
        return redirect("indicators:definition", pk)
    context = {"row": row, "form": form}
    return render(request, "indicators/definitions/retire.html", context, status=422 if form.is_bound else 200)


def _copied(kind: str, code: str) -> dict[str, object]:
    """The fields of what is copied; with its code it is a new version, in force from a day to be chosen."""
    if not code:
        return {}
    whole = catalogue.whole()
    if kind == Kind.MEASURE and code in whole.measures:
        return {**MeasureForm.initial_of(measures_toml({code: whole.measures[code]})), "effective_from": None}
    if kind == Kind.INDICATOR and code in whole.indicators:
        return {**IndicatorForm.initial_of(indicator_toml(whole.indicators[code])), "effective_from": None}
    raise Http404


def _changed(request: HttpRequest, row: OfficeDefinition, form: DefinitionForm) -> bool:
    try:
        actions.change(signed_in(request), row, form.cleaned_data["edition"], form.text())
    except Refused as refused:
        tell(form, refused.problems)
        return False
    except StaleDefinitionError as stale:
        form.add_error(None, say(stale.problem))
        # What was typed stays; saved again it replaces what the other wrote.
        form.data = {**request.POST.dict(), "edition": stale.row.edition}
        return False
    return True
