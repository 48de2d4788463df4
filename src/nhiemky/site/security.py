"""The content security policy: strict on every page we own, wider only where Wagtail's editor needs it."""

from django.http import HttpRequest, HttpResponse
from django.middleware.csp import ContentSecurityPolicyMiddleware
from django.utils.csp import CSP

EDITOR_PREFIX = "/bien-tap/"

# Wagtail's admin writes inline scripts and styles; it stays behind the editors' log-in and still may not phone out.
EDITOR_POLICY = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF, CSP.UNSAFE_INLINE, CSP.UNSAFE_EVAL],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, "data:", "blob:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.SELF],
}


class ContentSecurityPolicy(ContentSecurityPolicyMiddleware):
    """Django's middleware, with the editor's policy under the editor's prefix."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Set the policy of the page's own part of the site."""
        if request.path.startswith(EDITOR_PREFIX):
            response._csp_config = EDITOR_POLICY  # type: ignore[attr-defined]  # noqa: SLF001
            response["X-Frame-Options"] = "SAMEORIGIN"
        return super().process_response(request, response)
