"""What an official paper consists of, whatever file it becomes.

Nothing here knows congresses, elections or reports: those compose these parts.
All text is plain text; markup in it is shown, never obeyed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from nhiemky.core.vietnamese.dates import official_date

_SHA256 = re.compile(r"[0-9a-f]{64}")


class Align(StrEnum):
    """How text stands between its left and right limits."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    JUSTIFY = "justify"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style."""

    text: str
    bold: bool = False
    italic: bool = False


def runs(*parts: str | Run) -> tuple[Run, ...]:
    """Text in several styles: strings are upright and regular."""
    return tuple(Run(part) if isinstance(part, str) else part for part in parts)


def bold(text: str) -> Run:
    """Text in bold, upright."""
    return Run(text, bold=True)


def italic(text: str) -> Run:
    """Text in italics, regular weight."""
    return Run(text, italic=True)


@dataclass(frozen=True, slots=True)
class Heading:
    """A section's name, with the number the author gave it; `level` is 1 for a section and 2 for a part of one.

    Raises:
        ValueError: the level is neither 1 nor 2.
    """

    text: str
    level: int = 1

    def __post_init__(self) -> None:
        if self.level not in (1, 2):
            raise ValueError(f"A heading has level 1 or 2, not {self.level}.")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; justified paragraphs have their first line indented, as official papers do."""

    runs: tuple[Run, ...]
    align: Align = Align.JUSTIFY


@dataclass(frozen=True, slots=True)
class NumberedList:
    """Points numbered `start.`, `start + 1.` and so on.

    Raises:
        ValueError: the first number is below 1.
    """

    items: tuple[tuple[Run, ...], ...]
    start: int = 1

    def __post_init__(self) -> None:
        if self.start < 1:
            raise ValueError(f"A list starts at 1 or later, not {self.start}.")


@dataclass(frozen=True, slots=True)
class Column:
    """A table column: its title, its share of the table's width beside the other columns' shares, its cells' alignment.

    Raises:
        ValueError: the share is below 1.
    """

    title: str
    share: int = 1
    align: Align = Align.LEFT

    def __post_init__(self) -> None:
        if self.share < 1:
            raise ValueError(f"Column “{self.title}” has a share of {self.share}; it must be 1 or more.")


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table. Its title row is repeated on each page; no row is broken between pages.

    `points` is the size of its type, for tables with more columns than the usual size has room for.

    Raises:
        ValueError: no columns, or a row with more or fewer cells than columns; the sentence names the row.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    points: int = 12

    def __post_init__(self) -> None:
        if not self.columns:
            raise ValueError("A table needs at least one column.")
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.columns):
                raise ValueError(f"Row {number} of the table has {len(row)} cells; it needs {len(self.columns)}.")


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn picture (SVG), as wide as `share` percent of the text, with its name below it and its content in words.

    Raises:
        ValueError: the share is not between 1 and 100, or there are no words for those who cannot see it.
    """

    svg: str
    name: str
    words: str
    share: int = 100

    def __post_init__(self) -> None:
        if not 1 <= self.share <= 100:
            raise ValueError(f"A picture takes 1 to 100 percent of the text's width, not {self.share}.")
        if not self.words.strip():
            raise ValueError(f"The picture “{self.name}” needs its content in words.")


@dataclass(frozen=True, slots=True)
class KeyValues:
    """Pairs of a label and what is filled in beside it, without rules."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """Where one person signs: for whom (`authority`), as what (`position`, may be empty) and their name."""

    authority: str
    position: str
    name: str


@dataclass(frozen=True, slots=True)
class Recipients:
    """Who receives the paper; stands at the left of the signature."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signatures:
    """The closing of a paper: one or two columns, never broken between pages. A single column stands at the right.

    Raises:
        ValueError: there are none or more than two columns.
    """

    columns: tuple[Signature | Recipients, ...]

    def __post_init__(self) -> None:
        if len(self.columns) not in (1, 2):
            raise ValueError(f"A paper is closed by one or two columns of signatures, not {len(self.columns)}.")


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""


Block = Heading | Paragraph | NumberedList | Table | Picture | KeyValues | Signatures | PageBreak

# The mottoes below, like all words that Party and state papers must carry, are fixed in Vietnamese: never translated.


@dataclass(frozen=True, slots=True)
class PartyHeader:
    """The head of a Party paper, HD 36-HD/VPTW (3 April 2018): issuer at the left, the Party's name at the right.

    `superior` may be empty; `issuer` is one or more lines; `number` is as printed ("Số 12-NQ/ĐH") or empty; `place` is
    where the paper was issued ("Thái Nguyên"), printed before the document's date.
    """

    superior: str
    issuer: tuple[str, ...]
    number: str
    place: str
    motto: tuple[str, ...] = field(default=("ĐẢNG CỘNG SẢN VIỆT NAM",), init=False)


@dataclass(frozen=True, slots=True)
class StateHeader:
    """The head of a state paper, Decree 30/2020/NĐ-CP, annex I: issuer at the left, State and motto at the right.

    The fields are those of `PartyHeader`; the number here has a colon ("Số: 12/BC-BQL").
    """

    superior: str
    issuer: tuple[str, ...]
    number: str
    place: str
    motto: tuple[str, ...] = field(
        default=("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"), init=False
    )


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What ties a paper to the facts it was made from; printed in the footer of each page.

    `label` says what was hashed; `sha256` is 64 lower-case hexadecimal digits.

    Raises:
        ValueError: `sha256` is anything else.
    """

    label: str
    sha256: str

    def __post_init__(self) -> None:
        if not _SHA256.fullmatch(self.sha256):
            raise ValueError(f"“{self.sha256}” is not a SHA-256: 64 lower-case hexadecimal digits are needed.")


@dataclass(frozen=True, slots=True)
class Document:
    """A whole paper.

    `title` is the kind of paper ("BIÊN BẢN KIỂM PHIẾU"), `subject` what it is about (may be empty); `dated` is the day
    the paper bears and the only date the file records, so that the same facts make the same bytes on any day.
    `landscape` lays A4 on its side, as Decree 30/2020/NĐ-CP allows for papers with tables (annex I, part I).
    """

    header: PartyHeader | StateHeader
    title: str
    subject: str
    dated: date
    blocks: tuple[Block, ...]
    fingerprints: tuple[Fingerprint, ...] = ()
    landscape: bool = False

    @property
    def place_and_date(self) -> str:
        """As it stands in the head: "Thái Nguyên, ngày 16 tháng 6 năm 2022"."""
        return f"{self.header.place}, {official_date(self.dated)}"
