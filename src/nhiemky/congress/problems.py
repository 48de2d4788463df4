"""What an action of this room refuses, said in the reader's language.

`C1xx` to `C5xx` are the core's, `C6xx` this room's own (`problems.toml`); elections (`E…`) and resolutions refuse in
their own words, which come through unchanged.
"""

from nhiemky.core.catalogue import Catalogue
from nhiemky.core.problem import Problem, Refused
from nhiemky.resolution import problems as of_resolutions
from nhiemky.ui.language import say

_CATALOGUE = Catalogue.of(__package__)
problem = _CATALOGUE.problem


def sentences(refused: Refused) -> list[tuple[str, str]]:
    """Each reason as (place, sentence in the reader's language); the place is a field's name or empty."""
    return [(found.place, _said(found)) for found in refused.problems]


def _said(found: Problem) -> str:
    return say(found) if found.code.startswith(("C", "E")) else of_resolutions.sentence(found)
