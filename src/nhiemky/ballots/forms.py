"""Forms of paper ballots."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nhiemky.ballots.keypad import NotNumbersError, agree_marks, numbers, strike_marks
from nhiemky.ballots.models import SecondWay
from nhiemky.core.ballots.adjudication import rulings
from nhiemky.core.elections.contest import Contest
from nhiemky.core.elections.rulebook import BallotStyle
from nhiemky.elections.models import InvalidReason
from nhiemky.organisation.models import NAME_LENGTH
from nhiemky.ui.fields import DateField, WholeNumberField

_ACCEPTED = ".pdf,.tif,.tiff,.png,.jpg,.jpeg"
_KEYPAD = {"inputmode": "decimal", "autocomplete": "off", "class": "keypad"}


class KeyInForm(forms.Form):
    """One ballot from its picture or its paper: numbers of names, or why the ballot is invalid.

    `contest` says what is voted on; `candidates` narrows it to the names of one sheet (from 0, in printed order).
    """

    # The browser must not insist on numbers where the ballot is ruled invalid.
    use_required_attribute = False

    def __init__(self, *args: Any, contest: Contest, candidates: tuple[int, ...] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.contest = contest
        self.candidates = tuple(range(len(contest.candidates))) if candidates is None else candidates
        if contest.style is BallotStyle.STRIKE:
            self._ask(
                "struck", _("Numbers of the names struck out"), _("Type 0 when no name is struck out."), must=True
            )
        else:
            self._ask("disagree", _("Numbers marked “do not agree”"), _("Type 0 when there are none."), must=True)
            self._ask("both", _("Numbers with both boxes marked"))
            self._ask("none", _("Numbers with neither box marked"))
        reasons = [(str(code), InvalidReason(code).label) for code in rulings(contest)]
        self.fields["invalid"] = forms.ChoiceField(
            label=_("Or: the whole ballot is invalid"),
            choices=[("", _("no, it was issued and has no foreign mark")), *reasons],
            required=False,
        )

    def _ask(self, name: str, label: Any, help_text: Any = "", *, must: bool = False) -> None:
        self.fields[name] = forms.CharField(
            label=label,
            help_text=help_text,
            required=must and not self.data.get("invalid"),
            error_messages={"required": _("Type the numbers, or 0 when there are none.")},
            max_length=600,
            widget=forms.TextInput(attrs=_KEYPAD),
        )

    def clean(self) -> dict[str, Any]:
        """Turn the numbers into marks; a ruling needs none."""
        found: dict[str, Any] = super().clean() or {}
        if found.get("invalid"):
            found["marks"] = []
            return found
        groups = {name: self._numbers(name, found) for name in self.fields if name != "invalid"}
        if not self.errors:
            self._require_apart(groups)
        if not self.errors:
            found["marks"] = self._marks(groups)
        return found

    def said(self) -> dict[str, Any]:
        """The marks and the ruling, as the actions take them."""
        return {"marks": self.cleaned_data["marks"], "invalid": self.cleaned_data["invalid"]}

    def _numbers(self, name: str, found: dict[str, Any]) -> frozenset[int]:
        typed = found.get(name, "")
        if not typed.strip():
            return frozenset()
        try:
            chosen = numbers(typed, len(self.contest.candidates))
        except NotNumbersError as wrong:
            self.add_error(name, self._wrong(wrong.found))
            return frozenset()
        if elsewhere := sorted(index + 1 for index in chosen if index not in self.candidates):
            self.add_error(name, self._wrong(str(elsewhere[0])))
        return chosen

    def _wrong(self, found: str) -> str:
        return gettext("“%(found)s” is not a number of this list from %(first)s to %(last)s, or was typed twice.") % {
            "found": found,
            "first": self.candidates[0] + 1,
            "last": self.candidates[-1] + 1,
        }

    def _require_apart(self, groups: dict[str, frozenset[int]]) -> None:
        names = list(groups)
        for place, name in enumerate(names):
            for earlier in names[:place]:
                if twice := sorted(groups[name] & groups[earlier]):
                    self.add_error(name, gettext("Number %(number)s stands in two fields.") % {"number": twice[0] + 1})

    def _marks(self, groups: dict[str, frozenset[int]]) -> list[str]:
        total = len(self.contest.candidates)
        if self.contest.style is BallotStyle.STRIKE:
            marks = strike_marks(groups["struck"], total)
        else:
            marks = agree_marks(groups["disagree"], groups["both"], groups["none"], total)
        return [marks[index] for index in self.candidates]


class PaperForm(forms.Form):
    """How the ballot is printed; both may be left to the length of the list."""

    page = forms.ChoiceField(
        label=_("Paper size"),
        required=False,
        choices=[("", _("chosen by the length of the list")), ("A5", "A5"), ("A4", "A4")],
    )
    columns = forms.TypedChoiceField(
        label=_("Columns of names"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("chosen by the length of the list")), (1, "1"), (2, "2")],
    )


class CopiesForm(forms.Form):
    """How many copies of a ballot to print."""

    copies = WholeNumberField(label=_("Copies"), least=1, most=5000)


class ScansInput(forms.ClearableFileInput):
    """Many files at once."""

    allow_multiple_selected = True


class ScansField(forms.FileField):
    """The files chosen, at least one where the field is required."""

    widget = ScansInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Every file by itself; none at all is an empty list where none is required."""
        if not data and not self.required:
            return []
        chosen = data if isinstance(data, list | tuple) else [data]
        return [super(ScansField, self).clean(each, initial) for each in chosen]


class ScansForm(forms.Form):
    """Scans of ballots."""

    scans = ScansField(
        label=_("Scans"),
        help_text=_("PDF, TIFF, PNG or JPEG; grey or colour, 200 dpi or more. Many files and many pages at once."),
        widget=ScansInput(attrs={"accept": _ACCEPTED}),
    )


class OpenForm(forms.Form):
    """The first scans of a batch, if they are there already, and how its second count is made."""

    scans = ScansField(
        label=_("Scans"),
        help_text=_("PDF, TIFF, PNG or JPEG; grey or colour, 200 dpi or more. More can be added afterwards."),
        widget=ScansInput(attrs={"accept": _ACCEPTED}),
        required=False,
    )
    second_way = forms.ChoiceField(label=_("Second count"), choices=SecondWay.choices, widget=forms.RadioSelect)


class ScanAgainForm(forms.Form):
    """One page scanned anew."""

    file = forms.FileField(label=_("New scan of this sheet"), widget=forms.FileInput(attrs={"accept": _ACCEPTED}))


class SetAsideForm(forms.Form):
    """Why a page is left out."""

    why = forms.CharField(label=_("Reason"), max_length=300)


class DiscardForm(forms.Form):
    """Why a batch is put aside and everything counted anew."""

    reason = forms.CharField(label=_("Reason"), max_length=300)


class OpeningForm(forms.Form):
    """A competent body's decision to open sealed ballots."""

    decided_by = forms.CharField(label=_("Decided by"), help_text=_("The body that decided."), max_length=NAME_LENGTH)
    number = forms.CharField(label=_("Number of the decision"), max_length=60)
    reason = forms.CharField(label=_("Reason"), max_length=300)
    since = DateField(label=_("From"))
    until = DateField(label=_("Until"))


class ComplaintForm(forms.Form):
    """A complaint about an election."""

    received_on = DateField(label=_("Received on"))
    about = forms.CharField(label=_("What it says"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class SettleForm(forms.Form):
    """How a complaint ended."""

    settled_on = DateField(label=_("Settled on"))
    outcome = forms.CharField(label=_("Outcome"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class DestructionForm(forms.Form):
    """The decision to destroy ballots whose time is over."""

    decided_by = forms.CharField(label=_("Decided by"), help_text=_("The body that decided."), max_length=NAME_LENGTH)
    number = forms.CharField(label=_("Number of the decision"), max_length=60)
    witnesses = forms.CharField(label=_("Witnesses"), max_length=300)
