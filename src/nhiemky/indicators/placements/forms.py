"""What is typed about a unit that moves, merges or closes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nhiemky.indicators.models import Placement
from nhiemky.indicators.placements.registers import CLOSING, MERGE, Row, superiors
from nhiemky.ui.fields import DateField

_LABELS = {"move": _("moves to"), "merge": _("merges into")}


class PlacementForm(forms.Form):
    """Where a unit stands from a day on, or its last day; with the document that decides it."""

    parent = forms.ChoiceField()
    since = DateField(label=_("from"))
    until = DateField(
        label=_("until"), required=False, help_text=_("Empty while it lasts; a move that was undone has a last day.")
    )
    source = forms.CharField(label=_("document"), max_length=300, help_text=_("Number and day of the decision."))

    def __init__(self, *args: Any, row: Row, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row, self.kind = row, kind
        if kind == CLOSING:
            del self.fields["parent"], self.fields["since"]
            self.fields["until"] = DateField(label=_("last day"))
            self.order_fields(["until", "source"])
            return
        listed = [(each.code, str(each)) for each in superiors(row, kind)]
        self.fields["parent"].label = _LABELS[kind]
        self.fields["parent"].choices = [("", "–"), *listed]  # type: ignore[attr-defined]
        if kind == MERGE:
            del self.fields["until"]

    def placement(self) -> Placement:
        """The row to be written. Call it once the form is valid."""
        said = self.cleaned_data
        return Placement(
            unit=self.row.code,
            kind=self.kind,
            parent=said.get("parent", ""),
            since=said.get("since"),
            until=said.get("until"),
            source=said["source"],
        )


class CorrectionForm(PlacementForm):
    """What a placement should have said."""

    reason = forms.CharField(label=_("reason of the correction"), max_length=300)


class WithdrawalForm(forms.Form):
    """Why a placement counts no more."""

    reason = forms.CharField(label=_("reason"), max_length=300)
