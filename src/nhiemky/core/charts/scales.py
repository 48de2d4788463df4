"""From numbers to lengths: the axis, its round steps, and the scale in which its numbers are written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from nhiemky.core.bilingual import Bilingual, Language
from nhiemky.core.quantities import BARE, CURRENCIES, PERCENT, shortened, unit_name
from nhiemky.core.vietnamese.numbers import format_number

_STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))
_THOUSANDS = (
    (Decimal(10**9), Bilingual("tỷ ", "billion ")),
    (Decimal(10**6), Bilingual("triệu ", "million ")),
    (Decimal(1), None),
)


@dataclass(frozen=True)
class Axis:
    """Round steps that cover all values and zero, in rising order; at least two."""

    ticks: tuple[Decimal, ...]

    def share(self, value: Decimal) -> float:
        """Where a value lies: 0 at the first tick, 1 at the last."""
        return float((value - self.ticks[0]) / (self.ticks[-1] - self.ticks[0]))


def axis(values: Iterable[Decimal], steps: int = 5) -> Axis:
    """The axis of some values: it always holds zero, since lengths are compared; about `steps` steps of 1, 2 or 5."""
    held = [Decimal(0), *values]
    low, high = min(held), max(held)
    step = _step((high - low) / steps if high > low else Decimal(1))
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = max((high / step).to_integral_value(ROUND_CEILING), first + 1)
    return Axis(tuple(step * number for number in range(int(first), int(last) + 1)))


def _step(least: Decimal) -> Decimal:
    """The smallest of 1, 2, 5 times a power of ten that is not below `least`."""
    power = Decimal(1).scaleb(least.adjusted())
    return next(step * power for step in _STEPS if step * power >= least)


@dataclass(frozen=True)
class Written:
    """How numbers of one axis are written: divided, and with the words said once (“tỷ đồng”)."""

    divisor: Decimal
    unit: str
    language: Language
    after: str
    """What follows a number: the words after a space, `%` without one, nothing where there is no unit."""

    def number(self, value: Decimal) -> str:
        """The value in this scale with at most two decimals; more where it would else read as zero."""
        return format_number(shortened(value / self.divisor), self.language)

    def quantity(self, value: Decimal) -> str:
        """The number with its unit: `1,5 tỷ đồng`, `85%`."""
        return self.number(value) + self.after


def written(values: Sequence[Decimal], unit: str, language: Language) -> Written:
    """The scale for values of a unit: amounts of money in billions or millions, all else as it is."""
    divisor, words, name = Decimal(1), None, unit_name(unit, language)
    if unit.partition("/")[0] in CURRENCIES:
        largest = max((abs(value) for value in values), default=Decimal(0))
        divisor, words = next(pair for pair in _THOUSANDS if largest >= pair[0] or pair[1] is None)
    text = (words.text(language) if words else "") + name
    after = {BARE: "", PERCENT: text}.get(unit, f" {text}")
    return Written(divisor, text, language, after)
