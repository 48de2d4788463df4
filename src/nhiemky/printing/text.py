"""Text as paper can show it."""

import re
import unicodedata

_WHITESPACE = re.compile(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")


def printable(text: str) -> str:
    """The text in NFC, line ends and tabs as one space, and without characters that leave no ink.

    Those are Unicode's category C: controls (which no DOCX may hold), marks that reverse reading order (which could
    show a name other than the one stored), zero-width characters, surrogates and unassigned or private ones.
    """
    shown = _WHITESPACE.sub(" ", unicodedata.normalize("NFC", text))
    return "".join(character for character in shown if not unicodedata.category(character).startswith("C"))
