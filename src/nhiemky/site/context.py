"""What every template may use."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from nhiemky.site.navigation import navigation


def site(request: HttpRequest) -> dict[str, object]:
    """Whether this is a demonstration, which every page says; and the rooms, looked up only where a page shows them."""
    return {
        "demonstration": settings.DEMONSTRATION,
        "navigation": SimpleLazyObject(lambda: navigation(request)),
    }
