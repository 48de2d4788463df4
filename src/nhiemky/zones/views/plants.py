"""Pages of zones' wastewater plants."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from nhiemky.organisation.access import signed_in
from nhiemky.zones import access, actions
from nhiemky.zones.forms import PlantCorrectionForm, PlantForm
from nhiemky.zones.models import WastewaterPlant
from nhiemky.zones.views.pages import form_page


def add(request: HttpRequest, code: str) -> HttpResponse:
    """Enter a wastewater plant of a zone."""
    zone = access.zone(request, code, access.MANAGE)
    form = PlantForm(request.POST or None, instance=WastewaterPlant(zone=zone))
    if request.method == "POST" and form.is_valid():
        actions.add_plant(signed_in(request), form.save(commit=False))
        messages.success(request, _("The wastewater plant is kept."))
        return redirect("zones:zone", code)
    return form_page(request, form, _("Add a wastewater plant: %(zone)s") % {"zone": zone}, back=("zones:zone", code))


def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Replace what is kept of a plant: it works no more, or was typed wrong; the earlier row stays to be seen."""
    wrong = access.plant(request, pk)
    initial = {name: getattr(wrong, name) for name in PlantForm.Meta.fields}
    form = PlantCorrectionForm(request.POST or None, instance=WastewaterPlant(zone=wrong.zone), initial=initial)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        actions.correct_plant(signed_in(request), wrong, form.save(commit=False), reason)
        messages.success(request, _("The wastewater plant is corrected; the earlier row stays to be seen."))
        return redirect("zones:zone", wrong.zone.code)
    title = _("Change a wastewater plant: %(zone)s") % {"zone": wrong.zone}
    return form_page(request, form, title, back=("zones:zone", wrong.zone.code))
