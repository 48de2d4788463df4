"""The language of the page under way, as `core` names it."""

from django.utils.translation import get_language

from nhiemky.core.vietnamese.numbers import Language


def language() -> Language:
    """`vi` unless the reader asked for English."""
    return "en" if (get_language() or "").startswith("en") else "vi"


def say(problem: object) -> str:
    """The sentence of a core problem (anything with `vi` and `en`) in the reader's language."""
    return str(getattr(problem, language()))
