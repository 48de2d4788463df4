"""Numbered problems: one code, one place, one sentence in each language.

Every package of the core that refuses something keeps its own catalogue of sentences and makes its problems here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from nhiemky.core.indicators.bilingual import Bilingual
from nhiemky.core.vietnamese.dates import format_date
from nhiemky.core.vietnamese.numbers import Language, format_number


@dataclass(frozen=True)
class Problem:
    """Something wrong at one place: `code` never changes its meaning, `place` names file, key, column or cell."""

    code: str
    place: str
    vi: str
    en: str

    def __str__(self) -> str:
        return f"{self.place}: {self.en} [{self.code}]" if self.place else f"{self.en} [{self.code}]"


class Refused(ValueError):  # noqa: N818 - it is an outcome with reasons, and reads so where it is caught
    """Input that cannot be used; `problems` says why, never empty."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(str(problem) for problem in self.problems))


@dataclass(frozen=True)
class Catalogue:
    """The sentences of one package: code → (Vietnamese, English), with `{names}` to be filled in."""

    sentences: Mapping[str, tuple[str, str]]

    def problem(self, code: str, place: str = "", /, **values: object) -> Problem:
        """Fill in the sentences of `code`; a code or value that does not exist raises KeyError.

        Numbers and days are written as each language writes them, Bilingual words in it.
        """
        vi, en = self.sentences[code]
        return Problem(code, place, vi.format(**_said(values, "vi")), en.format(**_said(values, "en")))

    def refusal(self, code: str, place: str = "", /, **values: object) -> Refused:
        """The same as an exception to raise."""
        return Refused([self.problem(code, place, **values)])


def _said(values: Mapping[str, object], language: Language) -> dict[str, object]:
    return {name: _say(value, language) for name, value in values.items()}


def _say(value: object, language: Language) -> object:
    if isinstance(value, Bilingual):
        return value.text(language)
    if isinstance(value, Decimal):
        return format_number(value, language)
    return format_date(value) if isinstance(value, date) else value


INDICATOR_PROBLEMS = Catalogue(
    {
        "K01": (
            "“{code}” không phải là kỳ; viết 2022-01, 2022-Q1, 2022-H1, 2022, 2020..2022 hoặc 2020-06-29..2022-06-16",
            "“{code}” is not a period; write 2022-01, 2022-Q1, 2022-H1, 2022, 2020..2022 or 2020-06-29..2022-06-16",
        ),
        "K02": ("kỳ “{code}” kết thúc trước khi bắt đầu", "period “{code}” ends before it starts"),
        "F01": ("ký tự “{found}” không được dùng trong công thức", "character “{found}” cannot stand in a formula"),
        "F02": ("chờ {expected} nhưng gặp “{found}”", "expected {expected} but found “{found}”"),
        "F03": (
            "hàm “{name}” không có; chỉ có min, max, abs, if_missing",
            "there is no function “{name}”; only min, max, abs, if_missing",
        ),
        "F04": ("hàm “{name}” cần {wanted} đối số, đang có {given}", "“{name}” takes {wanted} arguments, not {given}"),
        "F05": ("công thức quá dài (tối đa {limit} ký tự)", "the formula is too long (at most {limit} characters)"),
        "F06": (
            "công thức lồng quá sâu (tối đa {limit} lớp)",
            "the formula is nested too deep (at most {limit} levels)",
        ),
        "F07": ("không có số đo “{name}” trong measures.toml", "there is no measure “{name}” in measures.toml"),
        "F08": (
            "không thể kết hợp “{left}” với “{right}” bằng “{operator}”",
            "“{left}” and “{right}” cannot be combined with “{operator}”",
        ),
        "F09": (
            "công thức cho ra “{inferred}” nhưng chỉ tiêu khai đơn vị “{declared}”",
            "the formula gives “{inferred}” but the indicator declares “{declared}”",
        ),
        "D01": ("tệp không phải TOML hợp lệ: {reason}", "the file is not valid TOML: {reason}"),
        "D02": ("thiếu khóa “{key}”", "the key “{key}” is missing"),
        "D03": ("không biết khóa “{key}”", "the key “{key}” is not known"),
        "D04": ("“{key}” phải là {wanted}", "“{key}” must be {wanted}"),
        "D05": ("“{key}” chỉ có thể là: {choices}", "“{key}” can only be: {choices}"),
        "D06": ("“{name}” là từ dành riêng của công thức", "“{name}” is a reserved word of formulas"),
        "D07": ("trùng mã “{code}”", "the code “{code}” is used twice"),
        "D08": ("thư mục định nghĩa thiếu tệp này", "the folder of definitions lacks this file"),
        "C01": ("đơn vị “{unit}” không có trong danh sách đơn vị", "unit “{unit}” is not in the list of units"),
        "C02": ("đơn vị “{unit}” là cấp trên của chính nó", "unit “{unit}” stands above itself"),
        "C03": ("không có chiều “{dimension}”", "there is no dimension “{dimension}”"),
        "C04": (
            "chiều “{dimension}” có cả ở dữ liệu và ở đơn vị",
            "dimension “{dimension}” belongs both to facts and to units",
        ),
        "C05": (
            "số liệu “{measure}” của đơn vị “{unit}” kỳ {period} có hai lần",
            "“{measure}” of unit “{unit}” in {period} is stated twice",
        ),
        "A01": ("chỉ tiêu cần một giá trị", "the target needs a value"),
        "A02": ("khoảng cần cận dưới nhỏ hơn cận trên", "a range needs a lower bound below its upper bound"),
        "A03": (
            "chỉ tiêu mốc thời gian chỉ có thời hạn, không có giá trị",
            "a milestone has a date and no value",
        ),
    }
)
