"""A page that came out of a scanned file: its pixels, or why there are none to read."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nhiemky.core.ballots.scans.pyramid import Pyramid

type Pixels = NDArray[np.uint8]
"""Grey, height × width, or colour, height × width × 3 in the order blue, green, red."""


@dataclass(frozen=True, eq=False)
class ScanPage:
    """One page as it was scanned: nothing straightened, nothing cleaned.

    `source` is the file's name and the page's number from 1 (`scan.pdf#3`); `pyramid` its picture; `dpi` what the file
    claims, which may be wrong or missing; `sha256` the hash of the decoded pixels (`pixels.sha256_of`), the same for
    the same picture in another container.
    """

    source: str
    pyramid: Pyramid
    dpi: float | None
    sha256: str

    @property
    def image(self) -> Pixels:
        """The decoded pixels."""
        return self.pyramid.picture


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
