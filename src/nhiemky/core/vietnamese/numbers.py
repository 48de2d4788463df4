"""Numbers, percentages and money as Vietnamese offices write them: 1.234.567,89 · 435% · 43.500 tỷ đồng."""

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from nhiemky.core.problem import Problem
from nhiemky.core.vietnamese.problems import problem

type Language = Literal["vi", "en"]
type Currency = Literal["VND", "USD"]

_MARKS: dict[Language, tuple[str, str]] = {"vi": (".", ","), "en": (",", ".")}
_SCALES: tuple[tuple[Decimal, dict[Language, str]], ...] = (
    (Decimal(10**9), {"vi": " tỷ", "en": " billion"}),
    (Decimal(10**6), {"vi": " triệu", "en": " million"}),
    (Decimal(1), {"vi": "", "en": ""}),
)
_CURRENCIES: dict[Currency, dict[Language, str]] = {
    "VND": {"vi": "đồng", "en": "VND"},
    "USD": {"vi": "USD", "en": "USD"},
}
_SIGNS = {"-": -1, "−": -1, "+": 1, "": 1}
_SIGNED = re.compile(r"([-−+]?)([0-9.,]+)\Z")
_WHOLE = re.compile(r"[0-9]+\Z|[0-9]{1,3}(?:\.[0-9]{3})+\Z")


def format_number(value: Decimal, language: Language = "vi", places: int | None = None) -> str:
    """Write a number exactly, or rounded half up to `places` decimals: 1.234.567,89 in vi, 1,234,567.89 in en.

    Without `places` zeros at the end of the decimals are left out. A value that is not finite raises `ValueError`.
    """
    if not value.is_finite():
        raise ValueError(f"{value} cannot be written")
    if places is not None:
        value = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    whole, _, decimals = f"{abs(value):f}".partition(".")
    if places is None:
        decimals = decimals.rstrip("0")
    group, point = _MARKS[language]
    grouped = f"{int(whole):,}".replace(",", group)
    sign = "-" if value < 0 and (int(whole) or decimals.strip("0")) else ""
    return sign + grouped + (point + decimals if decimals else "")


def format_percent(value: Decimal, language: Language = "vi", places: int | None = None) -> str:
    """Write a percentage, 435 giving `435%`; there is no space before the sign."""
    return format_number(value, language, places) + "%"


def format_money(value: Decimal, currency: Currency, language: Language = "vi") -> str:
    """Write an amount in words of scale without rounding: 43500000000000 VND gives `43.500 tỷ đồng`.

    The largest of tỷ and triệu is taken that the amount reaches and that needs at most two decimals
    (`62,5 tỷ USD`, `1,25 triệu đồng`); other amounts are written in full.
    """
    for scale, words in _SCALES:
        scaled = value / scale
        if scale == 1 or (abs(scaled) >= 1 and scaled == scaled.quantize(Decimal("0.01"))):
            return f"{format_number(scaled, language)}{words[language]} {_CURRENCIES[currency][language]}"
    raise AssertionError("the last scale takes every amount")


def _read_whole(text: str, whole: str) -> int | Problem:
    if not _WHOLE.match(whole):
        return problem("VI-03" if "." in whole else "VI-01", text=text)
    if whole.startswith("0") and not (whole == "0" or (len(whole) == 2 and whole.isdigit())):
        return problem("VI-05", text=text)
    return int(whole.replace(".", ""))


def _is_ambiguous(whole: str, decimals: str) -> bool:
    """Tell whether `1,234` stands here: an English reader means one thousand by it."""
    return len(decimals) == 3 and len(whole) <= 3 and not whole.startswith("0")


def parse_number(text: str) -> Decimal | Problem:
    """Read a number in the Vietnamese way: `1.234,5` is 1234.5, `05` is 5; spaces around it do not count.

    What could mean two numbers (`1,234`) is problem VI-02; a point as decimal mark (`18.7`) is VI-03.
    """
    match = _SIGNED.match(text.strip())
    if not match:
        return problem("VI-01", text=text)
    sign, digits = match.groups()
    if digits.count(",") > 1:
        return problem("VI-04", text=text)
    whole, comma, decimals = digits.partition(",")
    if comma and not decimals.isdigit():
        return problem("VI-03" if "." in decimals else "VI-01", text=text)
    number = _read_whole(text, whole)
    if isinstance(number, Problem):
        return number
    if _is_ambiguous(whole, decimals):
        return problem("VI-02", text=text, decimal=f"{whole},{decimals}0", thousands=f"{whole}.{decimals}")
    # A product would be rounded to the digits of the context; a text is taken whole.
    signed = Decimal(_SIGNS[sign] * number)
    return Decimal(f"{'-' if _SIGNS[sign] < 0 else ''}{number}.{decimals}") if decimals else signed


def parse_percent(text: str) -> Decimal | Problem:
    """Read `435%` or `435 %` as 435; a number without the sign is problem VI-01."""
    stripped = text.strip()
    return parse_number(stripped[:-1]) if stripped.endswith("%") else problem("VI-01", text=text)
