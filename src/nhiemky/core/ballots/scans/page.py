"""A page that came out of a scanned file: its pixels, or why there are none to read."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

type Pixels = NDArray[np.uint8]
"""Grey, height × width, or colour, height × width × 3 in the order blue, green, red."""


@dataclass(frozen=True, eq=False)
class ScanPage:
    """One page as it was scanned: nothing straightened, nothing cleaned.

    `source` is the file's name and the page's number from 1 (`scan.pdf#3`); `dpi` what the file claims, which may be
    wrong or missing; `sha256` the hash of the decoded pixels and their shape, so that the same picture in another
    container has the same hash.
    """

    source: str
    image: Pixels
    dpi: float | None
    sha256: str


@dataclass(frozen=True)
class UnusablePage:
    """A page that cannot be read at all: `reason` is a code of `reasons.toml`, `sha256` empty when nothing decoded."""

    source: str
    reason: str
    sha256: str = ""


class UnusablePictureError(Exception):
    """A picture that cannot become a page; `reason` is a code of `reasons.toml`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
