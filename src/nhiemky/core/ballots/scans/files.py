"""Pages out of scanned files, one at a time: PDF, TIFF, PNG and JPEG."""

from collections.abc import Iterator
from typing import BinaryIO, Protocol

from nhiemky.core.ballots.problems import BALLOT_PROBLEMS
from nhiemky.core.ballots.scans.page import Pixels, ScanPage, UnusablePage, UnusablePictureError
from nhiemky.core.ballots.scans.pdf import PdfScan
from nhiemky.core.ballots.scans.pictures import PictureScan
from nhiemky.core.ballots.scans.pixels import is_bilevel, sha256_of
from nhiemky.core.ballots.scans.pyramid import Pyramid
from nhiemky.core.problem import Problem

_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_PDF, _PDF_WITHIN = b"%PDF-", 1024


class _Container(Protocol):
    pages: int
    warnings: tuple[Problem, ...]

    def pixels(self, number: int) -> tuple[Pixels, float | None]: ...


class Scan:
    """A scanned file that is open. Nothing is decoded before a page is asked for, and no page is kept."""

    def __init__(self, name: str, container: _Container) -> None:
        self.name = name
        self._container = container

    @property
    def pages(self) -> int:
        """How many pages it has; at least 1."""
        return self._container.pages

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What is odd about the file although it can be read."""
        return self._container.warnings

    def page(self, number: int) -> ScanPage | UnusablePage:
        """A page, counted from 1. Whatever is wrong with it is in the answer; nothing is raised."""
        source = f"{self.name}#{number}"
        try:
            image, dpi = self._container.pixels(number)
        except UnusablePictureError as error:
            return UnusablePage(source, error.reason)
        except Exception:  # a decoder given a broken picture may raise anything
            return UnusablePage(source, "unreadable_image")
        pyramid = Pyramid(image)
        sha256 = sha256_of(pyramid)
        if is_bilevel(image):
            return UnusablePage(source, "bilevel", sha256)
        return ScanPage(source, pyramid, dpi, sha256)


def open_scan(name: str, file: BinaryIO) -> Scan:
    """Open a scanned file by its content, whatever its name; raises Refused (B301 to B306).

    `file` must be seekable and stay open as long as pages are asked for; `name` becomes a part of each page's source.
    """
    file.seek(0)
    start = file.read(_PDF_WITHIN)
    file.seek(0)
    if not start:
        raise BALLOT_PROBLEMS.refusal("B302")
    if start.startswith(_PICTURES):
        return Scan(name, PictureScan(file))
    if _PDF in start:
        return Scan(name, PdfScan(file))
    raise BALLOT_PROBLEMS.refusal("B303")


def pages_of(name: str, file: BinaryIO) -> Iterator[ScanPage | UnusablePage]:
    """Every page of a scanned file in its order, one in memory at a time; raises Refused as `open_scan` does."""
    scan = open_scan(name, file)
    for number in range(1, scan.pages + 1):
        yield scan.page(number)
