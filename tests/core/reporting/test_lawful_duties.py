"""The duties of an enterprise as data."""

from datetime import date

from nhiemky.core.indicators.periods import parse_period
from nhiemky.core.reporting.duties import duties
from nhiemky.core.reporting.lawful_duties import lawful_duties
from nhiemky.core.reporting.shipped import shipped_forms

BY_CODE = {duty.code: duty for duty in lawful_duties()}


def test_each_says_by_which_text_and_how_sure():
    assert all(duty.cite and duty.sure for duty in lawful_duties())


def test_those_with_a_form_have_its_deadline():
    """Written twice for the reader of each file; they must not part."""
    for duty in lawful_duties():
        if duty.form:
            form = shipped_forms()[duty.form, "2021"]
            last = {each.period: each.last_day for each in duties(form, parse_period("2022"))}
            assert {period: duty.due[0].last_day(period) for period in last} == last


def test_the_next_days_are_the_laws():
    day = date(2022, 6, 21)
    told = {code: [(period.code, str(last)) for period, last in BY_CODE[code].next_days(day)] for code in BY_CODE}
    assert told["monitoring"] == [("2022-H1", "2022-07-09"), ("2022-H2", "2023-02-09")]
    assert told["labour"] == [("2022-H2", "2022-12-04")]
    assert told["accidents"][0] == ("2022-H1", "2022-07-05")
    # No source names the day: none is made up.
    assert told["environment"] == []
