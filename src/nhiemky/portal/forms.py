"""The form in which editors write a page: it lists the numbers they typed and what published figures say of them."""

from wagtail.admin.forms import WagtailAdminPageForm


class PortalPageForm(WagtailAdminPageForm):  # type: ignore[misc]
    """Pages with a body."""
