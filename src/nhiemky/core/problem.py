"""Numbered problems: what is wrong, where, and what to do, in Vietnamese and English."""

from dataclasses import dataclass

from nhiemky.core.bilingual import Language


@dataclass(frozen=True)
class Problem:
    """One thing wrong, said in both languages.

    `code` such as `E103` never changes its meaning; `place` names the field, cell, key or path of fields counted from
    1 (`seats`, `candidates.2`, `ballots.14.marks.3`), empty for the whole.
    """

    code: str
    place: str
    vi: str
    en: str

    def sentence(self, language: Language) -> str:
        """The sentence in one language."""
        return self.vi if language == "vi" else self.en

    def __str__(self) -> str:
        return f"{self.place}: {self.en} [{self.code}]" if self.place else f"{self.en} [{self.code}]"


class Refused(Exception):  # noqa: N818 - an outcome with reasons, and it reads so where it is caught
    """What was asked for is not possible; `problems` says every reason. Nothing was written."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(str(problem) for problem in problems))
        self.problems = problems
