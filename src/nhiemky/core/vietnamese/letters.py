"""The Vietnamese alphabet: letters with their shape, and the tone that each letter carries."""

import unicodedata
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
"""The 29 Vietnamese letters and f, j, w, z in dictionary order; ch, ng, th and the like are no letters of their own."""

_SHAPES = frozenset("\u0306\u0302\u031b")
_LETTERS = frozenset(ALPHABET)
# The bar of đ is no combining mark, and Icelandic eth is often typed in its place.
_BARRED = {"đ": "đ", "ð": "đ", "ɖ": "đ"}


class Tone(IntEnum):
    """The six tones in dictionary order; FOREIGN stands for any mark that Vietnamese does not have."""

    NGANG = 0
    HUYEN = 1
    HOI = 2
    NGA = 3
    SAC = 4
    NANG = 5
    FOREIGN = 6


_TONES = {
    "\u0300": Tone.HUYEN,
    "\u0309": Tone.HOI,
    "\u0303": Tone.NGA,
    "\u0301": Tone.SAC,
    "\u0323": Tone.NANG,
}


@dataclass(frozen=True, slots=True)
class Letter:
    """A lower-case letter of `ALPHABET` (or any other character as it is) and the tone on it."""

    shape: str
    tone: Tone


@lru_cache(maxsize=4096)
def read_letter(character: str) -> Letter:
    """Take one NFC character apart into its lower-case letter and its tone."""
    lower = character.lower()
    if lower in _BARRED:
        return Letter(_BARRED[lower], Tone.NGANG)
    base, *marks = list(unicodedata.normalize("NFD", lower))
    shape = unicodedata.normalize("NFC", base + "".join(mark for mark in marks if mark in _SHAPES))
    others = [mark for mark in marks if mark not in _SHAPES]
    if shape not in _LETTERS:
        shape, others = base, marks
    if not others:
        return Letter(shape, Tone.NGANG)
    return Letter(shape, _TONES.get(others[0], Tone.FOREIGN))


def without_marks(character: str) -> str:
    """Give the plain lower-case Latin letter under shape and tone: `Ậ` gives `a`, `Đ` gives `d`."""
    shape = read_letter(character).shape
    return "d" if shape == "đ" else unicodedata.normalize("NFD", shape)[0]
