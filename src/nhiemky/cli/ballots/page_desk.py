"""Where pages are read: one desk in each process, with the reader on it and the file it works on open."""

import traceback
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from nhiemky.core.ballots.examined import Examined
from nhiemky.core.ballots.layout import Layout
from nhiemky.core.ballots.one_core import keep_to_one_core
from nhiemky.core.ballots.reading import ReadMark
from nhiemky.core.ballots.readings_file import PageRecord, page_line, refused_page
from nhiemky.core.ballots.scans.files import Scan, open_scan
from nhiemky.core.ballots.scans.page import UnusablePage
from nhiemky.core.ballots.scans.pyramid import Pyramid
from nhiemky.core.problem import Refused

type References = Sequence[NDArray[np.uint8]]


class FileChangedError(Exception):
    """A file that could be opened when its pages were counted can no longer be."""

    def __init__(self, source: str) -> None:
        super().__init__(source)
        self.source = source


class PageReader(Protocol):
    """What reads the picture of a page."""

    def examine(self, picture: Pyramid) -> Examined:
        """What is on the page, and the page as people look at it."""

    def crop(self, upright: NDArray[np.uint8], candidate: int) -> NDArray[np.uint8]:
        """The row of a candidate out of it."""


type MakeReader = Callable[[Layout, References], PageReader]


@dataclass(frozen=True)
class PageAt:
    """A page to read: the file, the name it goes by, the page's number in it from 1."""

    path: Path
    name: str
    number: int

    @property
    def source(self) -> str:
        """The page's name in readings.json."""
        return f"{self.name}#{self.number}"


@dataclass(frozen=True)
class ReadPage:
    """A page of readings.json, ready to be written: its line, what the parent must know of it, and what failed."""

    source: str
    sha256: str
    refused: bool
    reasons: tuple[str, ...]
    needs_eyes: bool
    line: str
    failure: str | None = None


def read_page(record: PageRecord, failure: str | None = None) -> ReadPage:
    """A record as it is handed to the parent."""
    reading = record.reading
    refused, needs_eyes = (reading.status == status for status in ("refused", "needs_eyes"))
    return ReadPage(record.source, record.sha256, refused, reading.reasons, needs_eyes, page_line(record), failure)


class Desk:
    """Reads pages one by one; keeps the last file open, because pages of one file follow each other.

    With `crops`, rows with an unsure mark are kept in that folder.
    """

    def __init__(self, reader: PageReader, crops: Path | None = None) -> None:
        keep_to_one_core()
        self._reader = reader
        self._crops = crops
        self._open = ExitStack()
        self._at: tuple[Path, Scan] | None = None

    def read(self, pages: Sequence[PageAt]) -> tuple[ReadPage, ...]:
        """The pages in their order; a page that makes the reader fail is refused and tells why."""
        return tuple(self._page(page) for page in pages)

    def _page(self, at: PageAt) -> ReadPage:
        page = self._scan(at).page(at.number)
        if isinstance(page, UnusablePage):
            return read_page(refused_page(page.source, page.sha256, page.reason))
        try:
            examined = self._reader.examine(page.pyramid)
        except Exception:  # one page must not keep a hall from the others
            return read_page(refused_page(page.source, page.sha256, "reader_failed"), traceback.format_exc())
        if self._crops:
            self._keep_crops(page.source, examined, self._crops)
        return read_page(PageRecord(page.source, page.sha256, examined.reading))

    def _keep_crops(self, source: str, examined: Examined, folder: Path) -> None:
        """A picture of each row that people must look at, named by the page and the candidate's printed number."""
        unsure = [mark.candidate for mark in examined.reading.marks if mark.mark is ReadMark.UNSURE]
        upright = examined.upright() if unsure else None
        if upright is not None:
            name = source.replace("/", "_").replace("#", "-")
            for candidate in unsure:
                picture = cv2.imencode(".png", self._reader.crop(upright, candidate))[1]
                (folder / f"{name}-{candidate + 1}.png").write_bytes(picture.tobytes())

    def _scan(self, at: PageAt) -> Scan:
        if self._at is None or self._at[0] != at.path:
            self._open.close()
            try:
                self._at = at.path, open_scan(at.name, self._open.enter_context(at.path.open("rb")))
            except (OSError, Refused) as error:
                raise FileChangedError(at.source) from error
        return self._at[1]
