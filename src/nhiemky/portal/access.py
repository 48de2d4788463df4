"""Who may edit the portal: the editors, and nobody else. What is published, everybody may read."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from nhiemky.organisation.access import require, right
from nhiemky.organisation.models import Role

EDIT = right("portal.edit", Role.EDITOR)


def editors_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let only accounts with the editor's role of today into one of Wagtail's views."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        require(request, EDIT)
        return view(request, *args, **kwargs)

    return checked
