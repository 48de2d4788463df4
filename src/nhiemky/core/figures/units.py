"""What Vietnamese texts count and measure: the phrases that follow a number, and the unit each stands for."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from nhiemky.core.figures.tokens import Kind, Token

SCALES = {
    "trăm": Decimal(100),
    "nghìn": Decimal(10**3),
    "ngàn": Decimal(10**3),
    "triệu": Decimal(10**6),
    "tr": Decimal(10**6),
    "tỷ": Decimal(10**9),
    "tỉ": Decimal(10**9),
}
"""Words of scale between a number and its unit."""

# One row for each unit; the phrases are spelled as `one_spelling` gives them, words parted by a space.
_PHRASES: dict[str, str] = {
    "VND": "đồng|đ|vnđ|vnd|₫|đồng việt nam|việt nam đồng",
    "USD": "usd|us$|$|đô la|đô-la|đô la mỹ|đô|mỹ kim",
    "%": "%|phần trăm|％",
    "%-point": "điểm %|điểm phần trăm",
    "person": "người|lao động|người lao động|công nhân|công nhân lao động|việc làm|việc làm mới|chỗ làm việc|đảng viên|"
    "cán bộ|công chức|viên chức|nhân viên|nhân lực|quần chúng|quần chúng ưu tú|đoàn viên|hội viên|đại biểu|"
    "kỹ sư|chuyên gia|thành viên|nhân sự|nhân khẩu|học viên|đảng viên chính thức|đảng viên dự bị|đảng viên mới",
    "seat": "chi ủy viên|ủy viên|cấp ủy viên|đảng ủy viên|ủy viên ban chấp hành|ủy viên chi ủy",
    "person-or-seat": "đồng chí|đ c|đ / c",
    "group": "tổ đảng|tổ|nhóm|tổ công tác|tổ công đoàn",
    "unit": "chi bộ|đảng bộ|tổ chức đảng|tổ chức cơ sở đảng|chi đảng bộ|đơn vị|cơ quan|phòng|ban|phòng ban|"
    "chi bộ trực thuộc|chi đoàn|công đoàn cơ sở",
    "enterprise": "doanh nghiệp|công ty|nhà máy|nhà đầu tư|cơ sở sản xuất",
    "project": "dự án|lượt dự án",
    "target": "chỉ tiêu",
    "task": "nhiệm vụ|nhóm nhiệm vụ|giải pháp|nhóm giải pháp|nhiệm vụ giải pháp|nhiệm vụ trọng tâm",
    "zone": "khu công nghiệp|kcn|khu|khu chế xuất|khu kinh tế|cụm công nghiệp",
    "ha": "ha|héc ta|hécta|hec ta|hecta",
    "m2": "m 2|m²|mét vuông",
    "km": "km|ki lô mét|cây số",
    "tonne": "tấn",
    "times": "lần",
    "visit": "lượt truy cập|lượt xem|lượt người truy cập",
    "vote": "phiếu|phiếu bầu|lá phiếu",
    "document": "văn bản|hồ sơ|thủ tục|thủ tục hành chính|giấy chứng nhận",
    "meeting": "cuộc|cuộc họp|hội nghị|buổi|lớp",
}
_DURATIONS = frozenset({"năm", "tháng", "ngày", "tuần", "giờ", "phút", "quý", "thế kỷ", "giây", "tuổi"})
_UNITS = {tuple(phrase.split()): unit for unit, row in _PHRASES.items() for phrase in row.split("|")}
_LONGEST = max(map(len, _UNITS))
_LONGEST_CHAIN = 4
_EACH = frozenset({"/", "một", "mỗi", "trên", "hằng", "hàng"})
_EACH_WHAT = {
    ("tháng",): "month", ("năm",): "year", ("quý",): "quarter", ("ngày",): "day", ("người",): "", ("đầu", "người"): "",
    ("lao", "động"): "", ("người", "lao", "động"): "", ("ha",): "ha", ("dự", "án"): "project",
}  # fmt: skip
_PER_MONEY = frozenset({"VND", "USD"})


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit read from a text: its code, the words that named it, and the number of tokens they took."""

    unit: str
    words: tuple[str, ...]
    taken: int


def is_duration(token: Token) -> bool:
    """Tell whether a token names a length of time (`năm`, `tháng`), which dates and periods are made of."""
    return token.spelling in _DURATIONS


def _longest_phrase[T](table: dict[tuple[str, ...], T], tokens: Sequence[Token], at: int) -> tuple[T, int] | None:
    words = tuple(token.spelling for token in tokens[at : at + _LONGEST])
    for length in range(len(words), 0, -1):
        if words[:length] in table:
            return table[words[:length]], length
    return None


def _read_each(tokens: Sequence[Token], at: int) -> tuple[str, int]:
    """Read `/tháng`, `một tháng`, `/người/tháng` from `at`: the period or thing, and the tokens taken."""
    each, taken = "", 0
    while taken < _LONGEST_CHAIN and at + taken < len(tokens) and tokens[at + taken].spelling in _EACH:
        found = _longest_phrase(_EACH_WHAT, tokens, at + taken + 1)
        if found is None:
            break
        each = found[0] or each
        taken += 1 + found[1]
    return each, taken


def read_unit(tokens: Sequence[Token], at: int) -> Measure | None:
    """Read the unit that starts at token `at`, the longest phrase that is known; None if no unit starts there.

    Money takes what it is paid for with it: `đồng một tháng` is `VND/month`; a person (`đồng/người`) adds nothing.
    """
    found = _longest_phrase(_UNITS, tokens, at)
    if found is None:
        return None
    unit, taken = found
    words = tuple(token.spelling for token in tokens[at : at + taken] if token.kind is Kind.WORD)
    if unit not in _PER_MONEY:
        return Measure(unit, words, taken)
    each, more = _read_each(tokens, at + taken)
    return Measure(f"{unit}/{each}" if each else unit, words, taken + more)


def read_scale(tokens: Sequence[Token], at: int) -> tuple[Decimal, int]:
    """Read words of scale from token `at` (`nghìn tỷ` is 10^12): the factor (1 if none) and the tokens taken."""
    factor, taken = Decimal(1), 0
    while taken < _LONGEST_CHAIN and at + taken < len(tokens) and tokens[at + taken].spelling in SCALES:
        factor *= SCALES[tokens[at + taken].spelling]
        taken += 1
        if tokens[at + taken - 1].spelling == "tr" and at + taken < len(tokens) and tokens[at + taken].text == ".":
            taken += 1
    return factor, taken
