"""Whether a measure or an indicator that the office makes can work: its code, its source, their units."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from nhiemky.core.definitions.problems import DEFINITION_PROBLEMS
from nhiemky.core.indicators.definition import MeasureDefinition, RegisterSource, ReportSource
from nhiemky.core.indicators.units import CURRENCIES, Dimensions, parse_unit
from nhiemky.core.problem import Problem
from nhiemky.core.reporting.forms import MONEY, Form

LONGEST_CODE = 60
MOST_DECIMALS = 12
"""As many as values are kept with."""
# "a month" says how often an income is paid; no line of a form states it.
_NOT_HELD_AGAINST = frozenset({"month", "year"})
_SAME_IN_ALL = ("unit", "over_time", "over_units", "order")
"""What all versions of a measure have in common: values of a term may hold facts of several."""
_ANY_CURRENCY = "currency"
_CODE = re.compile(r"[a-z][a-z0-9_]{0,59}")


def code_problems(code: str, taken: Iterable[str]) -> Iterator[Problem]:
    """V11 for a code that no formula could name, V12 for one that something else has."""
    if not _CODE.fullmatch(code):
        yield DEFINITION_PROBLEMS.problem("V11", "code", code=code, limit=LONGEST_CODE)
    if code in set(taken):
        yield DEFINITION_PROBLEMS.problem("V12", "code", code=code)


def source_problems(
    measure: MeasureDefinition, forms: Iterable[Form], registers: Mapping[str, str]
) -> Iterator[Problem]:
    """What is wrong with a measure's source. `registers`: the unit of each register that is kept.

    V19 no source · V13 no such form · V14 no such cell in any of its versions · V15 and V17 another unit · V16 no such
    register. Places are keys of the source.
    """
    match measure.source:
        case None:
            yield DEFINITION_PROBLEMS.problem("V19", "kind")
        case RegisterSource(name):
            yield from _register(measure, name, registers)
        case ReportSource():
            yield from _report(measure, measure.source, [each for each in forms if each.code == measure.source.form])


def is_same_thing(one: MeasureDefinition, other: MeasureDefinition) -> bool:
    """Whether two may be versions of one measure: in one unit, put together in one way."""
    return all(getattr(one, key) == getattr(other, key) for key in _SAME_IN_ALL)


def version_problems(
    measure: MeasureDefinition, others: Iterable[MeasureDefinition], forms: Iterable[Form]
) -> Iterator[Problem]:
    """What is wrong with a measure as a further version of `others`, which have its code; nothing when it is the first.

    V04 another begins that day · V23 it counts another thing, or puts it together in another way · V24 it begins in
    the middle of a period of a form that it or the version before it reads: that period would be counted from neither
    or from both. Places are keys.
    """
    known = sorted(others, key=lambda each: each.effective_from)
    if any(each.effective_from == measure.effective_from for each in known):
        yield DEFINITION_PROBLEMS.problem("V04", "effective_from", day=measure.effective_from)
    for key in _SAME_IN_ALL:
        if any(getattr(each, key) != getattr(measure, key) for each in known):
            yield DEFINITION_PROBLEMS.problem("V23", key, code=measure.code)
    before = [each for each in known if each.effective_from < measure.effective_from]
    after = [each for each in known if each.effective_from > measure.effective_from]
    listed = list(forms)
    for earlier, later in pairwise([*before[-1:], measure, *after[:1]]):
        for code in sorted(_forms_of(earlier) | _forms_of(later)):
            if not all(form.frequency.begins_on(later.effective_from) for form in listed if form.code == code):
                yield DEFINITION_PROBLEMS.problem("V24", "effective_from", form=code, day=later.effective_from)


def _forms_of(measure: MeasureDefinition) -> set[str]:
    return {measure.source.form} if isinstance(measure.source, ReportSource) else set()


def _register(measure: MeasureDefinition, name: str, registers: Mapping[str, str]) -> Iterator[Problem]:
    if name not in registers:
        yield DEFINITION_PROBLEMS.problem("V16", "name", name=name)
    elif parse_unit(registers[name]) != parse_unit(measure.unit):
        yield DEFINITION_PROBLEMS.problem("V17", "unit", name=name, register_unit=registers[name], unit=measure.unit)


def _report(measure: MeasureDefinition, source: ReportSource, versions: list[Form]) -> Iterator[Problem]:
    if not versions:
        yield DEFINITION_PROBLEMS.problem("V13", "form", form=source.form)
        return
    # The newest version that has the cell: an older one may have called something else by that code.
    newest = sorted(versions, key=lambda each: each.effective_from, reverse=True)
    for key, line in (("line", source.line), ("times", source.times)):
        if line is not None and not any(_has(form, line, source.column) for form in newest):
            yield DEFINITION_PROBLEMS.problem("V14", key, form=source.form, line=line, column=source.column)
            return
    form = next(form for form in newest if _has(form, source.line, source.column))
    stated = [form.line(source.line).unit]
    if source.times is not None:
        other = next(form for form in newest if _has(form, source.times, source.column))
        stated.append(other.line(source.times).unit)
    if _product(stated) != _product([measure.unit]):
        yield DEFINITION_PROBLEMS.problem("V15", "unit", line_unit=" × ".join(stated), unit=measure.unit)


def _has(form: Form, line: str, column: str) -> bool:
    return any(each.code == line and column in each.columns for each in form.lines)


def _product(units: Iterable[str]) -> Dimensions:
    """Units multiplied; every currency is the same one, since amounts are converted at the report's rate."""
    exponents: dict[str, int] = {}
    for unit in units:
        for name, power in parse_unit("VND" if unit in {MONEY, "million VND"} else unit):
            if name not in _NOT_HELD_AGAINST:
                key = _ANY_CURRENCY if name in CURRENCIES else name
                exponents[key] = exponents.get(key, 0) + power
    return frozenset((name, power) for name, power in exponents.items() if power)
