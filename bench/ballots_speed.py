"""Speed of reading paper ballots on one core: decode and read a page, beside OpenCV's decoding of the same JPEG."""

from collections.abc import Callable
from io import BytesIO

import cv2
import numpy as np

from bench.ballots_pages import jpeg, layout, pages_of
from nhiemky.core.ballots.one_core import keep_to_one_core
from nhiemky.core.ballots.reader import Reader
from nhiemky.core.ballots.scans.files import open_scan
from nhiemky.core.ballots.scans.page import ScanPage
from nhiemky.printing.ballots import reference

PAGES = 6


def reading(form: str) -> tuple[Callable[[], object], Callable[[], object]]:
    """Six different pages of a form, from the bytes of a file to the marks, beside `cv2.imdecode` of the same bytes."""
    keep_to_one_core()
    files = [jpeg(page) for page in pages_of(form, PAGES)]
    reader = Reader(layout(form), reference(layout(form), Reader.PX_PER_MM))

    def ours() -> object:
        read = []
        for file in files:
            page = open_scan("scan.jpg", BytesIO(file)).page(1)
            assert isinstance(page, ScanPage)
            read.append(reader.read(page.pyramid))
        return read

    assert all(page.marks for page in ours()), "a page of the bench was refused"  # type: ignore[attr-defined]
    return ours, lambda: [cv2.imdecode(np.frombuffer(file, np.uint8), cv2.IMREAD_ANYCOLOR) for file in files]


def small() -> tuple[Callable[[], object], Callable[[], object]]:
    """A5, 6 names."""
    return reading("strike-6")


def large() -> tuple[Callable[[], object], Callable[[], object]]:
    """A4, 60 names."""
    return reading("strike-60")


BENCHES = {
    "reading 6 A5 ballots of 6 names : cv2.imdecode": small,
    "reading 6 A4 ballots of 60 names : cv2.imdecode": large,
}
