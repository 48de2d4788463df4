"""What pages send: the cells of a report, and the small forms around it."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from nhiemky.core.reporting.findings import WARNINGS
from nhiemky.core.reporting.forms import Form
from nhiemky.core.reporting.lines import places
from nhiemky.reporting.reading import Entry, place_of

_LONGEST_NUMBER = 60
_LONGEST_TEXT = 4000


def entry_of(form: Form, sent: QueryDict) -> Entry:
    """Everything typed into a report's page. Names the form does not have are left out, long texts cut off."""
    cells = {place: _text(sent, f"o:{place}", _LONGEST_NUMBER) for place in places(form)}
    explanations = {}
    for name in sent:
        code, _bar, where = name.removeprefix("g:").partition("|")
        if name.startswith("g:") and code in WARNINGS and place_of(where) in cells:
            explanations[code, place_of(where)] = _text(sent, name, _LONGEST_TEXT)
    asked = [*form.identification, *form.texts]
    fields = {each.code: _text(sent, f"f:{each.code}", _LONGEST_TEXT) for each in asked}
    return Entry(cells, explanations, fields, _text(sent, "rate", _LONGEST_NUMBER))


def _text(sent: QueryDict, name: str, longest: int) -> str:
    # PostgreSQL stores no NUL; the replacement character shows that something was there.
    return sent.get(name, "")[:longest].replace("\x00", "\ufffd")


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
    """The year of the overview, and whether to show only projects that owe a report."""

    nam = forms.IntegerField(label=_("year"), min_value=2000, max_value=2100, required=False)
    thieu = forms.BooleanField(label=_("only projects that owe a report"), required=False)
