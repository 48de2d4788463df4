"""Numbered problems: what is wrong, where, and what to do, in Vietnamese and English.

The sentences are data (`problems.toml`). A problem carries its code, the place it was found and the
numbers or names of its sentence, so a form can put it beside a field and a log can be searched by code.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from nhiemky.core.elections.bilingual import Bilingual, Language


@dataclass(frozen=True)
class Problem:
    """One thing wrong.

    `code` such as `E103`; `place` is a path of fields counted from 1 (`seats`, `candidates.2`,
    `ballots.14.marks.3`), empty for the whole; `template` is the sentence with `values` to be put in.
    """

    code: str
    place: str
    template: Bilingual
    values: tuple[tuple[str, str | Bilingual], ...] = ()

    def sentence(self, language: Language) -> str:
        """The whole sentence in one language."""
        said = {name: value.text(language) if isinstance(value, Bilingual) else value for name, value in self.values}
        return self.template.text(language).format_map(said)


@dataclass(frozen=True)
class Refused:
    """What was asked for is not possible, for all these reasons."""

    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class ProblemCatalogue:
    """All problems a part of the product knows, by code."""

    templates: Mapping[str, Bilingual]

    @classmethod
    def from_toml(cls, text: str) -> "ProblemCatalogue":
        """Read `[CODE]` tables of `vi` and `en`; raises ValueError or KeyError when one is incomplete."""
        return cls({code: Bilingual(vi=entry["vi"], en=entry["en"]) for code, entry in tomllib.loads(text).items()})

    def problem(self, code: str, place: str = "", /, **values: object) -> Problem:
        """A problem of this catalogue; raises KeyError for a code it does not have."""
        said = tuple(
            (name, value if isinstance(value, Bilingual) else _on_one_line(value)) for name, value in values.items()
        )
        return Problem(code, place, self.templates[code], said)


def _on_one_line(value: object) -> str:
    return " ".join(str(value).splitlines())


#: The sentences ship inside the package: a constant of the code, not an input, so the core stays pure.
ELECTION_PROBLEMS = ProblemCatalogue.from_toml(files(__package__).joinpath("problems.toml").read_text("utf-8"))
problem = ELECTION_PROBLEMS.problem
