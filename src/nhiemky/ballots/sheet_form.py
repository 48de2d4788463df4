"""The form of a sheet of alike doubts: what the sheet shows, and what single pictures show otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nhiemky.ballots.models import Question
from nhiemky.ballots.wording import mark_name
from nhiemky.core.elections.contest import Contest
from nhiemky.core.elections.validity import MARKS, Mark

# The keys for answers lie beside the digits of a keypad, in the places where nobody looks for letters: the digits
# belong to the pictures. Each answer has its keypad key and what a keyboard without a keypad has in that place.
KEYS = {
    Mark.STRUCK: ("−", "- _"),
    Mark.CLEAR: ("+", "+ ="),
    Mark.AGREE: ("+", "+ ="),
    Mark.DISAGREE: ("−", "- _"),
    Mark.BOTH: ("*", "*"),
    Mark.NONE: ("/", "/"),
}


@dataclass(frozen=True)
class Option:
    """An answer, its name, the key shown for it, the keys that give it, and whether it is chosen."""

    value: str
    name: str
    key: str
    keys: str
    chosen: bool


@dataclass(frozen=True)
class Crop:
    """A picture of the sheet: its number from 1, its question and field, the name it is about, what is chosen."""

    number: int
    question: Question
    field: str
    name: str
    options: tuple[Option, ...]
    errors: tuple[str, ...]


class SheetForm(forms.Form):
    """One answer for each picture: its own, or the one for the whole sheet. Nothing is chosen beforehand."""

    use_required_attribute = False

    def __init__(self, *args: Any, questions: Sequence[Question], vote: Contest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = [each for each in questions if each.candidate is not None]
        self.vote = vote
        marks = [(str(mark), mark_name(mark)) for mark in MARKS[vote.style]]
        self.fields["all"] = forms.ChoiceField(label=_("What the sheet shows"), choices=marks, required=False)
        for question in self.questions:
            self.fields[_field(question)] = forms.ChoiceField(choices=marks, required=False)

    @property
    def looked_at(self) -> int | None:
        """The question whose picture was pressed, to be opened on its whole ballot."""
        pressed = self.data.get("look", "")
        return next((each.pk for each in self.questions if str(each.pk) == pressed), None)

    def clean(self) -> dict[str, Any]:
        """Every picture needs an answer, unless one is looked at first: then the others keep what they have."""
        found: dict[str, Any] = super().clean() or {}
        for question in self.questions:
            said = found.get(_field(question)) or found.get("all")
            if not said and self.looked_at is None and _field(question) not in self.errors:
                self.add_error(_field(question), gettext("This picture has no answer yet."))
        return found

    def answers(self) -> dict[int, str]:
        """The answer to each question, by its key; the picture looked at has none."""
        given = {
            each.pk: self.cleaned_data.get(_field(each)) or self.cleaned_data.get("all")
            for each in self.questions
            if each.pk != self.looked_at
        }
        return {question: value for question, value in given.items() if value}

    def for_all(self) -> tuple[Option, ...]:
        """The answers for the whole sheet."""
        return self._options("all")

    def crops(self) -> list[Crop]:
        """The pictures in their order."""
        return [
            Crop(
                number,
                question,
                _field(question),
                f"{question.candidate + 1}. {self.vote.candidates[question.candidate]}",
                self._options(_field(question)),
                tuple(map(str, self.errors.get(_field(question), ()))),
            )
            for number, question in enumerate(self.questions, start=1)
            if question.candidate is not None
        ]

    def _options(self, field: str) -> tuple[Option, ...]:
        chosen = self[field].value()
        return tuple(
            Option(str(mark), mark_name(mark), *KEYS[mark], chosen=chosen == str(mark))
            for mark in MARKS[self.vote.style]
        )


def _field(question: Question) -> str:
    return f"mark_{question.pk}"
