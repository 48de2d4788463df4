"""Folding of Vietnamese text: one spelling for comparison, and bare letters for search."""

import re
import unicodedata

from nhiemky.core.vietnamese.letters import without_marks

# The tone of an open oa, oe or uy may stand on either vowel; `qu` is a consonant, so quý keeps its own.
_OLD_STYLE = re.compile(r"(?<!q)(o[àảãáạèẻẽéẹ]|u[ỳỷỹýỵ])(?!\w)")
_TONE_MARKS = frozenset("\u0300\u0301\u0303\u0309\u0323")
_QUOTES = re.compile(r"['’‘ʼ`´]")
_NOT_SEARCHED = re.compile(r"[\W_]+")


def _move_tone(match: re.Match[str]) -> str:
    first, decomposed = match.group()[0], unicodedata.normalize("NFD", match.group()[1])
    bare = "".join(mark for mark in decomposed if mark not in _TONE_MARKS)
    tone = "".join(mark for mark in decomposed if mark in _TONE_MARKS)
    return unicodedata.normalize("NFC", first + tone + bare)


def one_spelling(text: str) -> str:
    """Give one lower-case spelling: NFC, the tone of an open oa, oe, uy on its first vowel (`hòa`, `thủy`)."""
    return _OLD_STYLE.sub(_move_tone, unicodedata.normalize("NFC", text).lower())


def fold(text: str) -> str:
    """Give the form that search compares: no marks, đ as d, lower case, words parted by single spaces.

    Apostrophes vanish (`H'Hen` gives `hhen`), other punctuation parts words. `Hoà`, `Hòa` and `hoa` are equal.
    """
    plain = "".join(map(without_marks, unicodedata.normalize("NFC", _QUOTES.sub("", text))))
    return _NOT_SEARCHED.sub(" ", plain).strip()
