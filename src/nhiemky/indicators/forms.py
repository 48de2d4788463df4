"""Forms of the pages of indicators."""

from django import forms
from django.utils.translation import gettext_lazy as _

from nhiemky.records import clock


class DayForm(forms.Form):
    """In which tree of units history is counted."""

    as_of = forms.DateField(
        label=_("Units as they stood on"),
        help_text=_("Units move and merge; all years are then counted in the tree of this day."),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": _("Name a day."), "invalid": _("This is no day.")},
    )

    def clean_as_of(self) -> object:
        """No day to come: nobody knows the tree of tomorrow."""
        day = self.cleaned_data["as_of"]
        if day > clock.today():
            raise forms.ValidationError(_("This day is still to come."))
        return day
