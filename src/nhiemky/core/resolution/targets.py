"""Targets of a resolution: what is to be reached, in which group, held against what else, and how it reads."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from nhiemky.core.bilingual import Bilingual, Language
from nhiemky.core.indicators.goals import Goal, goal_problems
from nhiemky.core.indicators.wording import Baseline, goal_sentence
from nhiemky.core.problem import Problem
from nhiemky.core.resolution.problems import RESOLUTION_PROBLEMS


class Group(StrEnum):
    """The groups of targets in a Party resolution (reference 3.3)."""

    ECONOMY = "economy"
    SOCIETY = "society"
    ENVIRONMENT = "environment"
    DEFENCE_SECURITY = "defence_security"
    PARTY_BUILDING = "party_building"


GROUPS: Mapping[Group, Bilingual] = {
    Group.ECONOMY: Bilingual("Kinh tế", "Economy"),
    Group.SOCIETY: Bilingual("Xã hội", "Society"),
    Group.ENVIRONMENT: Bilingual("Môi trường", "Environment"),
    Group.DEFENCE_SECURITY: Bilingual("Quốc phòng – an ninh", "Defence and security"),
    Group.PARTY_BUILDING: Bilingual("Xây dựng Đảng", "Party building"),
}


@dataclass(frozen=True)
class Target:
    """A numbered target. `goal` is what the resolution sets; `others` are values from other baselines, in its unit.

    `indicator` is the code of the definition that measures it, None where a person reports it (a milestone).
    `whole` names the structure that a share belongs to; the shares of one whole add up to 100.
    """

    number: int
    name: Bilingual
    group: Group
    goal: Goal
    indicator: str | None = None
    others: tuple[tuple[Baseline, Decimal], ...] = ()
    whole: str | None = None

    def sentence(self, language: Language) -> str:
        """The target in words."""
        return goal_sentence(self.name.text(language), self.goal, language)

    def goals(self) -> tuple[tuple[Baseline, Goal], ...]:
        """The resolution's goal first, then the same goal at each other baseline's value."""
        return (
            (Baseline.RESOLUTION, self.goal),
            *((baseline, replace(self.goal, value=value, upper=None)) for baseline, value in self.others),
        )


def target_problems(targets: Iterable[Target]) -> tuple[Problem, ...]:
    """T02, T03 and the problems of each goal (A01 to A03), the place being the target's number."""
    listed = list(targets)
    found: list[Problem] = []
    for target in listed:
        found += goal_problems(target.goal, str(target.number))
    for number, times in sorted(Counter(target.number for target in listed).items()):
        if times > 1:
            found.append(RESOLUTION_PROBLEMS.problem("T02", str(number), number=number))
    return (*found, *_structures(listed))


def _structures(targets: Iterable[Target]) -> Iterator[Problem]:
    totals: dict[str, Decimal] = {}
    for target in targets:
        if target.whole is not None:
            totals[target.whole] = totals.get(target.whole, Decimal(0)) + (target.goal.value or 0)
    for whole, total in totals.items():
        if total != 100:
            yield RESOLUTION_PROBLEMS.problem("T03", whole, whole=whole, total=total)
