"""The auditor's room: the log of events, and whether it and the database still agree.

It stands here because `records` lies below `organisation` and knows nothing of rights.
"""

from itertools import islice

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from nhiemky.organisation import access
from nhiemky.records import queries
from nhiemky.records.actions import looked
from nhiemky.records.verification import verify as verify_records
from nhiemky.ui.fields import DateField

MOST_FINDINGS = 500


class EventFilter(forms.Form):
    """Which events to show."""

    actor = forms.CharField(label=_("who"), max_length=150, required=False)
    verb = forms.ChoiceField(label=_("what"), required=False)
    subject = forms.CharField(label=_("row, such as organisation.Member:12"), max_length=120, required=False)
    since = DateField(label=_("from"), required=False)
    until = DateField(label=_("until"), required=False)
    before = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)

    def __init__(self, given: QueryDict, verbs: list[str]) -> None:
        super().__init__(given)
        self.fields["verb"].choices = [("", "–"), *((verb, verb) for verb in verbs)]  # type: ignore[attr-defined]


@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """The events, newest first."""
    access.require(request, access.SEE_RECORDS)
    form = EventFilter(request.GET, queries.verbs())
    if not form.is_valid():
        return render(request, "site/events.html", {"form": form, "events": [], "next": None}, status=422)
    given = dict(form.cleaned_data)
    before = given.pop("before")
    rows, following = queries.page(queries.events(queries.Wanted(**given)), before)
    return render(request, "site/events.html", {"form": form, "events": rows, "next": following})


@require_POST
def verify(request: HttpRequest) -> HttpResponse:
    """Walk the whole chain and compare every row; that it was done is recorded too."""
    user = access.require(request, access.SEE_RECORDS)
    findings = list(islice(verify_records(), MOST_FINDINGS))
    looked(user, None, "records_verify")
    return render(request, "site/verification.html", {"findings": findings, "most": MOST_FINDINGS})
