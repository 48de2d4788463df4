"""What this room refuses beyond the rules of the core, and how any problem is said on a page."""

from django.utils.encoding import force_str

from nhiemky.core.catalogue import Catalogue
from nhiemky.core.problem import Problem
from nhiemky.resolution.models import State, TaskState
from nhiemky.ui.language import say

PROBLEMS = Catalogue.of(__package__)
problem = PROBLEMS.problem


def sentence(problem: Problem) -> str:
    """The problem in the reader's language, its first letter a capital, with names instead of codes."""
    said = say(problem)
    for choices in (State, TaskState):
        for code, label in choices.choices:
            said = said.replace(f"“{code}”", f"“{force_str(label)}”")
    return said[:1].upper() + said[1:] + "."
