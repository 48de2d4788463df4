"""The form in which editors write a page with a body; beside the pages, for a Wagtail page names its form."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminPageForm

from nhiemky.portal.checking import checked_numbers, contradicted


class PortalPageForm(WagtailAdminPageForm):
    """Publishing a text whose numbers contradict published figures needs a second thought, and then a tick."""

    numbers_confirmed = forms.BooleanField(
        label=gettext_lazy("Publish although published figures contradict numbers in the text"), required=False
    )

    def _post_clean(self) -> None:
        """Judge the numbers once the page has taken over what was typed."""
        super()._post_clean()
        data: dict[str, Any] = self.cleaned_data
        if "action-publish" not in self.data or data.get("numbers_confirmed") or "body" not in data:
            return
        if wrong := contradicted(checked_numbers(self.instance)):
            listed = "; ".join(f"{each.place}: {each.number} ≠ {each.expected} ({each.label})" for each in wrong)
            sentence = _(
                "Correct these numbers, pick the figures instead, or tick this box to publish anyway. %(numbers)s"
            )
            self.add_error("numbers_confirmed", sentence % {"numbers": listed})
