"""Numbered checks of a report."""

from dataclasses import replace
from decimal import Decimal

import pytest

from nhiemky.core.indicators.periods import parse_period
from nhiemky.core.problem import Problem
from nhiemky.core.reporting.background import NOTHING_KNOWN, Background
from nhiemky.core.reporting.checks import check
from nhiemky.core.reporting.findings import Finding, Severity, outstanding
from nhiemky.core.reporting.lines import Currency, Place, Report, places
from nhiemky.core.reporting.shipped import shipped_forms

QUARTERLY, ANNUAL = shipped_forms()["A.III.1", "2021"], shipped_forms()["A.III.2", "2021"]


def sound(form, period, first="quarter", **changes):
    """A report without any finding: every flow 0 but revenue, 10 workers."""
    cells = {place: Decimal(0) for place in places(form)}
    for column in form.columns:
        cells[Place("II", column.code)] = Decimal(5)
    cells[Place("V", first)] = cells[Place("V.1", first)] = Decimal(10)
    if form is ANNUAL:
        cells[Place("IX", first)] = Decimal(8)
    report = Report(form.code, "mill", parse_period(period), Currency.VND, None, cells)
    return changed(report, **changes)


def changed(report, **changes):
    cells = dict(report.cells)
    for name, value in changes.items():
        line, column = name.split("__")
        cells[Place(line.replace("_", "."), column)] = None if value is None else Decimal(value)
    return replace(report, cells=cells)


def found(form, report, previous=None):
    return [
        (finding.problem.code, str(finding.place))
        for finding in check(form, report, Background((previous,) if previous else ()))
    ]


BEFORE = sound(QUARTERLY, "2022-Q1")


def test_a_sound_report_has_no_findings():
    assert found(QUARTERLY, BEFORE) == []
    assert found(ANNUAL, sound(ANNUAL, "2022", "year")) == []
    assert found(QUARTERLY, sound(QUARTERLY, "2022-Q2", II__year_to_date=10, II__since_licence=10), BEFORE) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"III__quarter": None}, [("R01", "III/quarter")]),
        ({"I_1_1_1__quarter": None}, []),
        ({"VII__quarter": -1}, [("R02", "VII/quarter"), ("R05", "VII/year_to_date")]),
        ({"I_2__quarter": -3, "I_2_1__quarter": -3, "I__quarter": -3, "I_2__year_to_date": -3}, None),
        (
            {"V_N__quarter": "1.5", "V_N__year_to_date": "1.5", "V_N__since_licence": 2},
            [("R03", "V.N/quarter"), ("R03", "V.N/year_to_date")],
        ),
        ({"V__quarter": 11}, [("R04", "V/quarter")]),
        ({"II__year_to_date": 4}, [("R05", "II/year_to_date")]),
        ({"V__quarter": 0, "V_1__quarter": 0}, [("R08", "V/quarter")]),
        ({"II__since_licence": 4}, [("R09", "II/since_licence")]),
        ({"VIII__quarter": 100, "VIII_1__quarter": None, "VIII_2__quarter": None}, []),
    ],
)
def test_each_check_finds_what_it_is_for(changes, expected):
    findings = found(QUARTERLY, changed(BEFORE, **changes))
    if expected is None:
        assert "R02" not in [code for code, _ in findings]
    else:
        assert findings == expected


def test_exports_without_revenue_are_asked_about():
    report = changed(
        BEFORE,
        II__quarter=0,
        II__year_to_date=0,
        III__quarter=1,
        III__year_to_date=1,
        III__since_licence=1,
    )
    assert found(QUARTERLY, report) == [("R08", "II/quarter")]


def test_nobody_is_asked_about_a_quarter_without_revenue_and_workers():
    idle = dict.fromkeys(["II__quarter", "II__year_to_date", "II__since_licence", "V__quarter", "V_1__quarter"], 0)
    assert found(QUARTERLY, changed(BEFORE, **idle)) == []


def test_since_the_certificate_never_falls():
    report = sound(QUARTERLY, "2022-Q2", II__year_to_date=10, II__since_licence=12)
    earlier = changed(BEFORE, II__since_licence=13)
    assert found(QUARTERLY, report, earlier) == [("R06", "II/since_licence")]


def test_since_the_certificate_is_not_below_the_largest_figure_inside():
    report = sound(QUARTERLY, "2022-Q3", II__year_to_date=15, II__since_licence=7)
    assert found(QUARTERLY, report) == [("R09", "II/since_licence")]


def test_a_form_may_ask_for_the_period_alone():
    lines = tuple(replace(line, columns=line.columns[:1]) for line in QUARTERLY.lines)
    form = replace(QUARTERLY, columns=QUARTERLY.columns[:1], lines=lines)
    first, second = sound(form, "2022-Q1"), sound(form, "2022-Q2", II__quarter=6)
    assert found(form, second, first) == []


def test_net_loans_may_fall_since_the_certificate():
    loans = {"I_2__since_licence": 5, "I_2_1__since_licence": 5, "I__since_licence": 5}
    repaid = {"I_2__since_licence": 2, "I_2_1__since_licence": 2, "I__since_licence": 2}
    report = sound(QUARTERLY, "2022-Q2", II__year_to_date=10, II__since_licence=10, **repaid)
    assert found(QUARTERLY, report, changed(BEFORE, **loans)) == []


@pytest.mark.parametrize(("income", "codes"), [("0.5", ["R07"]), ("1", []), ("200", []), ("8000000", ["R07"])])
def test_an_average_income_out_of_the_usual_range_is_asked_about(income, codes):
    report = sound(ANNUAL, "2022", "year", IX__year=income)
    assert [code for code, _ in found(ANNUAL, report)] == codes


def test_a_warning_is_lifted_by_a_written_explanation_and_an_error_is_not():
    findings = check(QUARTERLY, changed(BEFORE, II__year_to_date=4, V__quarter=11), NOTHING_KNOWN)
    assert {finding.problem.code: finding.severity for finding in findings} == {
        "R04": Severity.BLOCKING,
        "R05": Severity.WARNING,
    }
    words = {(finding.problem.code, finding.place): "Điều chỉnh quý trước" for finding in findings}
    assert [finding.problem.code for finding in outstanding(findings, words)] == ["R04"]
    assert outstanding(findings, dict.fromkeys(words, "  ")) == findings


@pytest.mark.parametrize(
    ("code", "severity"),
    [("R04", Severity.BLOCKING), ("R09", Severity.BLOCKING), ("R10", Severity.WARNING), ("R18", Severity.WARNING)],
)
def test_what_a_report_says_itself_blocks_and_what_is_known_around_it_warns(code, severity):
    assert Finding(Problem(code, "II/quarter", "", ""), Place("II", "quarter")).severity is severity


def test_a_finding_names_the_line_and_writes_numbers_as_the_language_does():
    report = changed(BEFORE, II__year_to_date="1234567.5", II__since_licence=2000000)
    (finding,) = check(QUARTERLY, report, NOTHING_KNOWN)
    assert finding.problem.vi == (
        "lũy kế từ đầu năm của “II. Doanh thu thuần” là 1.234.567,5; kỳ trước cộng quý này được 5"
    )
    assert finding.problem.en.startswith("the year to date of “II. Net revenue” is 1,234,567.5;")
