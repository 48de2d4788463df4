"""Pages for what went wrong. They say what happened and what to do, in the reader's language, and touch no database."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import gettext as _

from nhiemky.core.problem import Refused
from nhiemky.ui.language import say


class MeanwhileRefused(MiddlewareMixin):
    """Middleware: what a page was to show became impossible while it was put together, by what somebody else did."""

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """409 with the reasons; every other exception goes on."""
        if not isinstance(exception, Refused):
            return None
        reasons = " ".join(f"{say(each)} ({each.code})" for each in exception.problems)
        advice = _("%(reasons)s Reload the page to see where things stand now.") % {"reasons": reasons}
        return _page(request, 409, _("Somebody else was faster"), advice)


@login_not_required
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the browser sent something that cannot be read."""
    return _page(request, 400, _("This request cannot be read"), _("Go back, reload the page and try again."))


@login_not_required
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the account has no right here."""
    return _page(
        request,
        403,
        _("You may not open this page"),
        _("Your account has no right here. If your work needs it, ask the administrator to grant you the role."),
    )


@login_not_required
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing stands at this address."""
    return _page(
        request,
        404,
        _("There is no such page"),
        _("Check the address, or go to the first page and look from there."),
    )


@login_not_required
def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault."""
    return _page(
        request,
        500,
        _("Something went wrong on our side"),
        _("Nothing was half-written. Try again; if it happens again, tell the administrator the time and the address."),
    )


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of a form whose token is missing or old."""
    return _page(
        request,
        403,
        _("The form is too old"),
        _("Go back, reload the page and send the form again. If it happens again, allow cookies for this site."),
    )


def _page(request: HttpRequest, status: int, title: str, advice: str) -> HttpResponse:
    """Drawn without the request, so that neither session nor database is needed."""
    shown = {"status": status, "title": title, "advice": advice, "demonstration": settings.DEMONSTRATION}
    return HttpResponse(render_to_string("site/error.html", shown), status=status)
