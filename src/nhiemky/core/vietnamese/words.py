"""Numbers in Vietnamese words, for minutes and contracts, and back."""

import re
from decimal import Decimal

from nhiemky.core.problem import Problem
from nhiemky.core.vietnamese.folding import one_spelling
from nhiemky.core.vietnamese.problems import problem

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_BILLION = 10**9
_GROUPS = ((10**6, "triệu"), (10**3, "nghìn"), (1, ""))

DIGIT_WORDS = {word: digit for digit, word in enumerate(_DIGITS)} | {"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5, "bẩy": 7}
"""Words of one digit, with the forms taken after mươi (mốt, tư, lăm)."""
SCALE_WORDS = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": _BILLION, "tỉ": _BILLION}
"""Words that multiply what stands before them."""
_ZERO_TENS = frozenset({"linh", "lẻ"})


def _tens_in_words(number: int, *, after_hundreds: bool) -> list[str]:
    tens, ones = divmod(number, 10)
    if tens == 0:
        return [] if ones == 0 else [*(["linh"] if after_hundreds else []), _DIGITS[ones]]
    start = ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    special = {5: "lăm"} if tens == 1 else {1: "mốt", 4: "tư", 5: "lăm"}
    return start if ones == 0 else [*start, special.get(ones, _DIGITS[ones])]


def _group_in_words(number: int, *, padded: bool) -> list[str]:
    hundreds, rest = divmod(number, 100)
    start = [_DIGITS[hundreds], "trăm"] if hundreds or padded else []
    return start + _tens_in_words(rest, after_hundreds=bool(start))


def _whole_in_words(number: int, *, padded: bool) -> list[str]:
    words: list[str] = []
    billions, number = divmod(number, _BILLION)
    if billions:
        words = [*_whole_in_words(billions, padded=padded), "tỷ"]
    for size, name in _GROUPS:
        group, number = divmod(number, size)
        if group:
            words += [*_group_in_words(group, padded=padded or bool(words)), *([name] if name else [])]
    return words


def number_in_words(value: Decimal) -> str:
    """Write a number in words: 21 `hai mươi mốt`, 1005 `một nghìn không trăm linh năm`, 4139.39 `… phẩy ba mươi chín`.

    Up to three decimals are read as one number after their zeros, more of them digit by digit. Zeros at the end of
    the decimals are left out. A value that is not finite raises `ValueError`.
    """
    if not value.is_finite():
        raise ValueError(f"{value} cannot be written")
    whole, _, decimals = f"{abs(value):f}".partition(".")
    words = _whole_in_words(int(whole), padded=False) or ["không"]
    decimals = decimals.rstrip("0")
    if decimals:
        words += ["phẩy", *_decimals_in_words(decimals)]
    sign = ["âm"] if value < 0 else []
    return " ".join([*sign, *words])


def _decimals_in_words(decimals: str) -> list[str]:
    if len(decimals) > 3:
        return [_DIGITS[int(digit)] for digit in decimals]
    significant = decimals.lstrip("0")
    zeros = ["không"] * (len(decimals) - len(significant))
    return zeros + _group_in_words(int(significant), padded=False)


def _read_tens(words: list[str]) -> int | None:
    match words:
        case []:
            return 0
        case [zero, ones] if zero in _ZERO_TENS:
            return DIGIT_WORDS.get(ones)
        case ["mười", *ones] if len(ones) <= 1:
            return 10 + DIGIT_WORDS.get(ones[0] if ones else "không", 0)
        case [tens, "mươi", *ones] if len(ones) <= 1 and tens in DIGIT_WORDS:
            return 10 * DIGIT_WORDS[tens] + DIGIT_WORDS.get(ones[0] if ones else "không", 0)
        case [ones]:
            return DIGIT_WORDS.get(ones)
        case _:
            return None


def _read_group(words: list[str]) -> int | None:
    if len(words) >= 2 and words[1] == "trăm" and words[0] in DIGIT_WORDS:
        rest = _read_tens(words[2:])
        return None if rest is None else 100 * DIGIT_WORDS[words[0]] + rest
    return _read_tens(words)


def _read_whole(words: list[str]) -> int | None:
    for name in (("tỷ", "tỉ"), ("triệu",), ("nghìn", "ngàn")):
        places = [place for place, word in enumerate(words) if word in name]
        if places:
            # Only tỷ may stand twice, and then the last one multiplies all before it.
            place = places[-1] if "tỷ" in name else places[0]
            left, right = _read_whole(words[:place]), _read_whole(words[place + 1 :])
            size = SCALE_WORDS[name[0]]
            if not left or right is None or right >= size:
                return None
            return left * size + right
    return _read_group(words)


def _read_decimals(words: list[str]) -> str | None:
    digits = [DIGIT_WORDS.get(word) for word in words]
    if len(words) > 3 and None not in digits:
        return "".join(map(str, digits))
    significant = list(words)
    while significant and significant[0] == "không":
        significant.pop(0)
    number = _read_group(significant)
    return f"{'0' * (len(words) - len(significant))}{number}" if number else None


def parse_number_words(text: str) -> Decimal | Problem:
    """Read a number in words, with the usual variants (ngàn, tỉ, lẻ, nhăm); other words are problem VI-11."""
    words = re.findall(r"\w+", one_spelling(text))
    negative = words[:1] == ["âm"]
    words = words[negative:]
    comma = words.index("phẩy") if "phẩy" in words else len(words)
    whole = _read_whole(words[:comma]) if words[:comma] else None
    decimals = _read_decimals(words[comma + 1 :]) if comma < len(words) else "0"
    if whole is None or decimals is None:
        return problem("VI-11", text=text)
    value = Decimal(f"{whole}.{decimals}") if comma < len(words) else Decimal(whole)
    return -value if negative else value
