"""Strict reading of TOML."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

import pytest

from nhiemky.core.bilingual import Bilingual
from nhiemky.core.indicators.tables import parse_toml
from nhiemky.core.problem import Refused


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


def codes(table):
    with pytest.raises(Refused) as refused:
        table.finish()
    return [(problem.code, problem.place) for problem in refused.value.problems]


def test_what_is_asked_for_is_read():
    table = parse_toml(
        'a = "x"\nb = true\nc = 3\nd = ["p"]\ne = [1, 2.5]\nf = 2022-01-31\ng = "blue"\nh = {vi = "x", en = "y"}\n'
        '[[i]]\nj = "1"',
        "file.toml",
    )
    assert (table.text("a"), table.flag("b"), table.integer("c"), table.texts("d")) == ("x", True, 3, ("p",))
    assert (table.numbers("e"), table.day("f")) == ((Decimal(1), Decimal("2.5")), date(2022, 1, 31))
    assert table.choice("g", Colour) is Colour.BLUE
    assert table.bilingual("h") == Bilingual("x", "y")
    assert [each.text("j") for each in table.tables("i")] == ["1"]
    table.finish()


def test_all_problems_are_named_together_each_with_its_place():
    table = parse_toml('known = 1\nextra = 2\ncolour = "green"\n[inner]\nunasked = 1\n[[rows]]\nn = -1', "file.toml")
    table.text("known")
    table.text("absent")
    table.choice("colour", Colour)
    table.table("inner")
    table.tables("rows")[0].integer("n")
    assert codes(table) == [
        ("D04", "file.toml"),
        ("D02", "file.toml"),
        ("D05", "file.toml"),
        ("D03", "file.toml"),
        ("D03", "file.toml: inner"),
        ("D04", "file.toml: rows[1]"),
    ]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("a = true", lambda table: table.integer("a")),
        ("a = 1", lambda table: table.flag("a")),
        ('a = " "', lambda table: table.text("a")),
        ('a = "x"', lambda table: table.texts("a")),
        ("a = [true]", lambda table: table.numbers("a")),
        ("a = 2022-01-31T00:00:00", lambda table: table.day("a")),
        ("a = 1", lambda table: table.table("a")),
        ("a = [1]", lambda table: table.tables("a")),
        ("a = 1", lambda table: table.bilingual("a")),
    ],
)
def test_a_wrong_type_is_a_problem(text, read):
    table = parse_toml(text, "file.toml")
    read(table)
    assert codes(table)[0] == ("D04", "file.toml")


def test_a_broken_text_names_its_line():
    with pytest.raises(Refused, match=r"file.toml: .*line 1.*D01"):
        parse_toml("a = \nb = 1", "file.toml")
