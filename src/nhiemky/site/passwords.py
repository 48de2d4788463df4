"""A password that an administrator gave opens one page only: the one where another is chosen."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from nhiemky.organisation.models import User

# Where an account with such a password may go.
OPEN = frozenset({"password_change", "logout", "set_language"})


class OwnPasswordRequired(LoginRequiredMiddleware):
    """Django's rule that every address needs a log-in, and ours that the password is the person's own."""

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., Any],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        """Send visitors to the log-in, and accounts with a temporary password to its change."""
        answer = super().process_view(request, view_func, view_args, view_kwargs)
        if answer is not None or not getattr(view_func, "login_required", True):
            return answer
        temporary = isinstance(request.user, User) and request.user.password_is_temporary
        name = request.resolver_match.view_name if request.resolver_match else ""
        return redirect("password_change") if temporary and name not in OPEN else None
