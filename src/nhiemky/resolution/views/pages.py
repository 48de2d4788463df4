"""What all pages of this room share."""

from collections.abc import Callable
from pathlib import PurePath
from typing import Any

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from nhiemky.core.problem import Refused
from nhiemky.resolution.forms import add_problems
from nhiemky.resolution.models import Resolution
from nhiemky.resolution.models.proofs import Proof
from nhiemky.resolution.problems import sentence
from nhiemky.ui import refusals


def act[F: forms.BaseForm](form: F, do: Callable[[F], object]) -> bool:
    """Whether the form is valid and the action was done; what it refuses stands in the form afterwards."""
    return refusals.act(form, do, tell=add_problems)


def form_page(
    request: HttpRequest, resolution: Resolution | None, form: forms.BaseForm, title: str, **context: Any
) -> HttpResponse:
    """A page with a form: 422 once it has errors, with what was typed."""
    status = 422 if form.is_bound else 200
    context |= {"resolution": resolution, "form": form, "title": title}
    return render(request, "resolution/form.html", context, status=status)


def say_refused(request: HttpRequest, refused: Refused) -> None:
    """Say on the next page why a button did nothing."""
    for found in refused.problems:
        messages.error(request, f"{sentence(found)} ({found.code})")


def to_resolution(resolution: Resolution) -> HttpResponse:
    """Back to the page of the resolution."""
    return redirect("resolution:resolution", resolution.pk)


def file_of(proof: Proof) -> FileResponse:
    """The file of what shows that something was done, to be kept under its own name."""
    return FileResponse(proof.file.open(), as_attachment=True, filename=PurePath(str(proof.file)).name)
