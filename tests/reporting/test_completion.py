"""What is left empty is computed where arithmetic can tell, and nowhere else."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from nhiemky.core.indicators.periods import parse_period
from nhiemky.core.reporting.lines import Currency, Place, Report, places
from nhiemky.reporting.completion import completed
from tests.reporting.filing import QUARTERLY


def report(typed, period="2021-Q2"):
    cells = {place: typed.get(str(place)) for place in places(QUARTERLY)}
    return Report("A.III.1", "da-01", parse_period(period), Currency.USD, Decimal(1), cells)


def complete(typed, previous=None, left_alone=(), period="2021-Q2", begins=False):
    return completed(QUARTERLY, report(typed, period), previous, left_alone, begins=begins)


def test_a_total_of_totals_is_computed_from_the_bottom():
    full, filled = complete({"I.1.1.1/quarter": Decimal(2), "I.1.2.3/quarter": Decimal(3), "I.3/quarter": Decimal(5)})
    assert [full.value(line, "quarter") for line in ("I.1.1", "I.1.2", "I.1", "I")] == [2, 3, 5, 10]
    assert Place("I", "quarter") in filled
    assert Place("I.3", "quarter") not in filled


def test_what_is_typed_stays_even_where_it_is_wrong():
    full, filled = complete({"V/quarter": Decimal(7), "V.1/quarter": Decimal(1), "V.2/quarter": Decimal(1)})
    assert full.value("V", "quarter") == 7
    assert Place("V", "quarter") not in filled


def test_running_totals_need_the_report_before():
    before = report({"II/year_to_date": Decimal(10), "II/since_licence": Decimal(100)}, "2021-Q1")
    full, _filled = complete({"II/quarter": Decimal(1)}, before)
    assert (full.value("II", "year_to_date"), full.value("II", "since_licence")) == (11, 101)
    alone, filled = complete({"II/quarter": Decimal(1)})
    assert (alone.value("II", "year_to_date"), filled) == (None, frozenset())


def test_in_a_first_quarter_the_year_begins_anew():
    before = report({"II/year_to_date": Decimal(10), "II/since_licence": Decimal(100)}, "2020-Q4")
    full, _filled = complete({"II/quarter": Decimal(1)}, before, period="2021-Q1")
    assert (full.value("II", "year_to_date"), full.value("II", "since_licence")) == (1, 101)


def test_in_the_period_of_the_certificate_everything_begins():
    full, _filled = complete({"II/quarter": Decimal(1)}, begins=True)
    assert (full.value("II", "year_to_date"), full.value("II", "since_licence")) == (1, 1)


def test_an_empty_period_gives_no_running_total():
    before = report({"II/year_to_date": Decimal(10), "II/since_licence": Decimal(100)}, "2021-Q1")
    full, filled = complete({}, before)
    assert not filled
    assert full.value("II", "since_licence") is None


def test_a_cell_that_could_not_be_read_is_left_alone():
    place = Place("V", "quarter")
    full, filled = complete({"V.1/quarter": Decimal(1)}, left_alone={place})
    assert full.value("V", "quarter") is None
    assert place not in filled


FIGURES = st.dictionaries(
    st.sampled_from([f"{place}" for place in places(QUARTERLY)]),
    st.decimals(min_value=-1000, max_value=1000, places=2),
    max_size=25,
)


@settings(deadline=None)
@given(FIGURES, FIGURES, st.booleans())
def test_completing_twice_changes_nothing_and_never_what_was_typed(typed, earlier, begins):
    before = report(earlier, "2021-Q1")
    once, filled = complete(typed, before, begins=begins)
    assert all(once.cells[place] == value for place, value in report(typed).cells.items() if value is not None)
    again, more = completed(QUARTERLY, once, before, (), begins=begins)
    assert again == once
    assert not more
    assert filled.isdisjoint(Place(*name.split("/")) for name in typed)
