"""Any form that can be written: its parts fit together by how they are made."""

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from nhiemky.core.bilingual import Bilingual
from nhiemky.core.reporting.forms import (
    Column,
    Deadline,
    Expectation,
    Field,
    FieldKind,
    Form,
    Frequency,
    Line,
    LineKind,
    Reporter,
    Role,
)
from nhiemky.core.sureness import Sureness

# Letters of both languages, quotes and backslashes, line ends: whatever a TOML text has to escape.
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t\"'\\#"), min_size=1, max_size=12)
SAID = WORDS.filter(lambda text: bool(text.strip()))
NAMES = st.builds(Bilingual, SAID, SAID)
CODES = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,6}", fullmatch=True)
SURE = st.sampled_from(Sureness)
DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))
NUMBERS = st.decimals(-(10**9), 10**9, places=5, allow_nan=False, allow_infinity=False)


@st.composite
def forms(draw: st.DrawFn) -> Form:
    """A form of a few lines in a tree, with every optional part now and then."""
    roles = draw(st.permutations(Role).map(list))[: draw(st.integers(0, 2))]
    roles = [Role.PERIOD, *(role for role in roles if role is not Role.PERIOD)]
    codes = draw(st.lists(CODES, min_size=len(roles), max_size=len(roles), unique=True))
    columns = tuple(Column(code, role, draw(NAMES)) for code, role in zip(codes, roles, strict=True))
    stock = tuple(codes[:1])
    used = draw(st.lists(CODES, min_size=1, max_size=8, unique=True))
    size = draw(st.integers(1, len(used)))
    lines = _lines(draw, used[:size], tuple(codes), stock)
    fields = tuple(_field(draw, code) for code in used[size:])
    with_cells = [line.code for line in lines if line.columns]
    since = draw(DAYS)
    return Form(
        code=draw(CODES),
        version=draw(CODES),
        frequency=draw(st.sampled_from(Frequency)),
        reporter=draw(st.sampled_from(Reporter)),
        name=draw(NAMES),
        cite=draw(SAID),
        sure=draw(SURE),
        effective_from=since,
        effective_until=draw(st.none() | st.dates(since, date(2200, 1, 1))),
        deadline=Deadline(draw(st.integers(0, 24)), draw(st.integers(1, 31)), draw(SAID), draw(SURE)),
        columns=columns,
        identification=fields[::2],
        lines=lines,
        texts=fields[1::2],
        expectations=(Expectation(with_cells[0], with_cells[-1]),) if with_cells and draw(st.booleans()) else (),
    )


def _lines(draw: st.DrawFn, codes: list[str], flow: tuple[str, ...], stock: tuple[str, ...]) -> tuple[Line, ...]:
    made: list[Line] = []
    for code in codes:
        kind = draw(st.sampled_from(LineKind))
        low = draw(NUMBERS)
        made.append(
            Line(
                code=code,
                name=draw(NAMES),
                unit=draw(st.sampled_from(["money", "person", "million VND", "kWh", "%", "VND/m2"])),
                kind=kind,
                parent=draw(st.sampled_from([None, *(line.code for line in made)])),
                total=False,
                negative=draw(st.booleans()),
                required=kind is not LineKind.HEADING and draw(st.booleans()),
                local=draw(st.booleans()),
                plausible=draw(st.sampled_from([None, (low, low + Decimal("0.5"))])),
                columns={LineKind.FLOW: flow, LineKind.STOCK: stock, LineKind.HEADING: ()}[kind],
                note=draw(st.none() | NAMES),
                sure=draw(st.none() | SURE),
            )
        )
    return tuple(made)


def _field(draw: st.DrawFn, code: str) -> Field:
    note, sure = draw(st.none() | NAMES), draw(st.none() | SURE)
    return Field(code, draw(st.sampled_from(FieldKind)), draw(NAMES), draw(st.booleans()), note, sure)
