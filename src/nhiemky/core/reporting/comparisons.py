"""Checks against what is known around a report: earlier periods, other forms, other enterprises. All are warnings."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from nhiemky.core.reporting import outliers
from nhiemky.core.reporting.background import Background
from nhiemky.core.reporting.findings import Finding, finding, title
from nhiemky.core.reporting.forms import MONEY, WHOLE_UNITS, Form, Line, LineKind, Role
from nhiemky.core.reporting.lines import MILLION, Currency, Place, Report
from nhiemky.core.reporting.relations import relations


def compare(form: Form, report: Report, background: Background) -> Iterator[Finding]:
    """Every finding: R10 unusual change · R11 power of ten · R12 fell to 0 · R13 swapped lines · R14 part above whole.

    R15 another form says otherwise · R16 since licence is not earlier plus this period · R17 year to date falls ·
    R18 far from other enterprises.
    """
    yield from _own_history(form, report, background)
    yield from _parts(form, report)
    yield from _agreements(form, report, background)
    for line in form.lines:
        if line.kind is LineKind.FLOW:
            yield from _running(form, report, background, line)
    yield from _peers(form, report, background)


def per_size(form: Form, report: Report, line: str) -> Decimal | None:
    """A figure of the period in relation to the reporter's size, amounts in USD; None where either is not above 0."""
    size, column = relations().size_of(form.code), form.column(Role.PERIOD)
    if size is None or column is None:
        return None
    value, workers = report.value(line, column.code), report.value(size.line, column.code)
    if not value or not workers or value < 0 or workers < 0:
        return None
    if form.line(line).unit == MONEY and report.currency is Currency.VND:
        if not report.rate:
            return None
        value = value * MILLION / report.rate
    return value / workers


def _own_history(form: Form, report: Report, background: Background) -> Iterator[Finding]:
    column = form.column(Role.PERIOD)
    if column is None:
        return
    asked = [
        line for line in form.lines if column.code in line.columns and not _is_sum(form, report, line, column.code)
    ]
    swapped: set[str] = set()
    for one, other in _swapped(report, background, asked, column.code):
        if not swapped & {one.code, other.code}:
            swapped |= {one.code, other.code}
            yield finding("R13", Place(one.code, column.code), line=title(one), other=title(other))
    for line in asked:
        if line.code not in swapped:
            yield from _change(report, background, line, Place(line.code, column.code))


def _is_sum(form: Form, report: Report, line: Line, column: str) -> bool:
    """Whether the lines below are there to be asked about, so that the total need not be asked about too."""
    return line.total and any(report.value(child.code, column) is not None for child in form.children(line.code))


def _change(report: Report, background: Background, line: Line, place: Place) -> Iterator[Finding]:
    value, earlier = report.value(place.line, place.column), background.series(place.line, place.column)
    if value is None or not earlier:
        return
    if line.unit in WHOLE_UNITS and outliers.is_small_change(value, earlier[-1]):
        return
    told = {"line": title(line), "stated": value, "earlier": earlier[-1]}
    if outliers.fell_to_nothing(value, earlier):
        yield finding("R12", place, **told, periods=len(earlier[-8:]))
        return
    apart = outliers.distance(value, earlier)
    if apart is None or apart <= 1:
        return
    power = outliers.slip(value, earlier)
    if power is None:
        yield finding("R10", place, **told)
    else:
        yield finding("R11", place, **told, power=Decimal(10) ** abs(power))


def _swapped(report: Report, background: Background, asked: list[Line], column: str) -> Iterator[tuple[Line, Line]]:
    """Pairs of lines with one unit of which the other was always the larger, whose ratio fits only turned over.

    The ratio of two lines hardly moves with growth, so it tells an exchange that neither figure alone would.
    """
    for one, other in combinations(asked, 2):
        if one.unit != other.unit:
            continue
        ratio = _ratio(report, one.code, other.code, column)
        if ratio is None:
            continue
        past = (_ratio(each, one.code, other.code, column) for each in background.history)
        ratios = [each for each in past if each is not None]
        stated, turned = outliers.distance(ratio, ratios), outliers.distance(1 / ratio, ratios)
        always = {each > 1 for each in ratios} == {ratio < 1}
        if always and stated is not None and turned is not None and stated > 1 >= turned:
            yield one, other


def _ratio(report: Report, one: str, other: str, column: str) -> Decimal | None:
    """One line over another; None unless both are above 0."""
    above, below = report.value(one, column), report.value(other, column)
    return above / below if above is not None and below is not None and min(above, below) > 0 else None


def _parts(form: Form, report: Report) -> Iterator[Finding]:
    for part in relations().parts:
        column = form.column(Role.PERIOD)
        if form.code not in part.forms or column is None:
            continue
        value, whole = report.value(part.line, column.code), report.value(part.of, column.code)
        # Without any whole, R08 asks already.
        if value is not None and whole and value > whole:
            yield finding(
                "R14",
                Place(part.line, column.code),
                line=title(form.line(part.line)),
                stated=value,
                whole=title(form.line(part.of)),
                of=whole,
            )


def _agreements(form: Form, report: Report, background: Background) -> Iterator[Finding]:
    for agreement, other in background.others:
        for code in agreement.lines:
            value, wanted = report.value(code, agreement.column), other.value(code, agreement.with_column)
            if value is not None and wanted is not None and value != wanted and other.currency is report.currency:
                yield finding(
                    "R15",
                    Place(code, agreement.column),
                    line=title(form.line(code)),
                    stated=value,
                    form=agreement.with_form,
                    period=other.period.code,
                    other=wanted,
                )


def _running(form: Form, report: Report, background: Background, line: Line) -> Iterator[Finding]:
    period, before = form.column(Role.PERIOD), background.before(report)
    since, to_date = form.column(Role.SINCE_LICENCE), form.column(Role.YEAR_TO_DATE)
    if since is not None and period is not None and before is not None:
        now, stated = report.value(line.code, period.code), report.value(line.code, since.code)
        earlier = before.value(line.code, since.code)
        # A fall is R06; here it does not fall and still does not fit.
        if None not in (now, stated, earlier) and stated != earlier + now and stated >= earlier:  # type: ignore[operator]
            place = Place(line.code, since.code)
            yield finding("R16", place, line=title(line), stated=stated, computed=earlier + now)  # type: ignore[operator]
    if to_date is not None and before is None and not line.negative:
        yield from _year_to_date_falls(report, background, line, Place(line.code, to_date.code))


def _year_to_date_falls(report: Report, background: Background, line: Line, place: Place) -> Iterator[Finding]:
    """Where the period just before was not accepted (else R05 adds exactly), the figure at least does not fall."""
    of_year = [each for each in background.history if each.period.end.year == report.period.end.year]
    earlier = of_year[-1].value(place.line, place.column) if of_year else None
    stated = report.value(place.line, place.column)
    if earlier is not None and stated is not None and stated < earlier:
        yield finding("R17", place, line=title(line), stated=stated, earlier=earlier)


def _peers(form: Form, report: Report, background: Background) -> Iterator[Finding]:
    """Only for one without a history of its own: it tells more than others do."""
    column = form.column(Role.PERIOD)
    if column is None or len(background.history) >= outliers.FEWEST_EARLIER:
        return
    for code, others in background.peers.items():
        stated = per_size(form, report, code)
        if stated is not None and (usual := others.crossed_by(stated)) is not None:
            # Three digits, as the range has.
            told = Decimal(f"{stated:.3g}")
            yield finding(
                "R18",
                Place(code, column.code),
                line=title(form.line(code)),
                stated=told,
                low=usual.low,
                high=usual.high,
            )
