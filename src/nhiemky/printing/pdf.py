"""PDF through Typst: the document travels as data, the templates in `typst/` are the only markup."""

import json
import re
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path

import typst

from nhiemky.printing.document import Document, PartyHeader, StateHeader
from nhiemky.printing.text import printable

_HERE = Path(__file__).parent
_TEMPLATES = _HERE / "typst"
_TEMPLATE_OF = {PartyHeader: "party.typ", StateHeader: "state.typ"}

_MISSING_GLYPHS = re.compile(r'the text `"(?P<letters>.*)"` could not be displayed', re.DOTALL)

Data = None | bool | int | str | list["Data"] | dict[str, "Data"]


class UnprintableError(ValueError):
    """The paper's text has letters that no font of ours can draw; `letters` holds the first of them."""

    def __init__(self, letters: str) -> None:
        self.letters = letters
        super().__init__(f"The letters “{letters}” cannot be printed; replace them in the text.")


def render_pdf(document: Document) -> bytes:
    """The paper as PDF/A-2a (archival, tagged for screen readers), A4, with our own fonts embedded.

    The same document gives the same bytes on every machine: the only date in the file is the paper's own.

    Raises:
        UnprintableError: Liberation Serif lacks a letter (an emoji, a Chinese character): PDF/A allows no blanks.
    """
    try:
        return typst.compile(
            _TEMPLATES / _TEMPLATE_OF[type(document.header)],
            root=_TEMPLATES,
            font_paths=fonts(),
            format="pdf",
            sys_inputs={
                "document": json.dumps(_data(document), ensure_ascii=False),
                "place-and-date": printable(document.place_and_date),
            },
            pdf_standards=["a-2a"],
            timestamp=datetime.combine(document.dated, time(), tzinfo=UTC),
        )
    except typst.TypstError as error:
        if missing := _MISSING_GLYPHS.search(error.message):
            raise UnprintableError(missing["letters"]) from error
        raise


@cache
def fonts() -> typst.Fonts:
    """Ours alone: a font found on one machine and not on another would change the paper."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[_HERE / "fonts"])


def _data(value: object) -> Data:
    """A document's part as JSON; each object says its kind."""
    match value:
        case str():
            return printable(value)
        case None | bool() | int():
            return value
        case date():
            return value.isoformat()
        case tuple():
            return [_data(item) for item in value]
        case _ if is_dataclass(value):
            parts = {part.name: _data(getattr(value, part.name)) for part in fields(value)}
            return {"kind": type(value).__name__, **parts}
    raise TypeError(f"A document cannot hold a {type(value).__name__}.")
