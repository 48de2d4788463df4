"""A board on paper: each panel with its pictures and its table, and the snapshot they were read from."""

from collections.abc import Iterator

from nhiemky.boards.models import Board
from nhiemky.boards.showing import ShownPanel, panels
from nhiemky.core.bilingual import Bilingual, Language
from nhiemky.core.boards.content import Content
from nhiemky.core.vietnamese.dates import format_date
from nhiemky.organisation.papers import header
from nhiemky.printing.document import (
    Align,
    Block,
    Column,
    Document,
    Fingerprint,
    Heading,
    Paragraph,
    Picture,
    Table,
    italic,
    runs,
)

_TITLE = Bilingual("BẢNG CHỈ TIÊU", "BOARD OF INDICATORS")
_AS_OF = Bilingual("Số liệu tính đến ngày {day}.", "Values as of {day}.")
_SNAPSHOT = Bilingual("Bản chụp dữ liệu", "Snapshot of facts")
_EDITION = Bilingual("Bản công bố", "Published edition")
_MOST_COLUMNS = 8  # of numbers side by side on A4 upright


def paper(content: Content, board: Board, digest: str | None, language: Language) -> Document:
    """The paper; `digest` is that of a published edition, None for a board read now."""
    prints = [Fingerprint(_SNAPSHOT.text(language), content.snapshot)]
    if digest:
        prints.append(Fingerprint(_EDITION.text(language), digest))
    blocks: list[Block] = [
        Paragraph(runs(italic(_AS_OF.text(language).format(day=format_date(content.as_of)))), Align.CENTER)
    ]
    for panel in panels(content, language):
        blocks += _panel(panel)
    return Document(
        header=header(board.unit),
        title=_TITLE.text(language),
        subject=content.title.text(language),
        dated=content.as_of,
        blocks=tuple(blocks),
        fingerprints=tuple(prints),
    )


def _panel(panel: ShownPanel) -> Iterator[Block]:
    yield Heading(panel.title)
    for picture in panel.pictures:
        yield Picture(str(picture.svg), picture.title, words=picture.words, share=70)
    yield from _tables(panel)
    if panel.table.signs:
        yield Paragraph(runs(italic("; ".join(f"{sign} {meaning}" for sign, meaning in panel.table.signs))))


def _tables(panel: ShownPanel) -> Iterator[Table]:
    """The table, in as many parts as the width of the paper needs; each part repeats the first columns."""
    head, rows, first = panel.table.head, panel.table.rows, panel.table.first_number
    for start in range(first, max(len(head), first + 1), _MOST_COLUMNS):
        end = start + _MOST_COLUMNS
        columns = [Column(name, 4 if not place else 2) for place, name in enumerate(head[:first])]
        columns += [Column(name, 2, Align.RIGHT) for name in head[start:end]]
        yield Table(tuple(columns), tuple((*row[:first], *row[start:end]) for row in rows))
