"""Speed of reading paper ballots on one core: decode and read a page, beside OpenCV's decoding of the same JPEG.

`./run bench ballots_speed [rounds]` gives the processor's time for a page: on a machine that is busy with other work
the clock says nothing, and the least of many rounds is the nearest to a quiet one.
"""

import statistics
import sys
import time
from collections.abc import Callable
from io import BytesIO

import cv2
import numpy as np

from bench.ballots_pages import jpeg, layout, pages_of
from nhiemky.core.ballots.one_core import keep_to_one_core
from nhiemky.core.ballots.reader import Reader
from nhiemky.core.ballots.reading import PageReading
from nhiemky.core.ballots.scans.files import open_scan
from nhiemky.core.ballots.scans.page import ScanPage
from nhiemky.printing.ballots import reference

PAGES = 6


def pages(form: str) -> tuple[list[bytes], Callable[[bytes], PageReading]]:
    """Six different pages of a form as files, and what reads one of them from its bytes to its marks."""
    keep_to_one_core()
    files = [jpeg(page) for page in pages_of(form, PAGES)]
    reader = Reader(layout(form), reference(layout(form), Reader.PX_PER_MM))

    def read(file: bytes) -> PageReading:
        page = open_scan("scan.jpg", BytesIO(file)).page(1)
        assert isinstance(page, ScanPage)
        return reader.read(page.pyramid)

    assert all(read(file).marks for file in files), "a page of the bench was refused"
    return files, read


def decoded(file: bytes) -> object:
    """The limit: OpenCV's decoding of the same bytes."""
    return cv2.imdecode(np.frombuffer(file, np.uint8), cv2.IMREAD_ANYCOLOR)


def reading(form: str) -> tuple[Callable[[], object], Callable[[], object]]:
    """Six different pages of a form, read beside decoded."""
    files, read = pages(form)
    return lambda: [read(file) for file in files], lambda: [decoded(file) for file in files]


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


def seconds(work: Callable[[bytes], object], file: bytes) -> float:
    """The processor's time for one file."""
    started = time.process_time()
    work(file)
    return time.process_time() - started


def main() -> None:
    """Print medians and least times of the processor for a page of each form, interleaved."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    print("| a page, ours : limit | ours | limit | ratio | least, ours | limit | ratio |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for form in ("strike-6", "strike-60"):
        files, read = pages(form)
        taken = [[[seconds(work, file) * 1000 for work in (read, decoded)] for file in files] for _ in range(rounds)]
        times = np.array(taken)
        median = [statistics.median(times[:, :, who].ravel()) for who in (0, 1)]
        least = [times[:, :, who].min(axis=0).mean() for who in (0, 1)]
        columns = " | ".join(f"{ours:.1f} ms | {limit:.1f} ms | {ours / limit:.1f}" for ours, limit in (median, least))
        print(f"| {form} : `cv2.imdecode` | {columns} |")


if __name__ == "__main__":
    main()
