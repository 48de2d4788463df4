"""Facts out of one accepted report, for every measure that names its form; amounts converted at the report's rate."""

from collections.abc import Iterator
from fractions import Fraction

from nhiemky.core.indicators.compute import Fact
from nhiemky.core.indicators.definition import MeasureDefinition, Measures, ReportSource
from nhiemky.core.indicators.units import CURRENCIES, parse_unit
from nhiemky.core.reporting.forms import MONEY, Form
from nhiemky.core.reporting.lines import MILLION, Currency, Report
from nhiemky.core.reporting.problems import REPORTING_PROBLEMS

_SCALES = {"million VND": ("VND", MILLION)}


def facts_of(form: Form, report: Report, measures: Measures) -> tuple[Fact, ...]:
    """One fact for each measure whose source is this form; a missing cell gives no fact, a zero gives a zero.

    A line that this version of the form does not have (any more) gives no fact either.
    Raises Refused X01 when an amount in another currency has no rate to be converted at.
    """
    return tuple(
        Fact(report.unit, code, report.period, value)
        for code, measure in measures.items()
        for value in _values(form, report, measure)
    )


def _values(form: Form, report: Report, measure: MeasureDefinition) -> Iterator[Fraction]:
    source = measure.source
    if not isinstance(source, ReportSource) or source.form != form.code:
        return
    amount = _amount(form, report, source, measure.unit)
    if amount is None:
        return
    if source.times is None:
        yield amount
        return
    factor = report.value(source.times, source.column)
    if factor is not None:
        yield amount * Fraction(factor)


def _amount(form: Form, report: Report, source: ReportSource, unit: str) -> Fraction | None:
    """The cell in whole currency units or in the line's own unit."""
    stated = report.value(source.line, source.column)
    if stated is None:
        return None
    currency, scale = _currency(form.line(source.line).unit, report.currency)
    value = Fraction(stated) * scale
    wanted = next((name for name, _ in parse_unit(unit) if name in CURRENCIES), None)
    if currency is None or wanted is None or currency == wanted or not value:
        return value
    if not report.rate:
        raise REPORTING_PROBLEMS.refusal("X01", source.line, line=source.line, currency=wanted)
    rate = Fraction(report.rate)
    return value * rate if wanted == "VND" else value / rate


def _currency(unit: str, currency: Currency) -> tuple[str | None, int]:
    if unit == MONEY:
        return currency.value, MILLION if currency is Currency.VND else 1
    return _SCALES.get(unit, (None, 1))
