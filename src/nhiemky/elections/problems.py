"""What an action of this room refuses, said in the reader's language.

The core's problems (`E3xx` typed totals, `E4xx` the list, `E5xx` steps) and this room's own (`E6xx`, `problems.toml`)
are one kind of thing; codes of the core inside a sentence, such as a member's status, are shown by their names.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib.resources import files

from django.utils.translation import gettext

from nhiemky.core.elections.bilingual import Bilingual
from nhiemky.core.elections.problems import Problem, ProblemCatalogue
from nhiemky.elections.models import InvalidReason, State, Step
from nhiemky.organisation.models import MemberStatus
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
    """The whole sentence in the reader's language, with names instead of codes."""
    return replace(found, values=tuple((name, _named(name, value)) for name, value in found.values)).sentence(
        language()
    )


def _named(name: str, value: str | Bilingual) -> str | Bilingual:
    return _NAMES[name](value) if isinstance(value, str) and name in _NAMES else value


def _invalid_reason(value: str) -> str:
    return str(InvalidReason(value).label) if value in InvalidReason.values else value


def _each(values: str) -> str:
    return ", ".join(_step_or_reason(value) for value in values.split(", "))


def _step_or_reason(value: str) -> str:
    return str(Step(value).label) if value in Step.values else _invalid_reason(value)


def _field(value: str) -> str:
    kind, _, rest = value.partition(".")
    labels = {"valid": gettext("valid ballots"), "votes": gettext("votes"), "invalid": gettext("invalid ballots")}
    shown = labels.get(kind, value)
    return f"{shown}: {_invalid_reason(rest)}" if rest else shown


_NAMES: Mapping[str, Callable[[str], str]] = {
    "status": lambda value: str(MemberStatus.Status(value).label),
    "state": lambda value: str(State(value).label),
    "action": lambda value: str(Step(value).label),
    "allowed": _each,
    "code": _invalid_reason,
    "field": _field,
}
