"""Roman numerals, as congresses and quarters are numbered (`lần thứ VIII`, `quý I`)."""

from nhiemky.core.problem import Problem
from nhiemky.core.vietnamese.problems import problem

_SIGNS = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


def to_roman(number: int) -> str:
    """Write 1 to 3999 in Roman numerals; other numbers raise `ValueError`."""
    if not 1 <= number <= 3999:
        raise ValueError(f"no Roman numeral for {number}")
    signs = []
    for value, sign in _SIGNS:
        count, number = divmod(number, value)
        signs.append(sign * count)
    return "".join(signs)


def from_roman(text: str) -> int | Problem:
    """Read a capital Roman numeral in its one proper form; `IIII` or `viii` is a problem VI-06."""
    if not text or len(text) > 15 or not set(text) <= set(_VALUES):
        return problem("VI-06", text=text)
    values = [_VALUES[sign] for sign in text]
    total = sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))
    return total if 1 <= total <= 3999 and to_roman(total) == text else problem("VI-06", text=text)
