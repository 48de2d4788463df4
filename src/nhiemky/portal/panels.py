"""The panel that lists the numbers typed into a page."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel

from nhiemky.portal.checking import LANGUAGE_READ, checked_numbers


class NumbersList(Panel):
    """Each number of the text as last saved, judged against the published figures."""

    class BoundPanel(Panel.BoundPanel):
        """The list for one page."""

        template_name = "portal/editor/numbers.html"

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            """The numbers, and whether the language can be read at all."""
            saved = self.instance.pk is not None
            return {
                **super().get_context_data(parent_context),
                "saved": saved,
                "readable": saved and self.instance.locale.language_code == LANGUAGE_READ,
                "numbers": checked_numbers(self.instance) if saved else [],
            }


def numbers_panel() -> MultiFieldPanel:
    """The list and the tick that lets contradicted numbers pass."""
    return MultiFieldPanel([NumbersList(), FieldPanel("numbers_confirmed")], heading=_("Numbers in the text"))
