"""Forms that take the published files of a count, chosen or pasted, and count them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nhiemky.core.elections.publication import CountedFiles, count_files
from nhiemky.core.elections.rulebooks import rulebooks
from nhiemky.core.problem import Refused
from nhiemky.ui.language import say

# The ballots of 5,000 voters with 60 names on each are about 3 MB.
MOST_BYTES = 5_000_000
PROBLEMS_SHOWN = 20


class BallotsFileForm(forms.Form):
    """A ballots file, counted under the text of an ELECTION.toml; `counted` is the count once the form is valid."""

    counted: CountedFiles

    ballots_file = forms.FileField(
        label="BALLOTS.json", required=False, widget=forms.FileInput({"accept": ".json,application/json"})
    )
    ballots_text = forms.CharField(
        label=_("or the text of BALLOTS.json"), required=False, strip=False, widget=forms.Textarea({"rows": 4})
    )

    def __init__(self, *args: Any, election: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.election = election

    def clean(self) -> dict[str, Any]:
        """Read what was given and count it; `election` and `ballots` hold the texts."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        cleaned["election"] = self.election or self._text("election")
        cleaned["ballots"] = self._text("ballots")
        if not self.errors:
            self._count(cleaned)
        return cleaned

    def _text(self, name: str) -> str:
        """The chosen file, or what was pasted with the ends of lines that files have; '' with an error for neither."""
        try:
            return _read(self.cleaned_data.get(f"{name}_file"), self.cleaned_data.get(f"{name}_text", ""))
        except ValidationError as error:
            self.add_error(f"{name}_file", error)
        return ""

    def _count(self, cleaned: dict[str, Any]) -> None:
        try:
            self.counted = count_files(cleaned["election"], cleaned["ballots"], rulebooks())
        except Refused as refused:
            for found in refused.problems[:PROBLEMS_SHOWN]:
                self.add_error(None, f"{say(found)} ({found.code})")
            more = len(refused.problems) - PROBLEMS_SHOWN
            if more > 0:
                self.add_error(None, gettext("And further problems: %(more)s.") % {"more": more})


class TwoFilesForm(BallotsFileForm):
    """An election file and the ballots counted under it."""

    election_file = forms.FileField(label="ELECTION.toml", required=False, widget=forms.FileInput({"accept": ".toml"}))
    election_text = forms.CharField(
        label=_("or the text of ELECTION.toml"), required=False, strip=False, widget=forms.Textarea({"rows": 4})
    )
    field_order = ["election_file", "election_text", "ballots_file", "ballots_text"]


def _read(file: "UploadedFile[Any] | None", pasted: str) -> str:
    """The text. Raises ValidationError for nothing at all, and for a file that is too long or no text."""
    if file is None:
        if not pasted.strip():
            raise ValidationError(gettext("Choose the file or paste its text."))
        return pasted.replace("\r\n", "\n")
    if (file.size or 0) > MOST_BYTES:
        raise ValidationError(gettext("The file is larger than 5 MB."))
    try:
        return str(file.read(), "utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValidationError(gettext("The file is not text in UTF-8.")) from error
