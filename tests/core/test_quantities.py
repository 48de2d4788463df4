from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.core.indicators.units import parse_unit
from nhiemky.core.quantities import MEASURED, WORDS, quantity, shortened, unit_name, unit_word


@pytest.mark.parametrize(
    ("value", "unit", "vi", "en"),
    [
        ("10000000000000", "VND", "10.000 tỷ đồng", "10,000 billion VND"),
        ("8000000", "VND/month", "8 triệu đồng/tháng", "8 million VND/month"),
        ("5000000", "VND/ha", "5 triệu đồng/ha", "5 million VND/ha"),
        ("62500000000", "USD", "62,5 tỷ USD", "62.5 billion USD"),
        ("0.0695", "kWh/VND", "0,0695 kWh/đồng", "0.0695 kWh/VND"),
        ("53", "project", "53 dự án", "53 projects"),
        ("1", "project", "1 dự án", "1 project"),
        ("12", "person/project", "12 người/dự án", "12 persons/project"),
        ("3", "VND.person/month", "3 đồng.người/tháng", "3 VND.persons/month"),
        ("95.5", "%", "95,5%", "95.5%"),
        ("7.3", "%/year", "7,3%/năm", "7.3%/year"),
        ("2", "%-point", "2 điểm %", "2 percentage points"),
        ("1.5", "1", "1,5", "1.5"),
        ("1.5", "1/ha", "1,5/ha", "1.5/ha"),
        ("1234.5", "cây/ha", "1.234,5 cây/ha", "1,234.5 cây/ha"),
    ],
)
def test_a_quantity_is_written_with_its_unit(value: str, unit: str, vi: str, en: str) -> None:
    assert (quantity(Decimal(value), unit, "vi"), quantity(Decimal(value), unit, "en")) == (vi, en)


@pytest.mark.parametrize(
    ("unit", "vi", "en"),
    [
        ("person", "người", "persons"),
        ("VND", "đồng", "VND"),
        ("VND/month", "đồng/tháng", "VND/month"),
        ("million VND", "triệu đồng", "million VND"),
        ("USD/ha", "USD/ha", "USD/ha"),
        ("kWh/VND", "kWh/đồng", "kWh/VND"),
        ("m2", "m²", "m²"),
        ("%", "%", "%"),
        ("1", "không có đơn vị", "no unit"),
        ("cây số", "cây số", "cây số"),
        ("tr.USD", "tr.USD", "tr.USD"),
    ],
)
def test_a_unit_is_named_by_itself(unit: str, vi: str, en: str) -> None:
    assert (unit_name(unit, "vi"), unit_name(unit, "en")) == (vi, en)


def test_what_is_usually_promised_has_words() -> None:
    for unit in MEASURED:
        assert unit in WORDS or {name for name, _ in parse_unit(unit)} <= WORDS.keys()


@given(st.decimals(2, 10**6, places=2), st.sampled_from(sorted(WORDS)), st.sampled_from(["", *sorted(WORDS)]))
def test_no_quotient_of_known_units_shows_its_code_in_vietnamese(value: Decimal, above: str, below: str) -> None:
    said = quantity(value, f"{above}/{below}" if below else above, "vi")
    assert WORDS[above].vi in said
    assert said.endswith(f"/{WORDS[below].vi}" if below else WORDS[above].vi)
    assert unit_word(above, "vi") == WORDS[above].vi


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("0.00006951", "0.00007"),
        ("-0.00416", "-0.0042"),
        ("0.0695", "0.07"),
        ("1.005", "1.01"),
        ("2.50", "2.5"),
        ("43500000000000.5", "43500000000000.5"),
        ("0", "0"),
        ("1E-15", "0"),
    ],
)
def test_a_small_value_keeps_two_digits_and_never_reads_as_zero(value: str, written: str) -> None:
    assert f"{shortened(Decimal(value)):f}" == written
