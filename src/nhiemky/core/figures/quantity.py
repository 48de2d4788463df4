"""A quantity: a number with its unit, the period it covers and the day it was known."""

from dataclasses import dataclass
from decimal import Decimal

from nhiemky.core.bilingual import Language
from nhiemky.core.vietnamese.numbers import format_money, format_number, format_percent

_UNIT_WORDS: dict[str, dict[Language, str]] = {
    "person": {"vi": "người", "en": "persons"},
    "unit": {"vi": "đơn vị", "en": "units"},
    "group": {"vi": "tổ", "en": "groups"},
    "project": {"vi": "dự án", "en": "projects"},
    "target": {"vi": "chỉ tiêu", "en": "targets"},
    "task": {"vi": "nhiệm vụ", "en": "tasks"},
    "seat": {"vi": "đồng chí", "en": "seats"},
    "ha": {"vi": "ha", "en": "ha"},
    "zone": {"vi": "khu công nghiệp", "en": "zones"},
    "visit": {"vi": "lượt truy cập", "en": "visits"},
    "enterprise": {"vi": "doanh nghiệp", "en": "enterprises"},
    "times": {"vi": "lần", "en": "times"},
    "month": {"vi": "tháng", "en": "month"},
    "year": {"vi": "năm", "en": "year"},
    "quarter": {"vi": "quý", "en": "quarter"},
}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value in its base unit (`VND`, never millions of it).

    `period` is what the value covers (`2022-Q1`, `2020..2022`), `as_of` the day it was known (`2022-06-16`); each may
    be empty. The period is not the label of a term: a term 2020 - 2025 may report on 2020 to 2022.
    """

    value: Decimal
    unit: str
    period: str = ""
    as_of: str = ""


def phrase(quantity: Quantity, language: Language = "vi") -> str:
    """Write a quantity as a sentence holds it: `43.500 tỷ đồng`, `8 triệu đồng/tháng`, `435%`, `53 dự án`.

    A unit without words of its own is written by its code.
    """
    base, _, each = quantity.unit.partition("/")
    per = f"/{_UNIT_WORDS[each][language]}" if each in _UNIT_WORDS else f"/{each}" if each else ""
    match base:
        case "%":
            return format_percent(quantity.value, language) + per
        case "VND" | "USD":
            return format_money(quantity.value, base, language) + per
        case _:
            word = _UNIT_WORDS[base][language] if base in _UNIT_WORDS else base
            return f"{format_number(quantity.value, language)} {word}{per}"
