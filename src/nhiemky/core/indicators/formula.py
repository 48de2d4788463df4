"""The closed expression language of indicators: parsed here, evaluated here, and nothing else can run.

Grammar: sum = product (("+" | "-") product)* ; product = sign (("*" | "/") sign)* ; sign = "-" sign | atom ;
atom = number | measure | function "(" sum ("," sum)* ")" | "(" sum ")". Functions: min, max, abs, if_missing(x, y).
A value is an exact Fraction or a Gap. A missing input makes the result missing; a division by zero is a gap of its own;
where both meet, missing wins. Only if_missing(x, y) turns a gap into a value.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from nhiemky.core.indicators.problems import INDICATOR_PROBLEMS
from nhiemky.core.problem import Refused

LONGEST = 500
DEEPEST = 40
FUNCTIONS: Mapping[str, tuple[int, int]] = {"min": (1, 50), "max": (1, 50), "abs": (1, 1), "if_missing": (2, 2)}
_TOKEN = re.compile(
    r"\s*(?:(?P<number>[0-9]+(?:\.[0-9]+)?)|(?P<name>[A-Za-z_][A-Za-z0-9_]*)|(?P<sign>[-+*/(),]))", re.A
)
_END = "kết thúc / end"


class Gap(Enum):
    """Why there is no value."""

    MISSING = "missing"
    DIVISION_BY_ZERO = "division_by_zero"


type Outcome = Fraction | Gap


@dataclass(frozen=True)
class Number:
    """A literal."""

    value: Fraction


@dataclass(frozen=True)
class Measure:
    """The aggregated value of a measure; `column` counts from 1 in the formula's text."""

    name: str
    column: int


@dataclass(frozen=True)
class Negate:
    """Unary minus."""

    operand: "Expression"


@dataclass(frozen=True)
class Binary:
    """`left operator right`, operator one of + - * /."""

    operator: str
    left: "Expression"
    right: "Expression"
    column: int


@dataclass(frozen=True)
class Call:
    """A function of `FUNCTIONS` with its arguments."""

    function: str
    arguments: "tuple[Expression, ...]"
    column: int


type Expression = Number | Measure | Negate | Binary | Call


def parse_formula(text: str) -> Expression:
    """Read a formula; raises Refused (F01 to F06) with the column in its place."""
    if len(text) > LONGEST:
        raise INDICATOR_PROBLEMS.refusal("F05", limit=LONGEST)
    parser = _Parser(list(_tokens(text)))
    expression = parser.sum(0)
    parser.expect_end()
    return expression


def measures_of(expression: Expression) -> frozenset[str]:
    """The names of all measures that a formula reads."""
    return frozenset(part.name for part in parts_of(expression) if isinstance(part, Measure))


def parts_of(expression: Expression) -> Iterator[Expression]:
    """The expression and everything inside it, outermost first."""
    yield expression
    match expression:
        case Negate(operand):
            yield from parts_of(operand)
        case Binary(_, left, right):
            yield from parts_of(left)
            yield from parts_of(right)
        case Call(_, arguments):
            for argument in arguments:
                yield from parts_of(argument)
        case _:
            return


def evaluate(expression: Expression, values: Mapping[str, Outcome]) -> Outcome:
    """The exact value of a formula; a measure that `values` does not hold is missing."""
    match expression:
        case Number(value):
            return value
        case Measure(name):
            return values.get(name, Gap.MISSING)
        case Negate(operand):
            outcome = evaluate(operand, values)
            return outcome if isinstance(outcome, Gap) else -outcome
        case Binary(operator, left, right):
            return _combine(operator, evaluate(left, values), evaluate(right, values))
        case Call(function, arguments):
            return _call(function, [evaluate(argument, values) for argument in arguments])


def _combine(operator: str, left: Outcome, right: Outcome) -> Outcome:
    if isinstance(left, Gap) or isinstance(right, Gap):
        return _worst([left, right])
    if operator == "/":
        return left / right if right else Gap.DIVISION_BY_ZERO
    return _ARITHMETIC[operator](left, right)


_ARITHMETIC: Mapping[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
}


def _call(function: str, outcomes: list[Outcome]) -> Outcome:
    if function == "if_missing":
        first, second = outcomes
        return second if isinstance(first, Gap) else first
    values = [outcome for outcome in outcomes if not isinstance(outcome, Gap)]
    if len(values) < len(outcomes):
        return _worst(outcomes)
    if function == "abs":
        return abs(values[0])
    return min(values) if function == "min" else max(values)


def _worst(outcomes: list[Outcome]) -> Gap:
    return Gap.MISSING if Gap.MISSING in outcomes else Gap.DIVISION_BY_ZERO


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    column: int


def _tokens(text: str) -> Iterator[_Token]:
    position = 0
    while text[position:].strip():
        match = _TOKEN.match(text, position)
        if match is None or match.lastgroup is None:
            at = position + len(text[position:]) - len(text[position:].lstrip())
            raise INDICATOR_PROBLEMS.refusal("F01", _place(at + 1), found=text[at])
        yield _Token(match.lastgroup, match[match.lastgroup], match.start(match.lastgroup) + 1)
        position = match.end()
    yield _Token("end", _END, len(text) + 1)


def _place(column: int) -> str:
    return f"formula:{column}"


class _Parser:
    """Recursive descent over the tokens; `depth` guards the stack."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._next = 0

    def sum(self, depth: int) -> Expression:
        if depth > DEEPEST:
            raise INDICATOR_PROBLEMS.refusal("F06", _place(self._peek.column), limit=DEEPEST)
        return self._chain("+-", self._product, depth)

    def expect_end(self) -> None:
        if self._peek.kind != "end":
            raise self._unexpected("+ - * /")

    @property
    def _peek(self) -> _Token:
        return self._tokens[self._next]

    def _take(self) -> _Token:
        token = self._peek
        self._next += 1
        return token

    def _chain(self, operators: str, operand: Callable[[int], Expression], depth: int) -> Expression:
        expression = operand(depth)
        while self._peek.kind == "sign" and self._peek.text in operators:
            token = self._take()
            expression = Binary(token.text, expression, operand(depth), token.column)
        return expression

    def _product(self, depth: int) -> Expression:
        return self._chain("*/", self._sign, depth)

    def _sign(self, depth: int) -> Expression:
        if self._peek.text != "-":
            return self._atom(depth)
        if depth > DEEPEST:
            raise INDICATOR_PROBLEMS.refusal("F06", _place(self._peek.column), limit=DEEPEST)
        self._take()
        return Negate(self._sign(depth + 1))

    def _atom(self, depth: int) -> Expression:
        token = self._peek
        if token.kind == "number":
            return Number(Fraction(self._take().text))
        if token.kind == "name":
            self._take()
            return self._call(token, depth) if self._peek.text == "(" else self._measure(token)
        if token.text == "(":
            self._take()
            expression = self.sum(depth + 1)
            self._close()
            return expression
        raise self._unexpected("số, số đo, ( / number, measure, (")

    def _measure(self, token: _Token) -> Expression:
        if token.text in FUNCTIONS:
            raise self._unexpected("(")
        return Measure(token.text, token.column)

    def _call(self, token: _Token, depth: int) -> Expression:
        if token.text not in FUNCTIONS:
            raise INDICATOR_PROBLEMS.refusal("F03", _place(token.column), name=token.text)
        self._take()
        arguments = [self.sum(depth + 1)]
        while self._peek.text == ",":
            self._take()
            arguments.append(self.sum(depth + 1))
        self._close()
        fewest, most = FUNCTIONS[token.text]
        if not fewest <= len(arguments) <= most:
            wanted = str(fewest) if fewest == most else f"{fewest}–{most}"
            raise INDICATOR_PROBLEMS.refusal(
                "F04", _place(token.column), name=token.text, wanted=wanted, given=len(arguments)
            )
        return Call(token.text, tuple(arguments), token.column)

    def _close(self) -> None:
        if self._peek.text != ")":
            raise self._unexpected(")")
        self._take()

    def _unexpected(self, expected: str) -> Refused:
        token = self._peek
        return INDICATOR_PROBLEMS.refusal("F02", _place(token.column), expected=expected, found=token.text)
