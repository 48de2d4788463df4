"""What an action of this room refuses, said in the reader's language.

`C1xx` to `C5xx` are the core's, `C6xx` this room's own (`problems.toml`); elections and resolutions refuse in their
own words, which come through unchanged.
"""

from importlib.resources import files

from nhiemky.core.elections.problems import ProblemCatalogue
from nhiemky.elections import problems as of_elections
from nhiemky.elections.problems import Refused
from nhiemky.resolution import problems as of_resolutions
from nhiemky.ui.language import language

__all__ = ["REFUSALS", "Refused", "problem", "sentences"]

_CATALOGUE = ProblemCatalogue.from_toml(files(__package__).joinpath("problems.toml").read_text("utf-8"))
problem = _CATALOGUE.problem

# What the actions of this room may raise.
REFUSALS = (Refused, of_resolutions.Refused)


def sentences(refused: Exception) -> list[tuple[str, str]]:
    """Each reason as (place, sentence in the reader's language); the place is a field's name or empty."""
    match refused:
        case Refused(problems=found):
            return [
                (
                    each.place,
                    each.sentence(language()) if each.code.startswith("C") else of_elections.sentence(each),
                )
                for each in found
            ]
        case of_resolutions.Refused(problems=written):
            return [(each.place, of_resolutions.sentence(each)) for each in written]
        case _:
            raise TypeError(f"not a refusal: {refused!r}")
