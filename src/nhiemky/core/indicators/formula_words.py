"""A formula as people read it: names instead of codes, × and ÷ instead of * and /, no more parentheses than needed."""

from collections.abc import Mapping
from decimal import Decimal

from nhiemky.core.bilingual import Bilingual, Language
from nhiemky.core.indicators.formula import Binary, Call, Expression, Measure, Negate, Number
from nhiemky.core.vietnamese.numbers import format_number

_SIGNS: Mapping[str, tuple[str, int]] = {"+": ("+", 1), "-": ("−", 1), "*": ("×", 2), "/": ("÷", 2)}
"""By operator its sign and how strongly it binds."""
_NEGATION, _ATOM = 3, 4
_CALLS: Mapping[str, Bilingual] = {
    "min": Bilingual("số nhỏ nhất của ({})", "the smallest of ({})"),
    "max": Bilingual("số lớn nhất của ({})", "the largest of ({})"),
    "abs": Bilingual("trị tuyệt đối của ({})", "the absolute value of ({})"),
}
_IF_MISSING = Bilingual("({0}; khi thiếu thì lấy {1})", "({0}; where missing, {1})")


def in_words(expression: Expression, names: Mapping[str, Bilingual], language: Language) -> str:
    """“Tổng thu nhập ÷ Số lao động”; a code that `names` does not hold stays as it is."""
    return _said(expression, names, language)[0]


def _said(expression: Expression, names: Mapping[str, Bilingual], language: Language) -> tuple[str, int]:
    """The words, and how strongly they hold together."""
    match expression:
        case Number(value):
            return format_number(Decimal(value.numerator) / Decimal(value.denominator), language), _ATOM
        case Measure(name):
            return names[name].text(language) if name in names else name, _ATOM
        case Negate(operand):
            return f"−{_within(operand, _NEGATION, names, language)}", _NEGATION
        case Binary(operator, left, right):
            sign, strength = _SIGNS[operator]
            # a − (b − c) and a ÷ (b × c) need theirs; a + (b + c) and a × (b × c) do not.
            least = strength + (operator in "-/")
            words = f"{_within(left, strength, names, language)} {sign} {_within(right, least, names, language)}"
            return words, strength
        case Call(function, arguments):
            said = [_said(each, names, language)[0] for each in arguments]
            if function in _CALLS:
                return _CALLS[function].text(language).format("; ".join(said)), _ATOM
            return _IF_MISSING.text(language).format(*said), _ATOM


def _within(expression: Expression, least: int, names: Mapping[str, Bilingual], language: Language) -> str:
    words, strength = _said(expression, names, language)
    return words if strength >= least else f"({words})"
