"""The form of a target: its taxonomy, what measures it, and the values that other baselines set."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nhiemky.core.quantities import MEASURED, unit_name
from nhiemky.core.resolution.measuring import Gauge
from nhiemky.core.vietnamese.names import title_sort_key
from nhiemky.records import clock
from nhiemky.resolution.measuring import gauges
from nhiemky.resolution.models import Baseline, Shape, Target
from nhiemky.resolution.numbering import free_number
from nhiemky.ui.fields import NumberField, WholeNumberField, model_field
from nhiemky.ui.language import language


class TargetForm(forms.ModelForm):  # type: ignore[type-arg]
    """A target in its taxonomy, with the values other baselines set."""

    class Meta:
        model = Target
        fields = [
            "number", "name_vi", "name_en", "group", "shape", "direction", "value", "upper", "tolerance", "unit",
            "period_start", "period_end", "indicator", "whole", "wording", "note",
        ]  # fmt: skip
        formfield_callback = model_field

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"] = WholeNumberField(label=_("Number"), least=1, most=999)
        self.fields["value"] = _value(_("Value"))
        self.fields["upper"] = _value(_("Up to"))
        self.fields["upper"].help_text = _("Only for a range: the value above is its lower end.")
        self.fields["tolerance"] = _value(_("Tolerance"))
        self.fields["tolerance"].help_text = _("How far on the wrong side still counts as met; mostly empty.")
        known = gauges()
        units = dict.fromkeys([*MEASURED, *sorted(each.unit for each in known.values())])
        self.fields["unit"] = forms.ChoiceField(
            label=_("Unit of measure"),
            required=False,
            choices=[("", "–"), *((unit, unit_name(unit, language())) for unit in units)],
        )
        self.fields["indicator"] = forms.CharField(
            label=_("Indicator"),
            required=False,
            max_length=60,
            help_text=_("What measures it. Its unit must be the target's; growth is in % of any unit."),
            widget=forms.Select(
                choices=[("", _("– (nothing measures it)")), *_choices(known, self.instance.indicator)]
            ),
        )
        self.fields["whole"].help_text = _("Shares of one structure add up to 100%.")
        self.fields["note"].widget.attrs["rows"] = 3
        held = {row.baseline: row.value for row in self.instance.baselines.all()} if self.instance.pk else {}
        for baseline in Baseline:
            name = f"baseline_{baseline.value}"
            self.fields[name] = _value(format_lazy("{}: {}", _("Also held against"), baseline.label))
            self.initial[name] = _short(held.get(baseline.value))
        for name in ("value", "upper", "tolerance"):
            self.initial[name] = _short(getattr(self.instance, name))

    def clean_number(self) -> int:
        """A number that no other target of the resolution has."""
        return free_number(self.instance, self.cleaned_data["number"], gettext("Another target has this number."))

    def clean(self) -> dict[str, Any]:
        """A milestone has neither value nor unit; its day is the end of the period."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("shape") == Shape.MILESTONE:
            cleaned["unit"] = ""
        return cleaned

    def baselines(self) -> dict[str, Decimal]:
        """The values of the other baselines that were typed."""
        typed = {baseline.value: self.cleaned_data[f"baseline_{baseline.value}"] for baseline in Baseline}
        return {baseline: value for baseline, value in typed.items() if value is not None}


def _value(label: Any) -> NumberField:
    return NumberField(label=label, places=4, required=False)


def _choices(known: Mapping[str, Gauge], held: str) -> list[tuple[str, str]]:
    """The indicators in force by name, each with its unit; the one held stays to be chosen, whatever became of it."""
    today = clock.today()
    found = [
        (code, f"{gauge.name.text(language())} ({unit_name(gauge.unit, language())})")
        for code, gauge in known.items()
        if not gauge.ends_before(today)
    ]
    found.sort(key=lambda each: title_sort_key(each[1]))
    if held and held not in dict(found):
        name = known[held].name.text(language()) if held in known else held
        found.append((held, gettext("%(name)s (not in force)") % {"name": name}))
    return found


def _short(value: Decimal | None) -> Decimal | None:
    """Without the zeros that only the column adds."""
    return None if value is None else Decimal(f"{value.normalize():f}")
