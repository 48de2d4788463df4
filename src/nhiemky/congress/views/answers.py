"""How the pages of this room answer: a form again with its errors, or a sentence after a redirect."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nhiemky.congress.forms import refuse
from nhiemky.congress.models import Congress
from nhiemky.congress.problems import sentences
from nhiemky.core.problem import Refused

require_form = require_http_methods(["GET", "HEAD", "POST"])


def tried(request: HttpRequest, act: Callable[[], object], done: str, *, to: str, pk: int) -> HttpResponse:
    """Do it and go back to the page `to` of the congress, with a sentence that says what was done or why not."""
    try:
        act()
    except Refused as refused:
        for _place, said in sentences(refused):
            messages.error(request, said)
    else:
        messages.success(request, done)
    return redirect(to, pk)


def accepted(form: BaseForm, act: Callable[[], object]) -> bool:
    """Whether a bound form was valid and its action went through; else the form has the reasons."""
    if not form.is_valid():
        return False
    try:
        act()
    except Refused as refused:
        refuse(form, refused)
        return False
    return True


def form_page(
    request: HttpRequest, congress: Congress | None, form: BaseForm, title: str, **more: object
) -> HttpResponse:
    """A page that is one form."""
    return render(
        request,
        "congress/form.html",
        {"congress": congress, "form": form, "title": title, "submit": _("Save"), **more},
        status=422 if form.is_bound else 200,
    )
