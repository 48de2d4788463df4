"""What every template may use."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """Whether this is a demonstration, which every page then says."""
    return {"demonstration": settings.DEMONSTRATION}
