"""Judges the numbers of a text against facts: sourced, contradicted, unsourced, or no figure at all.

The fact is chosen by its unit and by how many words of its label stand near the number, never by its value alone:
otherwise a wrong number would look for a fact that excuses it.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction

from nhiemky.core.figures.claims import Approximation, Claim, NotAFigure, find_numbers
from nhiemky.core.figures.facts import Fact
from nhiemky.core.figures.labels import Label, Surroundings, read_label

_MONEY = frozenset({"VND", "USD"})
_MEASURES = _MONEY | {"%", "%-point", "ha", "m2", "km", "tonne", "times", "visit"}
# Units whose Vietnamese noun leaves no doubt: the only fact in such a unit is meant without any word of its label.
_PLAIN_UNITS = frozenset({"project", "target", "task", "group", "seat", "zone"})
_OTHER_PERIOD = Fraction(1, 2)
# A fact that has the value and nearly the best words is the one meant.
_NEARLY_BEST = Fraction(3, 4)
_LOOSE = Fraction(1, 10)
_TENTH = Decimal("0.1")


class Verdict(StrEnum):
    """What the facts say about a number."""

    SOURCED = "sourced"
    CONTRADICTED = "contradicted"
    UNSOURCED = "unsourced"
    NOT_A_FIGURE = "not_a_figure"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A number of the text (characters `start` to `end`) and what the facts say about it.

    `value` is in the base unit, None for what is no figure; `fact` is the fact that sources or contradicts it.
    """

    start: int
    end: int
    value: Decimal | None
    unit: str | None
    verdict: Verdict
    fact: Fact | None = None


@dataclass(frozen=True, slots=True)
class _Candidate:
    fact: Fact
    score: Fraction
    agrees: bool


def _stride(claim: Claim) -> Decimal:
    """Give how far a loose number reaches: one unit of its last digit that is not zero, at most a tenth of it."""
    exponent = claim.value.normalize().as_tuple().exponent
    last_digit = Decimal(1).scaleb(exponent) if isinstance(exponent, int) else claim.step
    return min(max(claim.step, last_digit), abs(claim.value) * _TENTH)


def agrees(claim: Claim, value: Decimal) -> bool:
    """Tell whether a fact's value is what the claim says, to the precision it is written in.

    `62,5 tỷ` is any value that rounds half up to it. `hơn 98.000` is from 98.000 to under 99.000, `gần 14.000` above
    13.000 up to 14.000, `khoảng` half of that to both sides; the loosening is never more than a tenth.
    """
    if (value / claim.step).quantize(Decimal(1), rounding=ROUND_HALF_UP) * claim.step == claim.value:
        return True
    stride = _stride(claim)
    match claim.approximation:
        case Approximation.ABOVE:
            return claim.value <= value < claim.value + stride
        case Approximation.BELOW:
            return claim.value - stride < value <= claim.value
        case Approximation.ABOUT:
            return abs(value - claim.value) <= stride / 2
        case Approximation.EXACT:
            return False


def _fits(claim: Claim, fact: Fact, label: Label) -> Fraction | None:
    """Weigh how well the units go together, 1 for the same unit; None if the fact cannot be meant."""
    unit = fact.quantity.unit
    if claim.unit == unit:
        return Fraction(1)
    base, _, each = unit.partition("/")
    if claim.unit is None:
        return Fraction(1, 2) if base not in _MEASURES and (not claim.noun or label.names(claim.noun)) else None
    claimed, _, claimed_each = claim.unit.partition("/")
    if claimed in _MONEY or base in _MONEY:
        return _OTHER_PERIOD if claimed == base and not (each and claimed_each) else None
    if claimed == base:
        return _OTHER_PERIOD
    if claimed in _MEASURES or base in _MEASURES:
        return None
    people = {claimed, base} <= {"person", "seat"}
    return Fraction(1, 2) if people or label.names(claim.noun) else None


class _Matcher:
    """The facts, with their labels read once, and the choice of the fact that a claim means."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        self._labels = [(fact, read_label(fact.label, fact.key)) for fact in facts]
        self._units = Counter(fact.quantity.unit for fact in facts)

    def choose(self, claim: Claim, followed: Claim | None, followed_fact: Fact | None) -> _Candidate | None:
        """Give the fact that a claim means, None if no fact's label speaks of it."""
        fitting = [
            (fact, label, weight) for fact, label in self._labels if (weight := _fits(claim, fact, label)) is not None
        ]
        if not fitting:
            return None
        near = Surroundings.of(claim, followed, followed_fact.key if followed_fact else "")
        commonness = Counter(term for _, label, _ in fitting for term in label.terms)
        candidates = [
            _Candidate(fact, weight * (_LOOSE + near.score(label, commonness)), _says(claim, fact.quantity.value))
            for fact, label, weight in fitting
            if self._speaks_of(claim, fact, label, near)
        ]
        if not candidates:
            return None
        best = max(candidates, key=lambda candidate: (candidate.score, candidate.agrees))
        right = [one for one in candidates if one.agrees and one.score >= best.score * _NEARLY_BEST]
        return max(right, key=lambda candidate: candidate.score) if right else best

    def _speaks_of(self, claim: Claim, fact: Fact, label: Label, near: Surroundings) -> bool:
        unit = fact.quantity.unit
        only_one = unit in _PLAIN_UNITS and claim.unit == unit and self._units[unit] == 1
        return only_one or (bool(claim.noun) and label.names(claim.noun)) or near.mentions(label)


def _says(claim: Claim, value: Decimal) -> bool:
    """Tell whether a claim, alone or as the end of a range, agrees with a value."""
    within = claim.bounds is not None and claim.bounds[0] < value < claim.bounds[1]
    return within or agrees(claim, value)


def judge(text: str, facts: Sequence[Fact]) -> list[Judgement]:
    """Judge every number of a Vietnamese text against the facts, in the order of the text.

    A percentage is judged by the words of the quantity that it follows. A range is sourced where a fact lies inside.
    The time is linear in the length of the text for a given number of facts.
    """
    matcher = _Matcher(facts)
    findings = find_numbers(text)
    judgements: list[Judgement] = []
    for finding in findings:
        if isinstance(finding, NotAFigure):
            judgements.append(Judgement(finding.start, finding.end, None, None, Verdict.NOT_A_FIGURE))
            continue
        followed = findings[finding.follows] if finding.follows is not None else None
        followed_fact = judgements[finding.follows].fact if finding.follows is not None else None
        chosen = matcher.choose(finding, followed if isinstance(followed, Claim) else None, followed_fact)
        judgements.append(_judgement(finding, chosen))
    return judgements


def _judgement(claim: Claim, chosen: _Candidate | None) -> Judgement:
    unit = claim.unit or (chosen.fact.quantity.unit if chosen else None)
    if chosen is None:
        return Judgement(claim.start, claim.end, claim.value, unit, Verdict.UNSOURCED)
    verdict = Verdict.SOURCED if chosen.agrees else Verdict.CONTRADICTED
    return Judgement(claim.start, claim.end, claim.value, unit, verdict, chosen.fact)
