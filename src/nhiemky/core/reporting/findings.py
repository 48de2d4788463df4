"""What a check found at a cell, and whether it stops the report."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from nhiemky.core.bilingual import Bilingual
from nhiemky.core.problem import Problem
from nhiemky.core.reporting.forms import Line
from nhiemky.core.reporting.lines import Place
from nhiemky.core.reporting.problems import REPORTING_PROBLEMS


class Severity(StrEnum):
    """What a finding does to the report."""

    BLOCKING = "blocking"
    WARNING = "warning"


WARNINGS = frozenset({"R05", "R06", "R07", "R08", *(f"R{number}" for number in range(10, 19))})


@dataclass(frozen=True)
class Finding:
    """A problem at one cell."""

    problem: Problem
    place: Place

    @property
    def severity(self) -> Severity:
        """Blocking, or a warning that an explanation lifts."""
        return Severity.WARNING if self.problem.code in WARNINGS else Severity.BLOCKING


type Explanations = Mapping[tuple[str, Place], str]


def outstanding(findings: Iterable[Finding], explanations: Explanations) -> tuple[Finding, ...]:
    """The findings that still stand in the way: all blocking ones, and warnings without a written explanation."""
    return tuple(
        each
        for each in findings
        if each.severity is Severity.BLOCKING or not explanations.get((each.problem.code, each.place), "").strip()
    )


def finding(code: str, place: Place, **values: object) -> Finding:
    """A finding of the catalogue of problems."""
    return Finding(REPORTING_PROBLEMS.problem(code, str(place), **values), place)


def title(line: Line) -> Bilingual:
    """A line as sentences name it."""
    return Bilingual(f"{line.code}. {line.name.vi}", f"{line.code}. {line.name.en}")
