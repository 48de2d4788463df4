"""The checks ask seldom for nothing and notice typical mistakes: the bench on a part of the demonstration's reports."""

import pytest

from bench import reporting_checks
from nhiemky.core.reporting.shipped import shipped_forms

FORM = shipped_forms()["A.III.1", "2021"]


@pytest.fixture(scope="module")
def cases():
    return reporting_checks.cases(FORM)


def test_few_reports_are_asked_about_without_a_mistake(cases):
    reports, figures, _codes = reporting_checks.false_alarms(FORM, cases)
    assert reports.of == 288
    assert reports.noticed / reports.of <= 0.09
    assert figures.noticed / figures.of <= 0.004


# Where the running totals are computed from the mistake only the past can tell; where they are typed, sums tell too.
@pytest.mark.parametrize(("follow", "least"), [(True, 0.8), (False, 0.95)])
def test_typical_mistakes_are_noticed(cases, follow, least, monkeypatch):
    # The bench tries every digit of every figure; a test need not.
    for name in ("a lost digit", "a doubled digit"):
        monkeypatch.delitem(reporting_checks.MISTAKES, name)
    usual = [case for case in cases if len(case.background.history) >= 3][::18]
    shares = reporting_checks.detection(FORM, usual, follow=follow)
    for name in ("ten times too much", "a thousand times too much", "a thousandth", "0 for a figure"):
        assert shares[name].noticed / shares[name].of >= least, f"{name}: {shares[name]}"
