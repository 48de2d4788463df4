"""What all pages of this room share."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from nhiemky.elections.models import Election


def form_page(
    request: HttpRequest, election: Election | None, form: forms.BaseForm, template: str, **context: Any
) -> HttpResponse:
    """A page with a form: 422 once it has errors, with what was typed."""
    status = 422 if form.is_bound else 200
    return render(request, template, {"election": election, "form": form, **context}, status=status)


def to_election(election: Election) -> HttpResponse:
    """Back to the page of the election."""
    return redirect("elections:election", election.pk)
