"""When reports are due."""

from datetime import date

import pytest

from nhiemky.core.indicators.periods import parse_period
from nhiemky.core.reporting.duties import DutyState, duties
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
