"""Forms of boards: what a panel asks for is chosen, never typed, but for periods of one's own."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from nhiemky.boards.models import Board, Panel
from nhiemky.core.vietnamese.names import title_sort_key
from nhiemky.indicators import catalogue
from nhiemky.organisation.models import Unit
from nhiemky.records import clock
from nhiemky.resolution.models import FROZEN_STATES, Resolution
from nhiemky.ui.fields import YearField
from nhiemky.ui.language import language
from nhiemky.zones.models import Zone
from nhiemky.zones.queries import by_name

FIRST_YEAR = 1990
_TAKEN = frozenset({"moi", "bao-cao-nhiem-ky"})


class BoardForm(forms.ModelForm[Board]):
    """A board's name, its unit and who may read it. Its address stays once it is made."""

    class Meta:
        model = Board
        fields = ["title_vi", "title_en", "slug", "unit", "shared"]
        widgets = {"shared": forms.RadioSelect}

    def __init__(self, *args: Any, homes: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = homes  # type: ignore[attr-defined]
        if self.instance.pk:
            del self.fields["slug"]

    def clean_slug(self) -> str:
        """An address that no page of ours has."""
        slug: str = self.cleaned_data["slug"]
        if slug in _TAKEN:
            raise ValidationError(_("This address is taken; choose another one."))
        return slug


class PanelForm(forms.ModelForm[Panel]):
    """What one panel shows."""

    indicators = forms.MultipleChoiceField(
        label=_("indicators"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=lambda: _indicators(),
        help_text=_("At least one, but for results against targets."),
    )
    units = forms.MultipleChoiceField(
        label=_("units"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=lambda: _units(),
        help_text=_("At least one, but for results against targets."),
    )
    resolution = forms.ModelChoiceField(
        label=_("resolution"),
        required=False,
        queryset=Resolution.objects.filter(state__in=FROZEN_STATES).select_related("unit", "term"),
        help_text=_("Only for results against targets: all its targets are shown."),
    )
    periods = forms.CharField(
        label=_("periods of my own"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only for periods of my own: 2022-Q1, 2020..2022, 2020-06-29..2022-06-16, 2022-YTD-09 …"),
    )

    class Meta:
        model = Panel
        fields = [
            "title_vi", "title_en", "view", "indicators", "units", "by", "step", "first_year", "last_year", "periods",
            "resolution",
        ]  # fmt: skip
        widgets = {"view": forms.RadioSelect, "step": forms.RadioSelect, "by": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        this_year = clock.today().year
        for name, text in (("first_year", _("First year")), ("last_year", _("Last year"))):
            self.fields[name] = YearField(label=text, required=False, least=FIRST_YEAR, most=this_year + 10)
        if not self.instance.pk:
            self.initial.update(first_year=this_year - 4, last_year=this_year)


class PublishForm(forms.Form):
    """Why a further edition is published."""

    reason = forms.CharField(
        label=_("reason of the new edition"),
        max_length=300,
        required=False,
        help_text=_("Needed when an edition is public already; readers see it."),
    )


def _indicators() -> list[tuple[str, str]]:
    named = ((code, definition.name.text(language())) for code, definition in catalogue.current().items())
    return sorted(named, key=lambda pair: title_sort_key(pair[1]))


def _units() -> list[tuple[str, str]]:
    """The zones first, then boards and cells."""
    zones = [(zone.code, zone.name) for zone in by_name(Zone.objects.all())]
    kinds = (Unit.Kind.BOARD, Unit.Kind.CELL, Unit.Kind.PARTY_COMMITTEE)
    return [*zones, *Unit.objects.filter(kind__in=kinds).values_list("code", "name")]
