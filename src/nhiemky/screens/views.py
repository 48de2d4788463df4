"""The screen itself, its stream, and the page on which the clerk finds and renews its address."""

import time
from collections.abc import AsyncIterator

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from nhiemky.congress import access
from nhiemky.organisation.access import may, signed_in
from nhiemky.screens import actions
from nhiemky.screens.broadcast import broadcast, in_own_thread
from nhiemky.screens.content import Frame, congress_of, frame
from nhiemky.screens.models import Screen


@login_not_required
@never_cache
@require_safe
def screen(request: HttpRequest, key: str, language: str = "vi") -> HttpResponse:
    """The screen for the hall. No log-in: the address holds the key. Vietnamese unless the address says otherwise."""
    congress = congress_of(key)
    if congress is None:
        raise Http404
    with translation.override(language):
        return render(
            request,
            "screens/screen.html",
            {"congress": congress, "key": key, "frame": frame(congress, language), "screen_language": language},
        )


@login_not_required
async def stream(request: HttpRequest, key: str, language: str = "vi") -> HttpResponse | StreamingHttpResponse:
    """The screen's changes as server-sent events; a browser that comes back says with `Last-Event-ID` what it has."""
    if request.method != "GET":
        return HttpResponse(status=405, headers={"Allow": "GET"})
    if await in_own_thread(congress_of)(key) is None:
        raise Http404
    seen = request.headers.get("Last-Event-ID", "")
    return StreamingHttpResponse(
        _events(broadcast(key, language).listen(seen)),
        content_type="text/event-stream; charset=utf-8",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


@require_safe
def control(request: HttpRequest, pk: int) -> HttpResponse:
    """The screen's address, for those who conduct the congress."""
    congress = access.congress(request, pk, access.CONDUCT)
    return render(
        request,
        "screens/control.html",
        {
            "congress": congress,
            "screen": Screen.objects.filter(congress=congress).first(),
            "prepares": may(request.user, access.PREPARE, congress.unit),
        },
    )


@require_POST
def open_screen(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the congress its screen."""
    congress = access.congress(request, pk, access.PREPARE)
    actions.open_screen(signed_in(request), congress)
    return redirect("screens:control", pk)


@require_POST
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the screen another address."""
    congress = access.congress(request, pk, access.PREPARE)
    screen = get_object_or_404(Screen.objects.select_related("congress"), congress=congress)
    actions.renew_key(signed_in(request), screen)
    messages.success(request, _("The old address shows nothing any more."))
    return redirect("screens:control", pk)


async def _events(frames: AsyncIterator[Frame | None]) -> AsyncIterator[bytes]:
    """The wire format: the server's time first, for the speaker's clock, then pictures and heartbeats."""
    yield f"retry: 2000\nevent: time\ndata: {time.time() * 1000:.0f}\n\n".encode()
    async for found in frames:
        if found is None:
            yield b": still here\n\n"
        else:
            lines = "".join(f"data: {line}\n" for line in found.html.splitlines())
            yield f"id: {found.digest}\nevent: board\n{lines}\n".encode()
