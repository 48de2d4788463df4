"""A slow second implementation of indicators: cell by cell, nothing shared with the first but the input types.

Formulas are turned into Python text over exact fractions and their gaps into exceptions, units are found by walking the
tree downward, and rounding is done by Decimal on a long division.
"""

import re
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from itertools import product


class Lazy:
    """A number that may be a gap, found out only when it is asked for."""

    def __init__(self, value=None, gap=None):
        self.value, self.gap = value, gap

    def _with(self, other, calculate):
        other = other if isinstance(other, Lazy) else Lazy(Fraction(other))
        gaps = {self.gap, other.gap} - {None}
        if gaps:
            return Lazy(gap="M" if "M" in gaps else "Z")
        try:
            return Lazy(calculate(self.value, other.value))
        except ZeroDivisionError:
            return Lazy(gap="Z")

    def __add__(self, other):
        return self._with(other, lambda a, b: a + b)

    def __sub__(self, other):
        return self._with(other, lambda a, b: a - b)

    def __mul__(self, other):
        return self._with(other, lambda a, b: a * b)

    def __truediv__(self, other):
        return self._with(other, lambda a, b: a / b)

    def __neg__(self):
        return Lazy(Fraction(0)) - self


def _extreme(choose):
    def of(*arguments):
        best = arguments[0]
        for argument in arguments[1:]:
            best = best._with(argument, lambda a, b: choose(a, b))
        return best

    return of


FUNCTIONS = {
    "min": _extreme(lambda a, b: a if a < b else b),
    "max": _extreme(lambda a, b: a if a > b else b),
    "abs": lambda a: _extreme(lambda x, y: x if x > y else y)(a, -a),
    "if_missing": lambda a, b: b if a.gap else a,
}


def run_formula(text, values):
    names = set(re.findall(r"[A-Za-z_]\w*", text)) - FUNCTIONS.keys()
    source = re.sub(r"(?<![\w.])(\d+(?:\.\d+)?)", r"Lazy(Fraction('\1'))", text)
    space = {name: values.get(name, Lazy(gap="M")) for name in names}
    return eval(source, {"Lazy": Lazy, "Fraction": Fraction, **FUNCTIONS, **space})


def children_and_self(code, units):
    return {code}.union(*(children_and_self(unit.code, units) for unit in units if unit.parent == code))


def combine(how, values):
    if how == "average":
        return sum(values) / Fraction(len(values))
    return {"sum": sum, "min": min, "max": max}[how](values)


def along_time(how, pairs):
    if how == "last":
        return sorted(pairs, key=lambda pair: (pair[0].end, pair[0].start))[-1][1]
    if how == "first":
        return sorted(pairs, key=lambda pair: (pair[0].start, pair[0].end))[0][1]
    return combine(how, [value for _, value in pairs])


def measure(definition, facts):
    facts = [fact for fact in facts if fact.measure == definition.code and fact.value is not None]
    if not facts:
        return Lazy(gap="M")
    if definition.order == "units-first":
        codes = {fact.period.code: fact.period for fact in facts}
        pairs = [
            (period, combine(definition.over_units, [fact.value for fact in facts if fact.period == period]))
            for period in codes.values()
        ]
        return Lazy(Fraction(along_time(definition.over_time, pairs)))
    series = {(fact.unit, frozenset(fact.dimensions)) for fact in facts}
    values = [
        along_time(
            definition.over_time,
            [(fact.period, fact.value) for fact in facts if (fact.unit, frozenset(fact.dimensions)) == one],
        )
        for one in series
    ]
    return Lazy(Fraction(combine(definition.over_units, values)))


def one_formula(indicator, measures, facts):
    return run_formula(indicator.formula, {code: measure(each, facts) for code, each in measures.items()})


def round_once(value, decimals):
    with localcontext() as context:
        context.prec = 200
        # A long division never lands on a half it should not: a true half is exact within 200 digits.
        rounded = (Decimal(value.numerator) / Decimal(value.denominator)).quantize(
            Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP
        )
    return abs(rounded) if rounded == 0 else rounded


def slow_compute(indicators, measures, facts, units, periods, by):
    """Sorted (indicator, unit, period, dimensions, value as text, status, facts used)."""
    own = {unit.code: dict(unit.dimensions) for unit in units}

    def label(fact, name):
        return own[fact.unit].get(name, dict(fact.dimensions).get(name))

    choices = [sorted({label(fact, name) for fact in facts}, key=str) for name in by]
    rows = []
    for indicator, unit, period, split in product(indicators, units, periods, list(product(*choices))):
        below = children_and_self(unit.code, units)
        used = set(re.findall(r"[A-Za-z_]\w*", indicator.formula)) - FUNCTIONS.keys()
        inside = [
            fact
            for fact in facts
            if fact.measure in used
            and fact.unit in below
            and period.start <= fact.period.start
            and fact.period.end <= period.end
            and tuple(label(fact, name) for name in by) == split
        ]
        if not inside:
            continue
        count = sum(fact.value is not None for fact in inside)
        if indicator.at == "unit":
            singles = [
                one_formula(indicator, measures, [fact for fact in inside if fact.unit == each])
                for each in below
                if any(fact.unit == each and fact.value is not None for fact in inside)
            ]
            present = [single.value for single in singles if single.gap is None]
            result = Lazy(Fraction(combine(indicator.over_units, present))) if present else Lazy(gap="M")
        else:
            result = one_formula(indicator, measures, inside)
        value = None if result.gap else str(round_once(result.value, indicator.decimals))
        rows.append((indicator.code, unit.code, period.code, split, value, result.gap or "A", count))
    return sorted(rows, key=str)
