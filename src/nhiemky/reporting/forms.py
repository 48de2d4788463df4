"""The small forms around reports; what is typed into a report itself is read in `inputs`."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nhiemky.core.indicators.periods import label
from nhiemky.reporting import overview
from nhiemky.reporting.duties import Owed
from nhiemky.ui.fields import DateField
from nhiemky.ui.language import language
from nhiemky.zones.models import Zone
from nhiemky.zones.queries import by_name


class EditionForm(forms.Form):
    """Which edition of the report was opened."""

    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class CorrectionForm(EditionForm):
    """Why an accepted report is corrected."""

    reason = forms.CharField(label=_("reason of the correction"), max_length=300)


class ReturnForm(EditionForm):
    """Why a report is returned."""

    reason = forms.CharField(
        label=_("what has to be changed"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )


class YearForm(forms.Form):
    """Whose periods end in which year."""

    nam = forms.IntegerField(label=_("year"), min_value=2000, max_value=2100, required=False)

    def year(self, today: date) -> int:
        """The year asked for, or this one."""
        return (self.cleaned_data.get("nam") if self.is_valid() else None) or today.year


class OverviewForm(YearForm):
    """Which duties the overview shows: of a year, and if wanted of one form, period, zone and state."""

    bieu = forms.ChoiceField(label=_("form"), required=False)
    ky = forms.ChoiceField(label=_("period"), required=False)
    khu = forms.ChoiceField(label=_("zone"), required=False)
    tinh = forms.ChoiceField(
        label=_("state"),
        required=False,
        choices=[(overview.ASKED, _("still to be sent")), *overview.STATES.items(), (overview.ALL, _("all"))],
    )

    def __init__(self, *args: Any, owed: Iterable[Owed], zones: Iterable[Zone], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = list(owed)
        periods = {each.duty.period.code: each.duty.period for each in listed}
        ordered = sorted(periods.values(), key=lambda each: (each.end, -each.start.toordinal()))
        everything = [("", _("all"))]
        self._offer("bieu", [*everything, *((code, code) for code in sorted({each.form.code for each in listed}))])
        self._offer("ky", [*everything, *((each.code, label(each, language())) for each in ordered)])
        self._offer("khu", [*everything, *((each.code, each.name) for each in by_name(zones))])

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def wanted(self, owed: Iterable[Owed]) -> list[Owed]:
        """The duties of the form, period and zone that are asked for, in whatever state."""
        asked = self.cleaned_data if self.is_bound and self.is_valid() else {}
        form, period, zone = (asked.get(name) for name in ("bieu", "ky", "khu"))
        return [
            each
            for each in owed
            if (not form or each.form.code == form)
            and (not period or each.duty.period.code == period)
            and (not zone or (each.of_zone is not None and each.of_zone.code == zone))
        ]

    @property
    def state(self) -> str:
        """The state that is asked for (`overview`)."""
        return self.cleaned_data["tinh"] if self.is_bound and self.is_valid() else overview.ASKED


class ExtensionForm(forms.Form):
    """More time for one duty."""

    last_day = DateField(label=_("last day"))
    reason = forms.CharField(label=_("reason"), max_length=300)


class ReopeningForm(forms.Form):
    """Why a closed period is opened again."""

    reason = forms.CharField(label=_("reason"), max_length=300)


class CommentForm(forms.Form):
    """What somebody writes about a line."""

    line = forms.CharField(widget=forms.HiddenInput, max_length=20)
    text = forms.CharField(label=_("comment"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2000)
