"""Numbered problems of numbers, dates and terms written by people."""

from dataclasses import dataclass

_SENTENCES: dict[str, tuple[str, str]] = {
    "VI-01": ("“{text}” không phải là một số.", "“{text}” is not a number."),
    "VI-02": (
        "“{text}” có thể là số thập phân hoặc là số hàng nghìn; hãy viết {decimal} hoặc {thousands}.",
        "“{text}” may be a decimal or thousands; write {decimal} or {thousands}.",
    ),
    "VI-03": (
        "“{text}” dùng dấu chấm sai chỗ: dấu chấm chia từng nhóm ba chữ số, dấu phẩy đứng trước phần thập phân.",
        "“{text}” has a point in the wrong place: points part groups of three digits, a comma starts the decimals.",
    ),
    "VI-04": (
        "“{text}” có nhiều dấu phẩy; dấu phẩy chỉ đứng trước phần thập phân.",
        "“{text}” has more than one comma; a comma only starts the decimals.",
    ),
    "VI-05": (
        "“{text}” có chữ số 0 thừa ở đầu; chỉ số từ 00 đến 09 được viết như vậy.",
        "“{text}” starts with a needless zero; only 00 to 09 are written so.",
    ),
    "VI-06": ("“{text}” không phải là một số La Mã.", "“{text}” is not a Roman numeral."),
    "VI-07": (
        "“{text}” không phải là một ngày; hãy viết như 05/02/2026 hoặc ngày 05 tháng 02 năm 2026.",
        "“{text}” is not a date; write 05/02/2026 or ngày 05 tháng 02 năm 2026.",
    ),
    "VI-08": ("Không có ngày {text} trong lịch.", "There is no day {text} in the calendar."),
    "VI-09": (
        "“{text}” không phải là một quý; hãy viết như quý I/2026.",
        "“{text}” is not a quarter; write quý I/2026.",
    ),
    "VI-10": (
        "“{text}” không phải là một nhiệm kỳ; hãy viết như 2020 - 2025, năm đầu trước năm cuối.",
        "“{text}” is not a term; write 2020 - 2025, the first year before the last.",
    ),
    "VI-11": ("“{text}” không phải là số viết bằng chữ.", "“{text}” is not a number in words."),
}

CODES = tuple(_SENTENCES)
"""Every code in use."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault in a text: its code (`VI-07`) and one sentence in Vietnamese and in English."""

    code: str
    vi: str
    en: str


def problem(code: str, **values: object) -> Problem:
    """Fill the sentences of a code with the values at hand; an unknown code raises `KeyError`."""
    vi, en = _SENTENCES[code]
    return Problem(code, vi.format(**values), en.format(**values))
