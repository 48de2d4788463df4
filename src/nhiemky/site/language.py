"""The language of a page: its address decides on the portal, elsewhere the reader's choice, else Vietnamese.

What a browser prefers does not count: English Windows does not mean an English office.
"""

from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

OFFICE_PREFIXES = ("/noi-bo/", "/bien-tap/", "/man-hinh/", "/dang-nhap/", "/dang-xuat/", "/ngon-ngu/", "/api/")


class ChosenLanguage(LocaleMiddleware):
    """Django's, which alone would make every page without a language in its address Vietnamese."""

    def process_request(self, request: HttpRequest) -> None:
        """Set the language of the request."""
        request.META.pop("HTTP_ACCEPT_LANGUAGE", None)
        if not request.path_info.startswith(OFFICE_PREFIXES):
            super().process_request(request)
            return
        translation.activate(translation.get_language_from_request(request))
        request.LANGUAGE_CODE = translation.get_language()
