"""Addresses of the interface: the operations, their OpenAPI description, and the page that explains it."""

import json

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, path
from django.views.decorators.http import require_safe

from nhiemky.reporting.api.description import PREFIX, api, description
from nhiemky.reporting.api.reading import operations, problems
from nhiemky.ui.language import language

app_name = "reporting_api"


@login_not_required
@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """The description for machines."""
    return HttpResponse(json.dumps(description(), ensure_ascii=False), content_type="application/json")


@login_not_required
@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """The description for people."""
    told = description()
    vietnamese, _, english = told["info"]["description"].partition("\n\n")
    context = {
        "told": told,
        "text": " ".join((vietnamese if language() == "vi" else english).split()),
        "operations": operations(told),
        "problems": problems(),
        "prefix": PREFIX,
    }
    return render(request, "reporting/api.html", context)


def _operations() -> list[URLPattern | URLResolver]:
    """django-ninja's addresses, less its own page; a token opens them, and nobody is sent to the log-in."""
    found = [each for each in api.urls[0] if isinstance(each, URLPattern) and each.name != "api-root"]
    for each in found:
        vars(each.callback)["login_required"] = False
    return [*found]


urlpatterns = [path("", docs, name="docs"), path("openapi.json", openapi, name="openapi"), *_operations()]
