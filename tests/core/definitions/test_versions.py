"""Which version is in force."""

from dataclasses import dataclass
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from nhiemky.core.definitions.versions import in_force, turning_days


@dataclass(frozen=True)
class Made:
    code: str
    effective_from: date
    effective_until: date | None = None


FIRST, SECOND = Made("a", date(2020, 1, 1)), Made("a", date(2023, 1, 1), date(2024, 12, 31))
OTHER = Made("b", date(2022, 1, 1))


def test_the_latest_that_has_begun_is_in_force():
    versions = [SECOND, OTHER, FIRST]
    assert in_force(versions, date(2019, 12, 31)) == {}
    assert in_force(versions, date(2022, 12, 31)) == {"a": FIRST, "b": OTHER}
    assert in_force(versions, date(2023, 1, 1)) == {"a": SECOND, "b": OTHER}
    assert in_force(versions, date(2024, 12, 31))["a"] == SECOND


def test_a_retired_version_does_not_bring_back_the_one_it_replaced():
    assert "a" not in in_force([FIRST, SECOND], date(2025, 1, 1))


DAYS = st.dates(date(2020, 1, 1), date(2020, 2, 1))
VERSIONS = st.lists(
    st.builds(Made, st.sampled_from("ab"), DAYS, st.none() | DAYS),
    max_size=6,
    unique_by=lambda each: (each.code, each.effective_from),
)


@settings(deadline=None)
@given(VERSIONS, DAYS)
def test_between_two_turning_days_the_same_is_in_force(versions, day):
    begun = max((each for each in turning_days(versions) if each <= day), default=date.min)
    assert in_force(versions, day, reaching_back=True) == in_force(versions, begun, reaching_back=True)


def test_the_first_version_reaches_back_and_no_other():
    versions = [SECOND, OTHER, FIRST]
    assert in_force(versions, date(1999, 1, 1), reaching_back=True) == {"a": FIRST, "b": OTHER}
    assert turning_days(versions) == (date.min, date(2023, 1, 1), date(2025, 1, 1))
