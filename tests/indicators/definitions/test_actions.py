"""Measures and indicators that the office makes, from draft to live to retired."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from nhiemky.core.indicators.periods import parse_period
from nhiemky.core.problem import Refused
from nhiemky.indicators import catalogue
from nhiemky.indicators.actions import up_to_date
from nhiemky.indicators.definitions import actions
from nhiemky.indicators.definitions.models import OfficeDefinition
from nhiemky.indicators.definitions.past import of_indicator, of_measure
from nhiemky.records import clock
from nhiemky.records.frozen import FrozenError
from nhiemky.records.remembered import remembering
from tests.indicators.definitions.made import INDICATOR, MEASURE
from tests.reporting import filing
from tests.reporting.form_definitions.made import colleague
from tests.zones import register as registers

MEASURE_KIND, INDICATOR_KIND = OfficeDefinition.Kind.MEASURE, OfficeDefinition.Kind.INDICATOR
TODAY = date(2021, 4, 5)


@pytest.fixture
def register(house):
    with clock.at(filing.IN_APRIL):
        yield registers.register(house)


@pytest.fixture
def second(house, register):
    return colleague(house.board)


@pytest.fixture
def live(register, second):
    def make(kind, text):
        row = actions.draft(register.officer, kind, text)
        return actions.release(second, row, row.edition)

    return make


def codes(refused):
    return [problem.code for problem in refused.value.problems]


def value(indicator, unit="board", period="2021"):
    return up_to_date().values.get(indicator=indicator, unit=unit, period=period).value


def test_a_measure_and_an_indicator_are_made_released_and_computed(register, second, live):
    filing.accepted(register)
    before = catalogue.digest()
    live(MEASURE_KIND, MEASURE)
    assert catalogue.measures()["women"].unit == "person"
    text = INDICATOR.replace("exports / workers", "women / workers * 100").replace('"USD"', '"%"')
    row = actions.draft(register.officer, INDICATOR_KIND, text)
    assert "exports_per_worker" not in catalogue.definitions()
    with pytest.raises(Refused) as refused:
        actions.release(register.officer, row, row.edition)
    assert codes(refused) == ["V02"]
    actions.release(second, row, row.edition)
    assert catalogue.digest() != before
    assert value("exports_per_worker") == 2


def test_a_formula_may_name_an_indicator_of_the_office(register, live):
    filing.accepted(register)
    live(INDICATOR_KIND, INDICATOR)
    twice = INDICATOR.replace('"exports_per_worker"', '"twice"').replace("exports / workers", "exports_per_worker * 2")
    live(INDICATOR_KIND, twice)
    assert value("twice") == Decimal(4065)
    with pytest.raises(Refused) as refused:
        first = OfficeDefinition.objects.get(code="exports_per_worker")
        actions.retire(register.officer, first, first.edition, date(2021, 12, 31), "Thôi")
    assert codes(refused) == ["V09"]
    assert "twice" in refused.value.problems[0].vi


def test_a_name_that_is_a_measures_is_not_the_indicators(register, second, live):
    row = live(
        INDICATOR_KIND, INDICATOR.replace("exports_per_worker", "exports").replace("exports / workers", "exports")
    )
    assert actions.users_of(row) == []


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("exports / workers", "revenue + workers", "F08"),
        ("exports / workers", "revenue / workers", "F09"),
        ("exports / workers", "exports / nobody", "F07"),
        ("exports / workers", "exports_per_worker / workers", "F10"),
        ("exports / workers", "__import__('os')", "F01"),
        ('"exports_per_worker"', '"workers_"', ""),
        ('"exports_per_worker"', '"imports_"', ""),
        ('"exports_per_worker"', '"revenue "', "V11"),
        ('"exports_per_worker"', '"income_total"', "V12"),
        ("decimals = 0", "decimals = 13", "V21"),
        ("2021-04-05", "2021-04-04", ""),
    ],
)
def test_an_indicator_is_refused_when_it_is_saved(register, old, new, code):
    text = INDICATOR.replace(old, new)
    if not code:
        actions.draft(register.officer, INDICATOR_KIND, text)
        return
    with pytest.raises(Refused) as refused:
        actions.draft(register.officer, INDICATOR_KIND, text)
    assert code in codes(refused)
    assert not OfficeDefinition.objects.exists()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("V.2", "V.9", "V14"),
        ("A.III.1", "A.III.9", "V13"),
        ('"person"', '"VND"', "V15"),
        ("[women]", "[occupancy]", "V12"),
        ("[women]", "[members]", "V24"),
        ("[women]", "[exports]", "V23"),
        ("[women]", "[workers]", "V24"),
        ("[women]", "[min]", "D06"),
        ("[women]", "[other]\nunit = '1'\nover_time = 'sum'\nover_units = 'sum'\n[women]", "V18"),
    ],
)
def test_a_measure_is_refused_when_it_is_saved(register, old, new, code):
    with pytest.raises(Refused) as refused:
        actions.draft(register.officer, MEASURE_KIND, MEASURE.replace(old, new))
    assert code in codes(refused)


def test_a_cycle_over_two_indicators_is_refused_with_its_members(register, live):
    live(INDICATOR_KIND, INDICATOR)
    live(
        INDICATOR_KIND,
        INDICATOR.replace('"exports_per_worker"', '"b"').replace("exports / workers", "exports_per_worker"),
    )
    again = INDICATOR.replace("exports / workers", "b + 1").replace("2021-04-05", "2021-06-01")
    with pytest.raises(Refused) as refused:
        actions.draft(register.officer, INDICATOR_KIND, again)
    assert "F10" in codes(refused)
    assert "b → exports_per_worker → b" in str(refused.value)


def test_a_new_version_counts_from_its_day_on_and_no_earlier(register, live):
    filing.accepted(register)
    live(INDICATOR_KIND, INDICATOR)
    live(INDICATOR_KIND, INDICATOR.replace("workers", "workers * 10").replace("2021-04-05", "2021-07-01"))
    assert value("exports_per_worker", period="2021-Q1") == value("exports_per_worker") == Decimal(2033)
    with clock.at(filing.IN_JULY):
        assert value("exports_per_worker", period="2021-Q1") == Decimal(2033)
        assert value("exports_per_worker") == Decimal(20325)
        assert catalogue.current()["exports_per_worker"].effective_from == date(2021, 7, 1)


def test_what_is_retired_computes_what_ended_before_and_is_offered_no_more(register, live):
    filing.accepted(register)
    row = live(INDICATOR_KIND, INDICATOR)
    actions.retire(register.officer, row, row.edition, TODAY, "Thôi")
    with clock.at(filing.IN_JULY):
        assert value("exports_per_worker", period="2021-Q1") == Decimal(2033)
        assert not up_to_date().values.filter(indicator="exports_per_worker", period="2021").exists()
        assert "exports_per_worker" not in catalogue.current()
        assert "exports_per_worker" in catalogue.definitions()


def test_what_is_live_never_changes(register, live):
    row = live(INDICATOR_KIND, INDICATOR)
    with pytest.raises(Refused):
        actions.change(register.officer, row, row.edition, INDICATOR.replace("workers", "workers * 2"))
    row.text = INDICATOR + "\n"
    with pytest.raises(FrozenError):
        row.save()


def test_definitions_are_read_once_in_a_request(register, live, django_assert_num_queries):
    live(INDICATOR_KIND, INDICATOR)
    with django_assert_num_queries(1), remembering():
        for _ in range(3):
            catalogue.definitions()
            catalogue.measures()
            catalogue.current()
            catalogue.digest()


def test_a_draft_is_computed_beside_the_version_in_force(register, live):
    filing.accepted(register)
    live(INDICATOR_KIND, INDICATOR)
    draft = catalogue.planned(
        [actions.read_indicator(INDICATOR.replace("workers", "(workers + 2)").replace("2021-04-05", "2021-06-01"), "x")]
    )
    seen = of_indicator(draft.at(date(2021, 6, 1))["exports_per_worker"], TODAY)
    row = next(row for row in seen.rows if row.unit == "Ban Quản lý các Khu công nghiệp")
    cell = row.cells[seen.periods.index(parse_period("2021-Q1"))]
    assert (cell.value, cell.live, cell.is_different) == (Decimal(2000), Decimal(2033), True)
    assert seen.different == seen.cells > 0


def test_a_measure_is_seen_on_past_reports_before_it_is_live(register):
    filing.accepted(register)
    seen = of_measure(actions.one_measure(MEASURE, TODAY), TODAY)
    assert {cell.value for row in seen.rows for cell in row.cells if cell} == {Decimal(3)}
    assert (seen.facts, seen.different, seen.has_live) == (1, 0, False)


WOMEN_FIRST = MEASURE.replace("[women]", "[workers]").replace("source", "effective_from = 2021-07-01\nsource")


class TestVersionsOfMeasures:
    """The workers of all periods from July 2021 on are read from another line: that of women."""

    def test_it_is_seen_on_past_reports_beside_the_version_in_force(self, register):
        filing.accepted(register)
        seen = of_measure(actions.one_measure(WOMEN_FIRST, TODAY), TODAY)
        row = next(row for row in seen.rows if row.unit == "Ban Quản lý các Khu công nghiệp")
        cell = row.cells[seen.periods.index(parse_period("2021-Q1"))]
        assert (cell.value, cell.live, cell.is_different) == (Decimal(3), Decimal(123), True)
        assert seen.different == seen.cells

    def test_what_was_filed_before_stays_and_what_ends_later_is_read_from_the_new_source(self, register, live):
        filing.accepted(register)
        live(MEASURE_KIND, WOMEN_FIRST)
        assert value("workers", period="2021-Q1") == value("workers") == 123
        with clock.at(filing.IN_JULY):
            filing.accepted(register, period="2021-Q2")
            assert value("workers", period="2021-Q1") == 123
            assert value("workers", period="2021-Q2") == 123
        with clock.at(datetime(2021, 10, 5, 3, tzinfo=UTC)):
            filing.accepted(register, period="2021-Q3")
            assert value("workers", period="2021-Q2") == 123
            assert value("workers", period="2021-Q3") == value("workers") == 3

    def test_two_people_and_no_day_that_is_past(self, register, second):
        row = actions.draft(register.officer, MEASURE_KIND, WOMEN_FIRST)
        with pytest.raises(Refused) as refused:
            actions.draft(second, MEASURE_KIND, WOMEN_FIRST)
        assert codes(refused) == ["V04"]
        with pytest.raises(Refused) as refused:
            actions.release(register.officer, row, row.edition)
        assert codes(refused) == ["V02"]
        with clock.at(filing.IN_JULY), pytest.raises(Refused) as refused:
            actions.release(second, row, row.edition)
        assert codes(refused) == ["V03"]

    def test_once_retired_it_states_nothing_more_and_what_it_stated_stays(self, register, live, second):
        filing.accepted(register)
        row = live(MEASURE_KIND, MEASURE)
        live(INDICATOR_KIND, INDICATOR.replace("exports / workers", "women").replace('"USD"', '"person"'))
        indicator = OfficeDefinition.objects.get(kind=INDICATOR_KIND)
        with pytest.raises(Refused) as refused:
            actions.retire(second, row, row.edition, date(2021, 6, 30), "Thôi")
        assert codes(refused) == ["V09"]
        actions.retire(second, indicator, indicator.edition, date(2021, 6, 30), "Thôi")
        with clock.at(filing.IN_JULY):
            actions.retire(second, row, row.edition, date(2021, 9, 30), "Thôi")
            assert value("exports_per_worker", period="2021-Q1") == 3
            assert catalogue.measure_versions().on(date(2021, 9, 30))["women"].unit == "person"
            assert "women" not in catalogue.measure_versions().on(date(2021, 10, 1))
