"""All definitions together: measures, every version of every indicator, and which version applies to a period."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from nhiemky.core.definitions.versions import in_force, turning_days
from nhiemky.core.indicators.definition import (
    MEASURES_FILE,
    IndicatorDefinition,
    Measures,
    parse_measures,
    read_indicator,
)
from nhiemky.core.indicators.periods import Period
from nhiemky.core.indicators.problems import INDICATOR_PROBLEMS
from nhiemky.core.indicators.resolving import resolve
from nhiemky.core.problem import Problem, Refused


@dataclass(frozen=True)
class Stretch:
    """From a day until the next stretch the same versions are in force; their formulas name measures only."""

    since: date
    indicators: Mapping[str, IndicatorDefinition]


@dataclass(frozen=True)
class Definitions:
    """Measures, and indicators as they were and are in force.

    `indicators` has the newest version of each code, `versions` all of them, `broken` the problems of versions that
    cannot be computed by (code and first day).
    """

    measures: Measures
    indicators: Mapping[str, IndicatorDefinition]
    versions: tuple[IndicatorDefinition, ...]
    stretches: tuple[Stretch, ...]
    broken: Mapping[tuple[str, date], tuple[Problem, ...]]

    def at(self, day: date) -> Mapping[str, IndicatorDefinition]:
        """By code, the version that applies on a day: the latest begun, and before all the first one.

        Nothing else can compute the years before an indicator was defined, and growth is held against them.
        """
        return self.stretches[self._number(day)].indicators if self.stretches else {}

    def for_periods(
        self, periods: Iterable[Period]
    ) -> list[tuple[Mapping[str, IndicatorDefinition], tuple[Period, ...]]]:
        """The periods with the definitions that apply to them: those of the period's last day."""
        grouped: dict[int, list[Period]] = {}
        for period in periods:
            grouped.setdefault(self._number(period.end) if self.stretches else 0, []).append(period)
        return [
            (self.stretches[number].indicators if self.stretches else {}, tuple(each))
            for number, each in sorted(grouped.items())
        ]

    def _number(self, day: date) -> int:
        return max(0, bisect_right([each.since for each in self.stretches], day) - 1)


def joined(measures: Measures, versions: Sequence[IndicatorDefinition]) -> Definitions:
    """Everything resolved for each stretch of days; what has problems is left out and named in `broken`."""
    stretches: list[Stretch] = []
    newest: dict[str, IndicatorDefinition] = {}
    broken: dict[tuple[str, date], tuple[Problem, ...]] = {}
    for day in turning_days(versions):
        current = in_force(versions, day, reaching_back=True)
        found = resolve(current.values(), measures)
        for code, problems in found.problems.items():
            broken.setdefault((code, current[code].effective_from), problems)
        stretches.append(Stretch(day, found.indicators))
        newest.update(found.indicators)
    return Definitions(measures, newest, tuple(versions), tuple(stretches), broken)


def parse_definitions(texts: Mapping[str, str]) -> Definitions:
    """Read the texts of a definitions folder by file name: `measures.toml` and one file for each indicator's version.

    Raises Refused with the problems of all files: D08 without measures.toml, D07 for a code used twice from the same
    day, and whatever `resolve` finds.
    """
    if MEASURES_FILE not in texts:
        raise INDICATOR_PROBLEMS.refusal("D08", MEASURES_FILE)
    measures = parse_measures(texts[MEASURES_FILE])
    files: dict[tuple[str, date], str] = {}
    versions: list[IndicatorDefinition] = []
    problems: list[Problem] = []
    for file in sorted(texts.keys() - {MEASURES_FILE}):
        try:
            read = read_indicator(texts[file], file)
        except Refused as refused:
            problems += refused.problems
            continue
        if (read.code, read.effective_from) in files:
            problems.append(INDICATOR_PROBLEMS.problem("D07", read.code, code=read.code))
        files[read.code, read.effective_from] = file
        versions.append(read)
    found = joined(measures, versions)
    for key, wrong in found.broken.items():
        problems += [replace(each, place=f"{files[key]}: {each.place}") for each in wrong]
    if problems:
        raise Refused(*problems)
    return found


def parse_indicator(text: str, measures: Measures, file: str) -> IndicatorDefinition:
    """Read one indicator over measures alone; raises Refused for keys, formula, unknown names or units."""
    definition = read_indicator(text, file)
    found = resolve([definition], measures)
    wrong = found.problems.get(definition.code)
    if wrong:
        raise Refused(*(replace(each, place=f"{file}: {each.place}") for each in wrong))
    return found.indicators[definition.code]
