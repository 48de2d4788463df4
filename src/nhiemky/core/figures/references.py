"""Numbers that measure nothing: dates, times, telephones, ordinals, document numbers, addresses, terms and years."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nhiemky.core.figures.tokens import Kind, Token
from nhiemky.core.figures.units import is_duration, read_scale, read_unit
from nhiemky.core.problem import Problem
from nhiemky.core.vietnamese.roman import from_roman
from nhiemky.core.vietnamese.words import DIGIT_WORDS


@dataclass(frozen=True, slots=True)
class Reference:
    """Tokens `first` up to `after` hold a number that is no figure."""

    first: int
    after: int


# How far each part of a date goes; a number beyond it that has a unit is a quantity ("mỗi tháng 300 dự án").
_CALENDAR = {"ngày": (1, 31), "mồng": (1, 10), "mùng": (1, 10), "tháng": (1, 12), "quý": (1, 4), "năm": (1900, 2100)}
_EVERY = frozenset({"mỗi", "hằng", "hàng", "một", "từng"})


def _phrases(listed: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(phrase.split()) for phrase in listed.split("|"))


_MARKERS = _phrases(
    "thứ|lần thứ|lần|khóa|kỳ|nhiệm kỳ|giai đoạn|đại hội|hội nghị|đợt|vòng|bước|phiên|giờ|lúc|hồi|"
    "điều|khoản|điểm|chương|mục|tiểu mục|phần|tiết|phụ lục|bảng|hình|biểu|mẫu|trang|dòng|câu|"
    "số|văn bản|nghị quyết|quyết định|chỉ thị|kết luận|quy định|hướng dẫn|thông tư|nghị định|công văn|luật|"
    "phố|đường|ngõ|ngách|hẻm|kiệt|thôn|xóm|khu phố|tổ dân phố|phường|quận|lô|tầng|phòng|quốc lộ|tỉnh lộ|ql|"
    "cấp|loại|hạng|bậc|nhóm|khu|kcn|iso|tcvn|covid"
)
_NOT_MARKED_BY = frozenset({"tổng", "doanh", "chỉ", "hệ", "tham", "trị", "con"})
_TELEPHONES = _phrases(
    "điện thoại|số điện thoại|đt|sđt|tel|phone|fax|hotline|đường dây nóng|di động|zalo|mobile|số máy|"
    "mst|mã số thuế|mã số|tài khoản|số tài khoản|stk|cccd|cmnd|căn cước|căn cước công dân"
)
_ADDRESS_LINES = (("trụ", "sở"), ("địa", "chỉ"), ("văn", "phòng"))
_LONGEST = 4
_LONGEST_TELEPHONE = 12
_DATE = re.compile(
    r"(?:[0-9]{1,2}(?:[/.-][0-9]{1,2})?[-–])?[0-9]{1,2}([/.-])[0-9]{1,2}\1[0-9]{4}\Z"
    r"|[0-9]{4}([/-])[0-9]{1,2}\2[0-9]{1,2}\Z|(?:0?[1-9]|1[0-2])[/-](?:19|20)[0-9]{2}\Z"
)
_DAY_MONTH = re.compile(r"(?:[0-9]{1,2}[-–])?(?:0?[1-9]|[12][0-9]|3[01])[/-](?:0?[1-9]|1[0-2])\Z")
_TIME = re.compile(r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?\Z")
_YEARS = re.compile(r"(?:19|20)[0-9]{2}[-–/](?:19|20)?[0-9]{2}\Z")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}\Z")
_LIST_NUMBER = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2})*\Z")
_DASHES = frozenset("-–—")
_ENDS_LIST_NUMBER = frozenset(".)/")


def _touch(tokens: Sequence[Token], left: int) -> bool:
    return 0 <= left < len(tokens) - 1 and tokens[left].end == tokens[left + 1].start


def has_unit(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether words of scale or a unit start at token `at`."""
    return bool(read_scale(tokens, at)[1]) or read_unit(tokens, at) is not None


def _is_scaled(tokens: Sequence[Token], at: int) -> bool:
    measure = read_unit(tokens, at)
    return bool(read_scale(tokens, at)[1]) or (measure is not None and measure.unit == "%")


def words_before(tokens: Sequence[Token], at: int, count: int) -> tuple[str, ...]:
    """Give up to `count` words that stand right before token `at`, in their order."""
    first = at
    while first > 0 and at - first < count and tokens[first - 1].kind is Kind.WORD:
        first -= 1
    return tuple(token.spelling for token in tokens[first:at])


def _marker_length(phrases: frozenset[tuple[str, ...]], words: tuple[str, ...]) -> int:
    return next((size for size in range(len(words), 0, -1) if words[-size:] in phrases), 0)


def _is(tokens: Sequence[Token], at: int, texts: frozenset[str] | str) -> bool:
    return 0 <= at < len(tokens) and tokens[at].text in texts


def _starts_line(tokens: Sequence[Token], at: int) -> bool:
    return at == 0 or tokens[at - 1].kind is Kind.LINE_END


def _code(tokens: Sequence[Token], at: int) -> Reference | None:
    """Read a number that is glued to letters: 244-QĐ/TW, 35/2022/NĐ-CP, Covid-19, CO2, 7h30, 5G."""
    after = at + 1
    glued = _touch(tokens, at - 1) and (
        tokens[at - 1].kind is Kind.WORD
        or (_is(tokens, at - 1, "-/") and _touch(tokens, at - 2) and tokens[at - 2].kind is Kind.WORD)
    )
    if _touch(tokens, at) and tokens[at + 1].kind is Kind.WORD and not has_unit(tokens, at + 1):
        glued = True
    if _touch(tokens, at) and _is(tokens, at + 1, "-/") and _touch(tokens, at + 1):
        name = tokens[at + 2]
        glued = glued or (name.kind is Kind.WORD and name.text[0].isupper() and not has_unit(tokens, at + 2))
    if not glued:
        return None
    while _touch(tokens, after - 1) and (tokens[after].kind in (Kind.WORD, Kind.NUMBER) or _is(tokens, after, "-/")):
        after += 1
    return Reference(at, after)


def _calendar_shape(tokens: Sequence[Token], at: int) -> Reference | None:
    """Read 21-06-2022, 6/2022, 16/6, 09:35, 2020-2025 and `2020 - 2025` by their shape alone."""
    text = tokens[at].text
    if _DATE.match(text) or _TIME.match(text):
        return Reference(at, at + 1)
    if (_YEARS.match(text) or _DAY_MONTH.match(text)) and not has_unit(tokens, at + 1):
        return Reference(at, at + 1)
    joined = _is(tokens, at + 1, _DASHES) or (at + 1 < len(tokens) and tokens[at + 1].spelling == "đến")
    if _YEAR.match(text) and joined and at + 2 < len(tokens) and _YEAR.match(tokens[at + 2].text):
        return None if has_unit(tokens, at + 3) else Reference(at, at + 3)
    return None


def _number_run(tokens: Sequence[Token], at: int) -> int:
    """Give the token after a telephone number that starts at `at` and may go on after spaces, points and brackets."""
    after = at + 1
    end = after
    limit = min(len(tokens), at + _LONGEST_TELEPHONE)
    while after < limit and (tokens[after].kind is Kind.NUMBER or _is(tokens, after, "()+.-–")):
        after += 1
        if tokens[after - 1].kind is Kind.NUMBER:
            end = after
    return end


def _telephone(tokens: Sequence[Token], at: int) -> Reference | None:
    before = at
    while before > 0 and _is(tokens, before - 1, ":.(+)") and at - before < 3:
        before -= 1
    if _marker_length(_TELEPHONES, words_before(tokens, before, _LONGEST)):
        return Reference(at, _number_run(tokens, at))
    digits = sum(character.isdigit() for character in tokens[at].text)
    abroad = _is(tokens, at - 1, "+")
    end = _number_run(tokens, at)
    if (abroad or (digits >= 4 and tokens[at].text.startswith("0"))) and not has_unit(tokens, end):
        return None if tokens[at].text.startswith("0,") else Reference(at, end)
    return None


def _goes_on(tokens: Sequence[Token], at: int) -> bool:
    low, high = _CALENDAR.get(tokens[at - 1].spelling, (0, 59))
    text = tokens[at].text
    return not has_unit(tokens, at + 1) or (text.isdigit() and low <= int(text[:9]) <= high)


def _more_of_date(tokens: Sequence[Token], after: int) -> int:
    """Give the token after `tháng 6 năm 2022` where the rest of a date goes on."""
    while after + 1 < len(tokens) and tokens[after].spelling in ("tháng", "năm", "giờ", "phút"):
        if tokens[after + 1].kind is not Kind.NUMBER or not _goes_on(tokens, after + 1):
            break
        after += 2
    return after


def _in_calendar(tokens: Sequence[Token], at: int, words: tuple[str, ...]) -> bool:
    """Tell whether `năm 2022` stands here: a part of a date, even before a word that could be counted."""
    low, high = _CALENDAR[words[-1]]
    every = words[-2:-1] and words[-2] in _EVERY
    fits = tokens[at].text.isdigit() and low <= int(tokens[at].text[:9]) <= high
    return not has_unit(tokens, at + 1) or (fits and not every and not _is_scaled(tokens, at + 1))


def _marked(tokens: Sequence[Token], at: int) -> Reference | None:
    """Read a number by the word before it: `lần thứ 8`, `khóa VIII`, `Điều 5`, `ngày 16 tháng 6`, `Số: 12`."""
    before = at - 1 if _is(tokens, at - 1, ":") else at
    words = words_before(tokens, before, _LONGEST)
    if not words:
        return None
    if words[-1] in _CALENDAR and before == at and _in_calendar(tokens, at, words):
        return Reference(at - 1, _more_of_date(tokens, at + 1))
    length = _marker_length(_MARKERS, words)
    counted = words[-1] == "số" and words[-2:-1] and words[-2] in _NOT_MARKED_BY
    if not length or counted or has_unit(tokens, at + 1):
        return None
    return Reference(before - length, at + 1)


def _list_number(tokens: Sequence[Token], at: int) -> Reference | None:
    """Read `1.`, `2.1.` or `a)` numbers at the start of a line, and `(1)` anywhere."""
    if not _touch(tokens, at) or not _is(tokens, at + 1, _ENDS_LIST_NUMBER) or has_unit(tokens, at + 2):
        return None
    bracketed = _is(tokens, at - 1, "(") and _is(tokens, at + 1, ")")
    listed = _starts_line(tokens, at) and (_LIST_NUMBER.match(tokens[at].text) or tokens[at].kind is Kind.WORD)
    return Reference(at, at + 1) if bracketed or listed else None


def _period(tokens: Sequence[Token], at: int) -> Reference | None:
    """Read a length of time (`6 tháng đầu năm`, `trong 5 năm`) or a year that stands alone."""
    text = tokens[at].text
    if at + 1 < len(tokens) and is_duration(tokens[at + 1]):
        return Reference(at, _more_of_date(tokens, at + 2) if text.isdigit() else at + 2)
    return Reference(at, at + 1) if _YEAR.match(text) and not has_unit(tokens, at + 1) else None


def _roman(tokens: Sequence[Token], at: int) -> Reference | None:
    if len(tokens[at].text) > 15 or isinstance(from_roman(tokens[at].text), Problem):
        return None
    marked = _marked(tokens, at)
    if marked and tokens[at - 1].spelling == "quý" and _is(tokens, at + 1, "/"):
        return Reference(marked.first, at + 3)
    return marked or (_list_number(tokens, at) if _starts_line(tokens, at) else None)


def _ordinal_in_words(tokens: Sequence[Token], at: int) -> Reference | None:
    """Read `lần thứ tám` and `thứ hai`."""
    if words_before(tokens, at, 1) != ("thứ",) or tokens[at].spelling not in (*DIGIT_WORDS, "nhất", "nhì", "mười"):
        return None
    return Reference(at - 1, at + 1)


def address_tokens(tokens: Sequence[Token]) -> frozenset[int]:
    """Give the places of the numbers on lines that start with `Trụ sở:`, `Địa chỉ:` and the like."""
    places: set[int] = set()
    in_address = False
    for at, token in enumerate(tokens):
        if _starts_line(tokens, at):
            first = tuple(following.spelling for following in tokens[at : at + 2])
            in_address = first in _ADDRESS_LINES and any(_is(tokens, at + size, ":") for size in (2, 3, 4))
        if in_address and token.kind is Kind.NUMBER:
            places.add(at)
    return frozenset(places)


def read_reference(tokens: Sequence[Token], at: int) -> Reference | None:
    """Read what stands at token `at` if it is, or holds, a number that is no figure; None otherwise."""
    token = tokens[at]
    if token.kind is Kind.LINK:
        return Reference(at, at + 1) if any(character.isdigit() for character in token.text) else None
    if token.kind is Kind.WORD:
        return _roman(tokens, at) or _ordinal_in_words(tokens, at)
    if token.kind is not Kind.NUMBER:
        return None
    readers = (_code, _calendar_shape, _telephone, _marked, _list_number, _period)
    return next((found for reader in readers if (found := reader(tokens, at))), None)
