"""The language of the page under way, as `core` names it."""

from django.utils.translation import get_language

from nhiemky.core.bilingual import Language
from nhiemky.core.problem import Problem


def language() -> Language:
    """`vi` unless the reader asked for English."""
    return "en" if (get_language() or "").startswith("en") else "vi"


def say(problem: Problem) -> str:
    """The sentence of a problem in the reader's language."""
    return problem.sentence(language())
