"""Ballots typed by the printed numbers of names, as fast as a keypad allows: `3 5` for two names, `0` for none."""

import re
from collections.abc import Collection

from nhiemky.core.elections.rulebook import BallotStyle
from nhiemky.core.elections.validity import Mark

# Whatever stands beside the digits on a keypad parts two numbers.
_PARTS = re.compile(r"[\s.,;+\-*/]+")
_NONE = "0"


class NotNumbersError(ValueError):
    """What was typed names no candidate; `found` is the part that does not."""

    def __init__(self, found: str) -> None:
        self.found = found
        super().__init__(found)


def numbers(typed: str, names: int) -> frozenset[int]:
    """The candidates, from 0, whose printed numbers were typed; `0` alone is nobody.

    Raises NotNumbersError for anything that is no number of the list, and for a number typed twice.
    """
    parts = [part for part in _PARTS.split(typed.strip()) if part]
    if parts == [_NONE]:
        return frozenset()
    found: set[int] = set()
    for part in parts:
        if not (part.isascii() and part.isdigit() and 1 <= int(part) <= names) or int(part) - 1 in found:
            raise NotNumbersError(part)
        found.add(int(part) - 1)
    return frozenset(found)


def strike_marks(struck: Collection[int], names: int) -> list[str]:
    """The marks of a `strike` ballot on which these names are struck."""
    return [str(Mark.STRUCK if index in struck else Mark.CLEAR) for index in range(names)]


def agree_marks(disagree: Collection[int], both: Collection[int], neither: Collection[int], names: int) -> list[str]:
    """The marks of an `agree` ballot: agreed to everybody who is in none of the three groups."""
    groups = ((Mark.DISAGREE, disagree), (Mark.BOTH, both), (Mark.NONE, neither))
    return [str(next((mark for mark, group in groups if index in group), Mark.AGREE)) for index in range(names)]


def typed_as(marks: list[str], style: BallotStyle) -> dict[str, str]:
    """What one would have typed for these marks, by the name of the field."""
    groups = {BallotStyle.STRIKE: ("struck",), BallotStyle.AGREE: ("disagree", "both", "none")}[style]
    return {
        group: " ".join(str(index + 1) for index, mark in enumerate(marks) if mark == group)
        or (_NONE if group in ("struck", "disagree") else "")
        for group in groups
    }
