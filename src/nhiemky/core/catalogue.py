"""The sentences of numbered problems: data beside each package (`problems.toml`), filled in here."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from importlib.resources import files

from nhiemky.core.bilingual import Bilingual, Language
from nhiemky.core.problem import Problem, Refused
from nhiemky.core.vietnamese.dates import format_date
from nhiemky.core.vietnamese.numbers import format_number


@dataclass(frozen=True)
class Catalogue:
    """All problems a package knows, by code: sentences with `{names}` to be filled in."""

    sentences: Mapping[str, Bilingual]

    @classmethod
    def of(cls, package: str) -> "Catalogue":
        """The catalogue in a package's `problems.toml`, which ships inside it: a constant of the code, not an input."""
        return cls.from_toml(files(package).joinpath("problems.toml").read_text("utf-8"))

    @classmethod
    def from_toml(cls, text: str) -> "Catalogue":
        """Read `[CODE]` tables of `vi` and `en`; raises ValueError or KeyError when one is incomplete."""
        return cls({code: Bilingual(vi=entry["vi"], en=entry["en"]) for code, entry in tomllib.loads(text).items()})

    def problem(self, code: str, place: str = "", /, **values: object) -> Problem:
        """A problem of this catalogue; raises KeyError for a code or a value that is not there.

        Numbers and days are written as each language writes them, Bilingual words in it, other values on one line.
        """
        sentence = self.sentences[code]
        return Problem(code, place, _filled(sentence.vi, values, "vi"), _filled(sentence.en, values, "en"))

    def refusal(self, code: str, place: str = "", /, **values: object) -> Refused:
        """The same as an exception to raise."""
        return Refused(self.problem(code, place, **values))


def _filled(sentence: str, values: Mapping[str, object], language: Language) -> str:
    return sentence.format_map({name: _written(value, language) for name, value in values.items()})


def _written(value: object, language: Language) -> str:
    match value:
        case Bilingual():
            return value.text(language)
        case Decimal():
            return format_number(value, language)
        case date():
            return format_date(value)
        case _:
            return " ".join(str(value).splitlines())
