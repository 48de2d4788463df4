"""What marks, inks, reasons and rulings are called on the screens."""

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nhiemky.core.ballots.adjudication import VALID
from nhiemky.core.ballots.reading import Ink
from nhiemky.core.ballots.reasons import reasons
from nhiemky.core.elections.contest import Contest
from nhiemky.core.elections.validity import Ballot, Mark, RuledInvalid
from nhiemky.elections.models import InvalidReason
from nhiemky.ui.language import language

MARKS: Mapping[str, Promise | str] = {
    Mark.STRUCK: pgettext_lazy("mark on a ballot", "struck out"),
    Mark.CLEAR: pgettext_lazy("mark on a ballot", "not struck out"),
    Mark.AGREE: pgettext_lazy("mark on a ballot", "agree"),
    Mark.DISAGREE: pgettext_lazy("mark on a ballot", "do not agree"),
    Mark.BOTH: pgettext_lazy("mark on a ballot", "both boxes"),
    Mark.NONE: pgettext_lazy("mark on a ballot", "neither box"),
    VALID: pgettext_lazy("ballot", "valid, go on"),
}

INKS: Mapping[str, Promise | str] = {
    Ink.LINE: _("a line through the name"),
    Ink.PARTIAL: _("a line through a part of the name"),
    Ink.UNDERLINE: _("a line under the name"),
    Ink.OVERLINE: _("a line over the name"),
    Ink.CIRCLE: _("a circle around the name"),
    Ink.CROSS: _("a cross"),
    Ink.TICK: _("a tick"),
    Ink.SCRIBBLE: _("a scribble"),
    Ink.FILL: _("a filled box"),
    Ink.DOT: _("a dot"),
    Ink.OUTSIDE: _("ink beside the box"),
    Ink.FAINT: _("something faint: a fold, a shadow, the other side or an eraser"),
    Ink.STREAK: _("a long line, perhaps of the scanner or a fold"),
    Ink.SEAL: _("the seal"),
}


def mark_name(value: str) -> str:
    """A mark or an answer in words; a ruling as its reason."""
    if value in MARKS:
        return str(MARKS[value])
    return str(_("Invalid: %(reason)s") % {"reason": InvalidReason(value).label})


def reason_sentences(codes: Sequence[str]) -> list[str]:
    """Why a page or ballot was refused or goes to people, in the reader's language; a refusal with its code."""
    known = [(code, reasons()[code]) for code in codes if code in reasons()]
    sentences = [(code, reason.sentence.text(language()), reason.refused) for code, reason in known]
    return [f"{sentence} ({code})" if refused else sentence for code, sentence, refused in sentences]


def told(ballot: Ballot | None, contest: Contest) -> str:
    """What one count has of a ballot, in a few words: the names struck, or whatever is not a plain agreement."""
    if ballot is None:
        return str(_("not there"))
    if isinstance(ballot, RuledInvalid):
        return mark_name(ballot.code)
    usual = (Mark.CLEAR, Mark.AGREE)
    said = [
        f"{number}. {name}: {mark_name(mark)}"
        for number, (name, mark) in enumerate(zip(contest.candidates, ballot.marks, strict=True), start=1)
        if mark not in usual
    ]
    return "; ".join(said) or str(_("no name struck or refused"))
