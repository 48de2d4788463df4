"""Order of personal names: given name (the last word) first, then surname, then the words between; of other names.

Letters rank first, tones second, case last, as in the Vietnamese dictionary (CLDR `vi`). A syllable's tone counts
once wherever it is written, so `Hòa` and `Hoà` stand together.
"""

import re
import unicodedata

from nhiemky.core.vietnamese.letters import ALPHABET, read_letter, without_marks

# In order of bytes: a part ends before a word ends, before a digit, before a letter, before other scripts.
_PART_END = " "
_WORD_END = "-"
_OTHER = "{"

_NOT_IN_A_NAME = re.compile(r"[\W_]+")


def _codes() -> dict[str, str]:
    """Write each letter in ASCII so that codes rank as the letters do: a0 (a), a1 (ă), a2 (â), b, c, d0 (d), d1 (đ)."""
    families: dict[str, list[str]] = {}
    for letter in ALPHABET:
        families.setdefault(without_marks(letter), []).append(letter)
    return {
        letter: f"{base}{rank}" if len(family) > 1 else base
        for base, family in families.items()
        for rank, letter in enumerate(family)
    }


_CODES = _codes()


def given_name(full_name: str) -> str:
    """Give the word by which a person is addressed, the last one, as written; an empty text gives an empty text."""
    return full_name.split()[-1] if full_name.split() else ""


def _letter_code(character: str) -> str:
    shape = read_letter(character).shape
    if shape in _CODES:
        return _CODES[shape]
    return shape if shape in "0123456789" else f"{_OTHER}{ord(shape):06x}"


def _syllable_tones(syllable: str) -> str:
    tones = "".join(str(int(tone)) for tone in (read_letter(character).tone for character in syllable) if tone)
    return tones or "0"


def _part_key(part: str) -> str:
    syllables = [syllable for syllable in _NOT_IN_A_NAME.split(part) if syllable]
    letters = _WORD_END.join("".join(map(_letter_code, syllable)) for syllable in syllables)
    tones = _WORD_END.join(map(_syllable_tones, syllables))
    return f"{letters}{_PART_END}{tones}{_PART_END}"


def name_sort_key(full_name: str) -> str:
    """Give a text that orders full names when compared byte by byte (SQLite BINARY, PostgreSQL `C`, Python `str`).

    The same name in NFC or NFD, or with other spaces, gives the same key; two different names never share one. A key
    takes up to 17 characters for one of the name (about 3 for a Vietnamese name), so store it in a text column
    without a limit. An empty name gives an empty key, which comes first.
    """
    words = unicodedata.normalize("NFC", full_name).split()
    if not words:
        return ""
    surname = words[0] if len(words) > 1 else ""
    # The name itself ends the key, with case swapped so that small letters come before capitals as in CLDR.
    parts = (words[-1], surname, " ".join(words[1:-1]))
    return "".join(map(_part_key, parts)) + " ".join(words).swapcase()


def title_sort_key(title: str) -> str:
    """The same for the name of a place or a thing, which is ordered from its first word on: Dung before Đa."""
    words = " ".join(unicodedata.normalize("NFC", title).split())
    return _part_key(words) + words.swapcase()
