"""What is refused before a ballot is laid out: too many names, letters the font cannot draw."""

import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from nhiemky.core.ballots.composition.paper import MOST_NAMES, BallotPaper, NoSuchLetterError, WidthOf
from nhiemky.core.ballots.problems import problem
from nhiemky.core.elections.contest import printed_order
from nhiemky.core.problem import Problem, Refused


def checked(paper: BallotPaper, width_of: WidthOf) -> BallotPaper:
    """The paper with its texts in NFC and single spaces; raises Refused (B101 to B103) with every problem found."""
    contest = paper.contest
    clean = replace(
        contest,
        organisation=_clean(contest.organisation),
        title=_clean(contest.title),
        candidates=printed_order(map(_clean, contest.candidates)),
    )
    if wrong := tuple(_wrong(replace(paper, contest=clean), width_of)):
        raise Refused(*wrong)
    return replace(paper, contest=clean)


def _clean(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _wrong(paper: BallotPaper, width_of: WidthOf) -> Iterator[Problem]:
    contest = paper.contest
    if len(contest.candidates) > MOST_NAMES:
        yield problem("B101", "candidates", found=len(contest.candidates), most=MOST_NAMES)
    # The organisation is printed in capitals too.
    for field, text in (
        ("organisation", contest.organisation + contest.organisation.upper()),
        ("title", contest.title),
    ):
        if letter := _missing_letter(text, width_of):
            yield problem("B103", field, field=field, letter=letter)
    for number, name in enumerate(contest.candidates, start=1):
        if letter := _missing_letter(name, width_of):
            yield problem("B102", f"candidates.{number}", number=number, name=name, letter=letter)


def _missing_letter(text: str, width_of: WidthOf) -> str | None:
    """The first letter that leaves no ink or none of ours; invisible ones could make two names look the same."""
    for letter in text:
        if unicodedata.category(letter)[0] == "C":
            return f"U+{ord(letter):04X}"
        try:
            width_of(letter, 1, bold=False)
            width_of(letter, 1, bold=True)
        except NoSuchLetterError as error:
            return error.letter
    return None
