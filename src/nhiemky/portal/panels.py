"""The panel that lists the numbers typed into a page."""

from wagtail.admin.panels import Panel


class NumbersPanel(Panel):  # type: ignore[misc]
    """Each number of the body, judged against the published figures."""
