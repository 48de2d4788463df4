"""How figures hang together within a form and between forms, as data (`relations.toml`)."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from nhiemky.core.indicators.tables import parse_toml

_FILE = "relations.toml"


@dataclass(frozen=True)
class Agreement:
    """The lines of `form` in `column` that equal `with_form`'s in `with_column`.

    The other report is that of the same project for the period whose code is that of `form`'s followed by
    `with_period`: 2022 with “-Q4” gives 2022-Q4.
    """

    form: str
    column: str
    with_form: str
    with_column: str
    with_period: str
    lines: tuple[str, ...]
    cite: str


@dataclass(frozen=True)
class Part:
    """On these forms `line` is a part of `of` and so not more."""

    forms: tuple[str, ...]
    line: str
    of: str
    cite: str


@dataclass(frozen=True)
class Size:
    """On these forms `line` tells how large a reporter is; `lines` are compared with others' in relation to it."""

    forms: tuple[str, ...]
    line: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Relations:
    """All of them."""

    agreements: tuple[Agreement, ...]
    parts: tuple[Part, ...]
    sizes: tuple[Size, ...]

    def agreements_of(self, form: str) -> tuple[Agreement, ...]:
        """The agreements of a form with others."""
        return tuple(each for each in self.agreements if each.form == form)

    def size_of(self, form: str) -> Size | None:
        """What tells the size on a form, if anything does."""
        return next((each for each in self.sizes if form in each.forms), None)


@cache
def relations() -> Relations:
    """Those that come with the product."""
    return parse_relations(files(__package__).joinpath(_FILE).read_text("utf-8"))


def parse_relations(text: str) -> Relations:
    """Read them from TOML; raises Refused (D…) when the text is no such table."""
    root = parse_toml(text, _FILE)
    found = Relations(
        tuple(
            Agreement(
                each.text("form"),
                each.text("column"),
                each.text("with_form"),
                each.text("with_column"),
                each.text("with_period"),
                each.texts("lines"),
                each.text("cite"),
            )
            for each in root.tables("agreement")
        ),
        tuple(
            Part(each.texts("forms"), each.text("line"), each.text("of"), each.text("cite"))
            for each in root.tables("part")
        ),
        tuple(Size(each.texts("forms"), each.text("line"), each.texts("lines")) for each in root.tables("size")),
    )
    root.finish()
    return found
