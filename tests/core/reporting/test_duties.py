"""When reports are due."""

from datetime import date

import pytest

from nhiemky.core.indicators.periods import parse_period
from nhiemky.core.reporting.duties import DutyState, day_before, duties
from nhiemky.core.reporting.shipped import shipped_forms

QUARTERLY, ANNUAL = shipped_forms()["A.III.1", "2021"], shipped_forms()["A.III.2", "2021"]


@pytest.mark.parametrize(
    ("form", "period", "opens", "last"),
    [
        (QUARTERLY, "2022-Q1", date(2022, 4, 1), date(2022, 4, 9)),
        (QUARTERLY, "2022-Q4", date(2023, 1, 1), date(2023, 1, 9)),
        (ANNUAL, "2022", date(2023, 1, 1), date(2023, 3, 30)),
    ],
)
def test_a_report_is_due_before_the_day_that_the_law_names(form, period, opens, last):
    (duty,) = duties(form, parse_period(period))
    assert (duty.opens, duty.last_day) == (opens, last)


def test_more_time_moves_the_last_day_and_never_before_the_laws():
    (duty,) = duties(QUARTERLY, parse_period("2022-Q1"))
    longer = duty.until(date(2022, 4, 20))
    assert (longer.last_day, longer.lawful_last_day, longer.is_extended) == (date(2022, 4, 20), date(2022, 4, 9), True)
    assert longer.state(date(2022, 4, 15), None) is DutyState.OPEN
    assert [longer.days_left(date(2022, 4, day)) for day in (19, 20, 21)] == [1, 0, -1]
    assert duty.until(date(2022, 4, 5)) == duty
    assert longer.lawful == duty


@pytest.mark.parametrize(
    ("period", "after", "before", "day"),
    [
        ("2022-03", 1, 31, date(2022, 4, 30)),
        ("2022-01", 1, 31, date(2022, 2, 28)),
        ("2022-Q1", 1, 10, date(2022, 4, 9)),
        ("2022-Q4", 1, 1, date(2022, 12, 31)),
        ("2022-H1", 0, 5, date(2022, 6, 4)),
    ],
)
def test_the_day_before_a_day_that_a_month_may_not_have(period, after, before, day):
    assert day_before(parse_period(period), after, before) == day


def test_a_term_has_a_duty_for_each_whole_period_inside_it():
    term = parse_period("2020-06-29..2022-06-30")
    assert [duty.period.code for duty in duties(QUARTERLY, term)] == [
        *("2020-Q3", "2020-Q4", "2021-Q1", "2021-Q2", "2021-Q3", "2021-Q4", "2022-Q1", "2022-Q2"),
    ]
    assert [duty.period.code for duty in duties(ANNUAL, term)] == ["2021"]


@pytest.mark.parametrize(
    ("as_of", "accepted_on", "state"),
    [
        (date(2022, 3, 31), None, DutyState.NOT_YET_DUE),
        (date(2022, 4, 1), None, DutyState.OPEN),
        (date(2022, 4, 9), None, DutyState.OPEN),
        (date(2022, 4, 10), None, DutyState.OVERDUE),
        (date(2022, 4, 10), date(2022, 4, 10), DutyState.DONE),
        (date(2022, 4, 10), date(2022, 4, 11), DutyState.OVERDUE),
    ],
)
def test_a_duty_opens_after_the_period_and_is_overdue_after_its_last_day(as_of, accepted_on, state):
    (duty,) = duties(QUARTERLY, parse_period("2022-Q1"))
    assert duty.state(as_of, accepted_on) is state
