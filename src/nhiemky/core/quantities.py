"""Quantities and units of measure in words, the one way of pages, pictures, papers and messages.

A unit is a code: a name (`person`), `%`, a currency, or a product and quotient of them (`VND/month`, `kWh/VND`,
`VND.person/month`). Data for other programs keep the code. A name that is not known here is one of the office's own
making and is written as it was named.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from nhiemky.core.bilingual import Bilingual, Language
from nhiemky.core.vietnamese.numbers import Currency, format_money, format_number, format_percent

PERCENT = "%"
BARE = "1"
"""The unit of a number without one."""
CURRENCIES: Mapping[str, Currency] = {"VND": "VND", "USD": "USD"}


@dataclass(frozen=True)
class Word:
    """A unit in words; English has another one for one of them and for more."""

    vi: str
    one: str
    many: str

    def text(self, language: Language, *, is_one: bool) -> str:
        """The word in a language, for one thing or for more."""
        return self.vi if language == "vi" else self.one if is_one else self.many


def _symbol(text: str) -> Word:
    return Word(text, text, text)


WORDS: Mapping[str, Word] = {
    PERCENT: _symbol("%"),
    "%-point": Word("điểm %", "percentage point", "percentage points"),
    "VND": Word("đồng", "VND", "VND"),
    "USD": _symbol("USD"),
    "million VND": Word("triệu đồng", "million VND", "million VND"),
    "billion VND": Word("tỷ đồng", "billion VND", "billion VND"),
    "million USD": Word("triệu USD", "million USD", "million USD"),
    "person": Word("người", "person", "persons"),
    "unit": Word("đơn vị", "unit", "units"),
    "group": Word("tổ", "group", "groups"),
    "project": Word("dự án", "project", "projects"),
    "enterprise": Word("doanh nghiệp", "enterprise", "enterprises"),
    "target": Word("chỉ tiêu", "target", "targets"),
    "task": Word("nhiệm vụ", "task", "tasks"),
    "seat": Word("đồng chí", "seat", "seats"),
    "zone": Word("khu công nghiệp", "zone", "zones"),
    "incident": Word("vụ", "incident", "incidents"),
    "visit": Word("lượt truy cập", "visit", "visits"),
    "vote": Word("phiếu", "vote", "votes"),
    "document": Word("văn bản", "document", "documents"),
    "meeting": Word("cuộc họp", "meeting", "meetings"),
    "times": Word("lần", "time", "times"),
    "ha": _symbol("ha"),
    "m2": _symbol("m²"),
    "m3": _symbol("m³"),
    "km": _symbol("km"),
    "kWh": _symbol("kWh"),
    "t": Word("tấn", "tonne", "tonnes"),
    "tonne": Word("tấn", "tonne", "tonnes"),
    "l": Word("lít", "litre", "litres"),
    "month": Word("tháng", "month", "months"),
    "quarter": Word("quý", "quarter", "quarters"),
    "year": Word("năm", "year", "years"),
}
MEASURED: tuple[str, ...] = (
    "VND", "USD", "VND/month", "USD/month", PERCENT, "person", "unit", "group", "project", "target", "task", "seat",
    "zone", "incident", "ha",
)  # fmt: skip
"""The units that are usually promised and published."""
_MOST_PLACES = 12
_NO_UNIT = Bilingual("không có đơn vị", "no unit")


def quantity(value: Decimal, unit: str, language: Language) -> str:
    """A value with its unit: 10.000 tỷ đồng, 8 triệu đồng/tháng, 53 dự án, 95,5%, 0,07 kWh/đồng."""
    above, *below = unit.split("/")
    return _amount(value, above, language) + _per(below, language)


def shortened(value: Decimal, places: int = 2) -> Decimal:
    """Rounded half up to at most `places` decimals, a small value to two digits (0.0000695 kWh/VND): it is not zero."""
    places = min(max(places, 1 - value.adjusted()), _MOST_PLACES)
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP).normalize()


def unit_name(unit: str, language: Language) -> str:
    """A unit by itself, as a column names it: người, đồng/tháng, %; `1` says that there is none."""
    return unit_word(unit, language) or _NO_UNIT.text(language)


def unit_word(unit: str, language: Language) -> str:
    """A unit as it follows a number that is written apart from it; empty for `1`."""
    above, *below = unit.split("/")
    return _product(above, language, is_one=False) + _per(below, language)


def _amount(value: Decimal, unit: str, language: Language) -> str:
    if unit == PERCENT:
        return format_percent(value, language)
    if unit in CURRENCIES:
        return format_money(value, CURRENCIES[unit], language)
    return f"{format_number(value, language)} {_product(unit, language, is_one=value == 1)}".rstrip()


def _product(unit: str, language: Language, *, is_one: bool) -> str:
    names = [name for name in unit.split(".") if name != BARE]
    return ".".join(WORDS[name].text(language, is_one=is_one) if name in WORDS else name for name in names)


def _per(units: list[str], language: Language) -> str:
    return "".join(f"/{_product(each, language, is_one=True)}" for each in units)
