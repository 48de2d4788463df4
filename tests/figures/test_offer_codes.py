import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.figures.offer_codes import OfCell, OfferCode, OfReport, OfTarget, parse_offer_code

NUMBERS = st.integers(1, 10**9)
INDICATORS = st.from_regex(r"[a-z][a-z0-9_]{0,20}", fullmatch=True)
UNITS = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9_]{1,8}){0,4}", fullmatch=True)
CODES = st.one_of(
    st.builds(OfTarget, NUMBERS, st.booleans()),
    st.builds(OfReport, NUMBERS, INDICATORS),
    st.builds(OfCell, UNITS, INDICATORS),
)


@given(CODES)
def test_a_code_that_was_written_is_read_back(code: OfferCode) -> None:
    assert parse_offer_code(str(code)) == code


def test_codes_stay_as_figures_of_earlier_years_have_kept_them() -> None:
    assert str(OfTarget(7)) == "value-7"
    assert str(OfTarget(7, percent=True)) == "attainment-7"
    assert str(OfReport(3, "exports")) == "reported-3-exports"
    assert str(OfCell("chi-bo-1", "seats_elected")) == "held-chi-bo-1-seats_elected"


@pytest.mark.parametrize(
    "text", ["", "value-x", "value-7-8", "what", "held-members", "reported-3-", "value-٣", "Value-7"]
)
def test_what_writes_no_code_is_none(text: str) -> None:
    assert parse_offer_code(text) is None
