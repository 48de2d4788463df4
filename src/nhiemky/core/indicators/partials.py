"""Partial aggregates that can be added and taken away again, so that one changed fact touches one line of the tree.

A partial is what a cell keeps of one quantity: the values of its series put together, how many series have one, and how
many facts of each firmness went in. Sums and means form a group (Gray et al., Data Cube, 1997: distributive and
algebraic functions); the smallest and the largest value do not: when the extreme itself is taken away, the cell has to
be counted again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from nhiemky.core.indicators.compute import COMBINE, LESS_FIRM, NORMAL, Fact
from nhiemky.core.indicators.definition import OverUnits

_FIRMNESS = {status: place for place, status in enumerate(LESS_FIRM)}
_FIRM = len(LESS_FIRM)
NO_FACTS = (0,) * (_FIRM + 1)
_EXTREMES = (OverUnits.MIN, OverUnits.MAX)


@dataclass(frozen=True, slots=True)
class Partial:
    """`value`: sum (also for a mean) or extreme of `series` values; `stated` facts, gaps too; `present` by firmness."""

    value: Fraction
    series: int
    stated: int
    present: tuple[int, ...] = NO_FACTS

    @classmethod
    def of(cls, facts: Sequence[Fact], value: Fraction | None) -> "Partial":
        """What one series with these facts contributes; `value` None where there is nothing to put together."""
        present = [0] * (_FIRM + 1)
        for fact in facts:
            if fact.value is not None:
                present[_FIRMNESS.get(fact.status, _FIRM)] += 1
        return cls(value if value is not None else Fraction(0), int(value is not None), len(facts), tuple(present))

    @property
    def facts(self) -> int:
        """How many present facts."""
        return sum(self.present)

    def result(self, how: OverUnits) -> Fraction | None:
        """The aggregate over units; None of no series."""
        if not self.series:
            return None
        return self.value / self.series if how is OverUnits.AVERAGE else self.value


def status_of(partials: Iterable[Partial]) -> str:
    """The least firm status among the facts used, as in `compute`; of one partial or more."""
    present = [sum(counts) for counts in zip(*(each.present for each in partials), strict=True)]
    return next((status for status, place in _FIRMNESS.items() if present[place]), NORMAL)


@dataclass(slots=True)
class Change:
    """What is added to a partial and taken away from it."""

    sums: Fraction = Fraction(0)
    series: int = 0
    stated: int = 0
    present: list[int] = field(default_factory=lambda: list(NO_FACTS))
    gained: list[Fraction] = field(default_factory=list)
    lost: list[Fraction] = field(default_factory=list)

    def add(self, partial: Partial, how: OverUnits, sign: int) -> None:
        """Add (`sign` 1) or take away (-1) the contribution of one unit."""
        self.series += sign * partial.series
        self.stated += sign * partial.stated
        for place, count in enumerate(partial.present):
            self.present[place] += sign * count
        if how not in _EXTREMES:
            self.sums += sign * partial.value
        elif partial.series:
            (self.gained if sign > 0 else self.lost).append(partial.value)

    def applied(self, before: Partial | None, how: OverUnits) -> Partial | None:
        """The partial after the change; None when the extreme was taken away, so that the cell is to be counted again.

        A result with `stated` 0 is an empty cell.
        """
        old = before or Partial(Fraction(0), 0, 0)
        series, stated = old.series + self.series, old.stated + self.stated
        present = tuple(count + more for count, more in zip(old.present, self.present, strict=True))
        if how not in _EXTREMES:
            return Partial(old.value + self.sums, series, stated, present)
        if not series:
            return Partial(Fraction(0), 0, stated, present)
        kept = [old.value] if old.series else []
        best = COMBINE[how]([*kept, *self.gained])
        if any(COMBINE[how]([best, value]) == value for value in self.lost) and best not in self.gained:
            return None
        return Partial(best, series, stated, present)
