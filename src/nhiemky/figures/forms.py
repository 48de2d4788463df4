"""Forms of the publishing page: the value is not among their fields."""

from django import forms
from django.utils.translation import gettext_lazy as _


class PublishForm(forms.Form):
    """The name of a figure in addresses, and a note on its provenance."""

    key = forms.SlugField(
        label=_("key"), max_length=80, help_text=_("Short, without marks; it stands in the figure's address.")
    )
    note_vi = forms.CharField(label=_("note in Vietnamese"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    note_en = forms.CharField(label=_("note in English"), required=False, widget=forms.Textarea(attrs={"rows": 3}))


class CorrectForm(forms.Form):
    """Why a figure is corrected."""

    reason = forms.CharField(label=_("reason for the correction"), max_length=300)
