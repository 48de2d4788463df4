import pytest

from nhiemky.core.problem import Problem
from nhiemky.core.vietnamese.roman import from_roman, to_roman


def test_every_numeral_reads_back() -> None:
    assert to_roman(8) == "VIII"
    assert [from_roman(to_roman(number)) for number in range(1, 4000)] == list(range(1, 4000))


@pytest.mark.parametrize("text", ["", "IIII", "viii", "VX", "A"])
def test_improper_numerals_are_refused(text: str) -> None:
    assert isinstance(from_roman(text), Problem)
