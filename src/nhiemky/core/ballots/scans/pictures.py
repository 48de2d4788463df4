"""Pages of picture files: JPEG, PNG and TIFF with any number of pages."""

from io import BytesIO
from typing import BinaryIO

import cv2
import numpy as np
from PIL import Image

from nhiemky.core.ballots.problems import BALLOT_PROBLEMS
from nhiemky.core.ballots.scans.page import Pixels, UnusablePictureError
from nhiemky.core.ballots.scans.pixels import MOST_PIXELS, pixels_of, refuse_huge
from nhiemky.core.problem import Problem

_FORMATS = ("JPEG", "PNG", "TIFF")


def decode_jpeg(data: bytes, *, turn: bool) -> Pixels:
    """A JPEG, grey or colour; `turn` applies its EXIF orientation. Raises UnusablePictureError, also when cut off."""
    with Image.open(BytesIO(data), formats=_FORMATS) as header:
        return _decoded(data, header.size, turn=turn)


def _decoded(data: bytes, size: tuple[int, int], *, turn: bool) -> Pixels:
    refuse_huge(*size)
    flags = cv2.IMREAD_ANYCOLOR if turn else cv2.IMREAD_ANYCOLOR | cv2.IMREAD_IGNORE_ORIENTATION
    image = cv2.imdecode(np.frombuffer(data, np.uint8), flags)
    if image is None:
        raise UnusablePictureError("unreadable_image")
    return np.asarray(image, np.uint8)


class PictureScan:
    """A JPEG, PNG or TIFF file that is open; raises Refused (B304, B305) when its header or list of pages is broken."""

    warnings: tuple[Problem, ...] = ()

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        try:
            self._picture = Image.open(file, formats=_FORMATS)
            self.pages = getattr(self._picture, "n_frames", 1) if self._picture.format == "TIFF" else 1
        except Image.DecompressionBombError:
            raise BALLOT_PROBLEMS.refusal("B305", most=MOST_PIXELS // 1_000_000) from None
        except Exception as error:  # a decoder given a broken file may raise anything
            raise BALLOT_PROBLEMS.refusal("B304") from error

    def pixels(self, number: int) -> tuple[Pixels, float | None]:
        """The pixels of a page, counted from 1, and the dots per inch the file claims."""
        picture = self._picture
        if picture.format in {"JPEG", "MPO"}:
            self._file.seek(0)
            return _decoded(self._file.read(), picture.size, turn=True), _claimed_dpi(picture)
        picture.seek(number - 1)
        refuse_huge(*picture.size)
        return pixels_of(picture), _claimed_dpi(picture)


def _claimed_dpi(picture: Image.Image) -> float | None:
    dpi = float(picture.info.get("dpi", (0.0,))[0])
    return dpi if dpi > 1 else None
