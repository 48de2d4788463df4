"""What is asked for before a form of the board is filled in, and what is typed of infrastructure."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from nhiemky.core.indicators.periods import Period, parse_period
from nhiemky.core.problem import Refused
from nhiemky.organisation.models import Unit
from nhiemky.reporting.board_forms.filling import FORMS
from nhiemky.reporting.models import Infrastructure
from nhiemky.ui.fields import NumberField, model_field
from nhiemky.ui.language import say
from nhiemky.zones.countries import choices
from nhiemky.zones.fields import ExactDecimalField
from nhiemky.zones.forms import AmountField

NAMES = {
    "2101": _("2101 · investment attracted"),
    "2103": _("2103 · infrastructure"),
    "2104": _("2104 · production"),
}


class FillingForm(forms.Form):
    """Which form, of which board, for which period, at which rate."""

    bieu = forms.ChoiceField(label=_("form"), choices=[(code, NAMES[code]) for code in FORMS])
    ban = forms.ModelChoiceField(label=_("management board"), queryset=Unit.objects.none())
    ky = forms.CharField(label=_("period"), max_length=30, help_text=_("Such as 2021-Q4, 2021 or 2020..2021."))
    ty_gia = NumberField(
        label=_("rate (VND for 1 USD)"),
        places=4,
        help_text=_("The State Bank's, such as 23.105,5; amounts in the other currency are taken at it."),
    )
    nguon = forms.CharField(label=_("source of the rate"), max_length=300, required=False)

    def __init__(self, *args: Any, boards: models.QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ban"].queryset = boards  # type: ignore[attr-defined]

    def clean_ky(self) -> Period:
        """The period that the code names."""
        try:
            return parse_period(self.cleaned_data["ky"].strip())
        except Refused as refused:
            raise ValidationError(say(refused.problems[0])) from refused

    def clean_ty_gia(self) -> Any:
        """A rate is above 0 and below 10 million."""
        rate = self.cleaned_data["ty_gia"]
        if not 0 < rate < 10_000_000:
            raise ValidationError(_("The rate must be above 0."))
        return rate


def _field(field: models.Field[Any, Any], **kwargs: Any) -> forms.Field | None:
    return AmountField(field) if isinstance(field, ExactDecimalField) else model_field(field, **kwargs)


class InfrastructureForm(forms.ModelForm[Infrastructure]):
    """A zone's infrastructure project as of a day."""

    country = forms.ChoiceField(label=_("investor's country"), choices=choices)

    class Meta:
        model = Infrastructure
        fields = [
            "as_of", "decision", "certificate", "place", "investor", "country", "foreign", "domestic", "completion",
            "status", "handed_over", "realised", "source",
        ]  # fmt: skip
        formfield_callback = _field
