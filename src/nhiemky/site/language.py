"""The language of a page: from its address, else as chosen, else Vietnamese. What a browser prefers does not count."""

from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware


class ChosenLanguage(LocaleMiddleware):
    """Django's middleware without the browser's header: English Windows does not mean an English office."""

    def process_request(self, request: HttpRequest) -> None:
        """Choose the language."""
        request.META.pop("HTTP_ACCEPT_LANGUAGE", None)
        super().process_request(request)
