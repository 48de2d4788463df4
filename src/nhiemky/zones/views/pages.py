"""What the pages of zones share."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

ROWS = 50


def form_page(
    request: HttpRequest, form: BaseForm, title: str, back: tuple[Any, ...] = ("zones:zones",), **more: Any
) -> HttpResponse:
    """A page with one form; 422 when what was sent cannot be used. `back` is the address of the page it belongs to."""
    context = {"form": form, "title": title, "back": reverse(back[0], args=back[1:]), **more}
    return render(request, "zones/form.html", context, status=422 if form.is_bound else 200)


def one_page[M: Model](request: HttpRequest, rows: QuerySet[M]) -> Page[M]:
    """The page of rows that the address asks for; the nearest one for a number that is none."""
    return Paginator(rows, ROWS).get_page(request.GET.get("trang"))
