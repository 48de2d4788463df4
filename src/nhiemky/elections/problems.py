"""What an action of this room refuses, said in the reader's language.

The core's problems (`E3xx` typed totals, `E4xx` the list, `E5xx` steps) and this room's own (`E6xx`, `problems.toml`)
are one kind of thing.
"""

from collections.abc import Mapping
from importlib.resources import files

from nhiemky.core.elections.problems import Problem, ProblemCatalogue
from nhiemky.ui.language import language

_CATALOGUE = ProblemCatalogue.from_toml(files(__package__).joinpath("problems.toml").read_text("utf-8"))
problem = _CATALOGUE.problem

# Which rule of the rulebook stands behind a problem of the list, so that the page can cite it.
RULES: Mapping[str, str] = {
    "E401": "may_stand",
    "E402": "may_nominate",
    "E403": "outgoing_outside_list",
    "E404": "outgoing_outside_list",
    "E405": "floor_support",
    "E406": "surplus_required",
    "E407": "surplus_limit",
    "E408": "surplus_none",
    "E409": "tellers_on_ballot",
    "E411": "surplus_required",
    "E603": "separate_ballots",
}


class Refused(Exception):  # noqa: N818 - an outcome with reasons, and it reads so where it is caught
    """An action that may not be done now, with every reason; nothing was written."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(f"{found.code}: {found.sentence('en')}" for found in problems))
        self.problems = problems


def sentence(found: Problem) -> str:
    """The whole sentence in the reader's language."""
    return found.sentence(language())
