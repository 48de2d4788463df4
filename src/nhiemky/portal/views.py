"""The portal's own addresses: pages, search, signs of life, sitemap and robots."""

from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe
from django.views.static import serve as serve_file
from wagtail.views import serve

from nhiemky.portal import queries
from nhiemky.portal.counter import visits
from nhiemky.portal.robots import is_robot
from nhiemky.portal.search import indicators, search, shown, words_of
from nhiemky.ui.language import language

RESULTS_ON_A_PAGE = 10
PICTURES_KEPT = 7 * 24 * 60 * 60


@login_not_required
@require_safe
def page(request: HttpRequest, path: str = "") -> HttpResponse:
    """A published page. One that no signed-in person asks for is kept a few seconds for the next visitor."""
    signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES
    key = f"portal:{get_language()}:{request.get_host()}:{request.get_full_path()}"
    kept = None if signed_in else cache.get(key)
    response = kept or _served(request, path)
    if kept is None and not signed_in and settings.KEEP_PAGES_FOR and response.status_code == HttpResponse.status_code:
        cache.set(key, response, settings.KEEP_PAGES_FOR)
    _count(request)
    return response


def _count(request: HttpRequest) -> None:
    if not is_robot(request):
        visits.view()


def _served(request: HttpRequest, path: str) -> HttpResponse:
    response: HttpResponse = serve(request, path)
    if isinstance(response, TemplateResponse):
        response.render()
    patch_vary_headers(response, ["Cookie"])
    return response


@login_not_required
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Search in the pages of the language and in the published indicators."""
    query = request.GET.get("q", "")[:200]
    words = words_of(query)
    results = Paginator(search(get_language() or "", words), RESULTS_ON_A_PAGE).get_page(request.GET.get("trang"))
    _count(request)
    context = {
        "query": query,
        "words": words,
        "results": results,
        "found": [shown(entry, words) for entry in results],
        # They stand before the first ten pages.
        "indicators": indicators(language(), words) if results.number == 1 else [],
    }
    return render(request, "portal/search.html", context)


@csrf_exempt
@login_not_required
@require_POST
@never_cache
def beat(request: HttpRequest) -> JsonResponse:
    """An open page gives a sign of life and hears how the counter stands; of the sender only a robot's name is read."""
    if not is_robot(request):
        visits.beat()
    now = queries.counts(queries.office().visits_before)
    return JsonResponse({"online": now.online, "total": now.total})


@login_not_required
@require_safe
def counter(request: HttpRequest) -> HttpResponse:
    """What the counter counts and what it keeps."""
    _count(request)
    return render(request, "portal/counter.html")


@login_not_required
@require_safe
@cache_control(public=True, max_age=PICTURES_KEPT)
def picture(request: HttpRequest, path: str) -> HttpResponseBase:
    """A picture of a page in one of its sizes; no other uploaded file has an address here."""
    return serve_file(request, path, document_root=str(Path(settings.MEDIA_ROOT) / "images"))


@login_not_required
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """All published pages and the indicators of which something was published, each with its translations."""
    context = {
        "groups": [*queries.published_pages(), *queries.published_indicators()],
        "origin": request.build_absolute_uri("/")[:-1],
    }
    return render(request, "portal/sitemap.xml", context, content_type="application/xml")


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What programs may read: the portal and the figures."""
    context = {"origin": request.build_absolute_uri("/")[:-1]}
    return render(request, "portal/robots.txt", context, content_type="text/plain; charset=utf-8")
