"""What a printed sheet says it is. The same on every ballot of an election: nothing here can tell two voters apart."""

import hashlib
import unicodedata
from dataclasses import dataclass

from nhiemky.core.elections.rulebook import BallotStyle


@dataclass(frozen=True)
class Identity:
    """Which election, round, style, sheet and version of the layout a sheet belongs to.

    `election` is 24 bits of a hash that all rounds of one election share, `layout` 32 bits of a hash of everything
    printed; `round` counts from 1 to 15, `sheet` from 1 to `sheets`, at most 15.
    """

    election: int
    round: int
    style: BallotStyle
    sheet: int
    sheets: int
    layout: int


def election_number(organisation: str, title: str) -> int:
    """The 24 bits that all rounds of an election share, however its names are encoded, spaced or capitalised."""
    words = (" ".join(unicodedata.normalize("NFC", text).casefold().split()) for text in (organisation, title))
    return int.from_bytes(hashlib.sha256("\n".join(words).encode()).digest()[:3], "big")
