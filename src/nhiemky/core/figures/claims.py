"""Finds the numbers of a Vietnamese text: what each claims, of what, and which words stand around it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum, auto
from itertools import pairwise

from nhiemky.core.figures.context import Context, read_contexts
from nhiemky.core.figures.references import Reference, address_tokens, has_unit, read_reference, words_before
from nhiemky.core.figures.tokens import Kind, Token, tokenise
from nhiemky.core.figures.units import SCALES, Measure, read_scale, read_unit
from nhiemky.core.figures.written import Written, read_written
from nhiemky.core.problem import Problem
from nhiemky.core.vietnamese.words import DIGIT_WORDS, parse_number_words


class Approximation(Enum):
    """How the words before a number loosen it: `đúng`, `hơn`, `gần`, `khoảng`."""

    EXACT = auto()
    ABOVE = auto()
    BELOW = auto()
    ABOUT = auto()


@dataclass(frozen=True, slots=True)
class NotAFigure:
    """A number that measures nothing: characters `start` to `end` of the text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Claim:
    """A number that claims something.

    `value` is in the base unit (`VND`), `step` is one unit of the last digit written, `unit` is None where the text
    names none, `noun` holds the words that name what is counted, `bounds` the ends of a range the number is one of.
    `start` and `end` are characters of the text, `follows` is the place among the claims of the quantity that a
    percentage speaks of.
    """

    start: int
    end: int
    value: Decimal
    step: Decimal
    unit: str | None
    noun: tuple[str, ...]
    context: Context
    approximation: Approximation = Approximation.EXACT
    bounds: tuple[Decimal, Decimal] | None = None
    follows: int | None = None


type Finding = NotAFigure | Claim

_APPROXIMATIONS = {
    "hơn": Approximation.ABOVE, "trên": Approximation.ABOVE, "gần": Approximation.BELOW,
    "khoảng": Approximation.ABOUT, "xỉ": Approximation.ABOUT, "chừng": Approximation.ABOUT,
}  # fmt: skip
_NUMBER_WORDS = frozenset(DIGIT_WORDS) | {"mười", "mươi", "trăm", "linh", "lẻ", "phẩy", *SCALES} - {"tr"}
# Alone these words are far more often something else: năm (year), một (a), không (not), tư, chín (ripe).
_RISKY_ALONE = frozenset({"năm", "một", "không", "tư", "chín", "mốt", "lăm", "nhăm"})
_RANGE_SIGNS = frozenset({"-", "–", "—", "đến", "tới"})
# Words after a number that start something else than the name of what is counted.
_NO_NOUN = frozenset({
    "và", "với", "so", "bằng", "đạt", "tăng", "giảm", "là", "có", "được", "trong", "của", "thì", "để", "cho", "từ",
    "đến", "ở", "tại", "theo", "vượt", "như", "hoặc", "nhưng",
})  # fmt: skip
_SEAT_WORDS = frozenset(
    {("chi", "ủy"), ("chấp", "hành"), ("cấp", "ủy"), ("ủy", "viên"), ("thường", "vụ"), ("đảng", "ủy")}
)


_NO_CONTEXT = Context()


@dataclass(frozen=True, slots=True)
class _Part:
    """A number with its scale and unit in tokens `first` to `after`."""

    first: int
    after: int
    value: Decimal
    step: Decimal
    measure: Measure | None


def _measured(tokens: Sequence[Token], first: int, after: int, number: Written) -> _Part:
    """Read the scales and the unit that follow a number: `1 tỷ 200 triệu đồng` is one value."""
    factor, taken = read_scale(tokens, after)
    after += taken
    value, step = number.value * factor, factor.scaleb(-number.decimals)
    while taken and after < len(tokens) and tokens[after].kind is Kind.NUMBER:
        more, (smaller, taken) = read_written(tokens[after].text), read_scale(tokens, after + 1)
        if more is None or not taken or smaller >= factor:
            break
        value, step, factor = value + more.value * smaller, smaller.scaleb(-more.decimals), smaller
        after += 1 + taken
    measure = read_unit(tokens, after)
    return _Part(first, after + (measure.taken if measure else 0), value, step, measure)


def _in_words(tokens: Sequence[Token], at: int) -> _Part | None:
    """Read a number in words that carries a unit: `hai mươi tám đảng viên`, `tám triệu đồng`."""
    if tokens[at].spelling not in DIGIT_WORDS and tokens[at].spelling != "mười":
        return None
    after = at
    while after < len(tokens) and after - at < 24 and tokens[after].spelling in _NUMBER_WORDS:
        after += 1
    scaled = after
    while scaled > at + 1 and tokens[scaled - 1].spelling in SCALES and tokens[scaled - 1].spelling != "trăm":
        scaled -= 1
    if not has_unit(tokens, scaled) or (after == at + 1 and tokens[at].spelling in _RISKY_ALONE):
        return None
    value = parse_number_words(" ".join(token.spelling for token in tokens[at:scaled]))
    if isinstance(value, Problem):
        return None
    exponent = value.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) else 0
    part = _measured(tokens, at, scaled, Written(value, max(decimals, 0)))
    return part if part.measure else None


def _numbers_of(token: Token) -> list[tuple[Written, int, int]]:
    """Read a token as one number, or as the two of `11-12` and `13/13`, with their characters; else none."""
    one = read_written(token.text)
    if one:
        return [(one, token.start, token.end)]
    for sign in "-–/":
        left, found, right = token.text.partition(sign)
        first, second = read_written(left), read_written(right)
        if found and first and second:
            return [(first, token.start, token.start + len(left)), (second, token.end - len(right), token.end)]
    return []


def _approximation(tokens: Sequence[Token], at: int) -> Approximation:
    before = words_before(tokens, at, 1)
    return _APPROXIMATIONS.get(before[0], Approximation.EXACT) if before else Approximation.EXACT


def _sign(tokens: Sequence[Token], at: int, part: _Part) -> int:
    """Give -1 for `-2,5%` after a word: a dash at the start of a line is a bullet."""
    dashed = at > 1 and tokens[at - 1].text in ("-", "−") and tokens[at - 1].end == tokens[at].start
    percent = part.measure is not None and part.measure.unit == "%"
    return -1 if dashed and percent and tokens[at - 2].kind is Kind.WORD else 1


def _noun(tokens: Sequence[Token], part: _Part) -> tuple[str, ...]:
    if part.measure:
        return part.measure.words
    following = tokens[part.after : part.after + 2]
    if not following or following[0].kind is not Kind.WORD or following[0].spelling in _NO_NOUN:
        return ()
    return tuple(token.spelling for token in following if token.kind is Kind.WORD)


def _claim(tokens: Sequence[Token], part: _Part, end: int) -> Claim:
    return Claim(
        start=tokens[part.first].start,
        end=end,
        value=part.value * _sign(tokens, part.first, part),
        step=part.step,
        unit=part.measure.unit if part.measure else None,
        noun=_noun(tokens, part),
        context=_NO_CONTEXT,
        approximation=_approximation(tokens, part.first),
    )


def _in_range(low: Claim, high: Claim) -> tuple[Claim, Claim]:
    bounds = (low.value, high.value) if low.value < high.value else None
    return replace(low, bounds=bounds), replace(high, bounds=bounds)


def _pair(tokens: Sequence[Token], at: int) -> tuple[list[Claim], int] | None:
    """Read the two numbers of one token (`11-12%`, `13/13 chỉ tiêu`)."""
    numbers = _numbers_of(tokens[at])
    if len(numbers) != 2:
        return None
    (first, start, end), (second, second_start, _) = numbers
    parts = [_measured(tokens, at, at + 1, number) for number in (first, second)]
    after_end = tokens[parts[1].after - 1].end
    low, high = (_claim(tokens, part, after_end) for part in parts)
    low, high = replace(low, start=start, end=end), replace(high, start=second_start)
    return list((low, high) if "/" in tokens[at].text else _in_range(low, high)), parts[1].after


def _range(tokens: Sequence[Token], part: _Part) -> tuple[list[Claim], int] | None:
    """Read `từ 11 đến 12%` and `11% - 12%`: the first number shares scale and unit of the second where it has none."""
    at = part.after + 1
    if at >= len(tokens) or tokens[part.after].spelling not in _RANGE_SIGNS or tokens[at].kind is not Kind.NUMBER:
        return None
    number, first = read_written(tokens[at].text), read_written(tokens[part.first].text)
    if number is None or first is None or read_reference(tokens, at):
        return None
    other = _measured(tokens, at, at + 1, number)
    if part.measure and part.measure != other.measure:
        return None
    end = tokens[part.after - 1].end
    if not part.measure:
        shared = _measured(tokens, part.first, at + 1, first)
        part = replace(part, measure=other.measure)
        if part.after == part.first + 1:
            part = replace(part, value=shared.value, step=shared.step)
    low, high = _in_range(_claim(tokens, part, end), _claim(tokens, other, tokens[other.after - 1].end))
    return [low, high], other.after


def _claims_at(tokens: Sequence[Token], at: int) -> tuple[list[Claim], int] | None:
    if tokens[at].kind is Kind.WORD:
        part = _in_words(tokens, at)
        return ([_claim(tokens, part, tokens[part.after - 1].end)], part.after) if part else None
    if tokens[at].kind is not Kind.NUMBER:
        return None
    number = read_written(tokens[at].text)
    if number is None:
        return _pair(tokens, at)
    part = _measured(tokens, at, at + 1, number)
    return _range(tokens, part) or ([_claim(tokens, part, tokens[part.after - 1].end)], part.after)


def _scan(tokens: Sequence[Token]) -> Iterator[tuple[list[Claim] | None, int, int]]:
    """Give each finding with its first token and the token after it; None stands for what is no figure."""
    addresses = address_tokens(tokens)
    at = 0
    while at < len(tokens):
        reference = Reference(at, at + 1) if at in addresses else read_reference(tokens, at)
        found = None if reference else _claims_at(tokens, at)
        if reference:
            yield None, reference.first, reference.after
        elif found:
            yield found[0], at, found[1]
        elif tokens[at].kind is Kind.NUMBER:
            yield None, at, at + 1
        at = reference.after if reference else found[1] if found else at + 1


def _unit_in_context(claim: Claim) -> Claim:
    """Settle units that only the words around can: a counter's visits, and whether comrades are members or seats."""
    words = claim.context.near
    if claim.unit is None and words[-2:] == ("truy", "cập"):
        return replace(claim, unit="visit", noun=("truy", "cập"))
    if claim.unit == "person-or-seat":
        around = (*words, *claim.noun, *claim.context.after)
        pairs = set(pairwise(around))
        return replace(claim, unit="seat" if pairs & _SEAT_WORDS or "bầu" in words else "person")
    return claim


def find_numbers(text: str) -> list[Finding]:
    """Find every number of a text in its order, as a claim or as no figure; places count characters of `text`.

    Roman numerals and ordinals in words are found after their marker (`lần thứ VIII`), numbers in words only before a
    unit (`hai mươi tám đảng viên`). Lengths of time (`6 tháng đầu năm`) are periods, no figures.
    The time is linear in the length of the text.
    """
    tokens = tokenise(text)
    spans = list(_scan(tokens))
    contexts = read_contexts(tokens, [(claims is not None, first, after) for claims, first, after in spans])
    findings: list[Finding] = []
    last_end = 0
    for (claims, first, after), context in zip(spans, contexts, strict=True):
        if claims is None:
            start = max(tokens[first].start, last_end)
            findings.append(NotAFigure(start, tokens[after - 1].end))
        else:
            findings += [_unit_in_context(replace(claim, context=context)) for claim in claims]
        last_end = findings[-1].end
    return _attribute(findings)


def _attribute(findings: list[Finding]) -> list[Finding]:
    """Tell each percentage which claim it speaks of: the last quantity before it in its sentence."""
    attributed: list[Finding] = []
    quantity: int | None = None
    sentence = -1
    for place, finding in enumerate(findings):
        if isinstance(finding, Claim):
            fresh = finding.context.sentence != sentence
            opens = len(finding.context.near) + len(finding.context.wide) <= 2
            if fresh and not (finding.unit == "%" and opens):
                quantity = None
            sentence = finding.context.sentence
            if finding.unit == "%":
                finding = replace(finding, follows=quantity)
            else:
                quantity = place
        attributed.append(finding)
    return attributed
