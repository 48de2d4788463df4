"""Named lists of periods."""

import pytest

from nhiemky.core.indicators.period_lists import parse_period_lists
from nhiemky.core.problem import Refused


def test_a_list_has_a_name_and_its_periods_in_order():
    found = parse_period_lists(
        '[term]\nname = { vi = "Nhiệm kỳ", en = "Term" }\nperiods = ["2022-YTD-09", "2020-06-29..2022-06-16"]\n'
        '[years]\nperiods = ["2021", "2020"]\n'
    )
    assert found["term"].name.text("vi") == "Nhiệm kỳ"
    assert [str(period) for period in found["term"].periods] == ["2022-YTD-09", "2020-06-29..2022-06-16"]
    assert [str(period) for period in found["years"].periods] == ["2021", "2020"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('[a]\nperiods = ["soon"]', "K01"),
        ("[a]\n", "D02"),
        ("[a]\nperiods = 1", "D04"),
        ("[a]\nx = 1\nperiods = []", "D03"),
    ],
)
def test_what_is_wrong_is_named_with_its_list(text, code):
    with pytest.raises(Refused, match=code) as raised:
        parse_period_lists(text)
    assert "periods.toml: a" in raised.value.problems[0].place
