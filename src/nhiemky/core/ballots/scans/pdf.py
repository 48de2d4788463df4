"""Pages of a PDF: the scanner's own pictures taken out as they are, never drawn again."""

from itertools import pairwise
from typing import BinaryIO

import numpy as np
import pikepdf
from pikepdf.models.image import PdfImage
from pikepdf.settings import set_qpdf_limits

from nhiemky.core.ballots.problems import BALLOT_PROBLEMS
from nhiemky.core.ballots.scans.page import Pixels, UnusablePictureError
from nhiemky.core.ballots.scans.pdf_places import Placed, placed_pictures
from nhiemky.core.ballots.scans.pictures import decode_jpeg
from nhiemky.core.ballots.scans.pixels import MOST_PIXELS, pixels_of, refuse_huge
from nhiemky.core.problem import Problem

# No stream of any PDF this process opens may unpack into more than the largest page in colour.
set_qpdf_limits(flate_max_memory=3 * MOST_PIXELS, png_max_memory=3 * MOST_PIXELS, run_length_max_memory=3 * MOST_PIXELS)

_PLAIN_COLOURS = {"/DeviceGray", "/CalGray", "/DeviceRGB", "/CalRGB", "/ICCBased"}
_BLACK_AND_WHITE = {"/CCITTFaxDecode", "/JBIG2Decode"}
#: A gap or an overlap of strips, in points, that rounding in the scanner's driver explains.
_STRIP_SLACK = 0.75


class PdfScan:
    """A PDF that is open; raises Refused (B304 damaged, B306 locked with a password, B307 without pages)."""

    def __init__(self, file: BinaryIO) -> None:
        try:
            # Memory-mapped, every page that was read would stay in the process.
            self._pdf = pikepdf.open(file, access_mode=pikepdf.AccessMode.stream, suppress_warnings=True)
            self.pages = len(self._pdf.pages)
        except pikepdf.PasswordError:
            raise BALLOT_PROBLEMS.refusal("B306") from None
        except Exception as error:  # a parser given a broken file may raise anything
            raise BALLOT_PROBLEMS.refusal("B304") from error
        if not self.pages:
            raise BALLOT_PROBLEMS.refusal("B307")
        self.warnings: tuple[Problem, ...] = ()
        if self._pdf.get_warnings():
            self.warnings = (BALLOT_PROBLEMS.problem("B308", pages=self.pages),)

    def pixels(self, number: int) -> tuple[Pixels, float | None]:
        """The pixels of a page, counted from 1, turned as the page is, and its dots per inch as placed."""
        page = self._pdf.pages[number - 1]
        placed = placed_pictures(page)
        if not placed:
            raise UnusablePictureError("no_picture")
        if any(_black_and_white(picture.stream) for picture in placed):
            raise UnusablePictureError("bilevel" if len(placed) == 1 else "several_pictures")
        image = _upright(_decoded(placed[0].stream), placed[0]) if len(placed) == 1 else _joined(placed)
        turned = _turned(image, -int(page.obj.get("/Rotate", 0)) // 90)
        return turned, placed[0].dpi


def _black_and_white(stream: pikepdf.Stream) -> bool:
    picture = PdfImage(stream)
    if _BLACK_AND_WHITE.intersection(picture.filters):
        return True
    return "/JPXDecode" not in picture.filters and picture.bits_per_component == 1


def _decoded(stream: pikepdf.Stream) -> Pixels:
    picture = PdfImage(stream)
    refuse_huge(picture.width, picture.height)
    if not _is_plain_jpeg(picture):
        with picture.as_pil_image() as decoded:
            return pixels_of(decoded)
    image = decode_jpeg(stream.read_raw_bytes(), turn=False)
    # pikepdf leaves /Decode of a JPEG to its markers; a scanner's inverted grey has none.
    return 255 - image if _inverted(stream) else image


def _is_plain_jpeg(picture: PdfImage) -> bool:
    return (
        picture.filters == ["/DCTDecode"]
        and not picture.filter_decodeparms[0][1]
        and picture.colorspace in _PLAIN_COLOURS
        and not {"/SMask", "/Mask"}.intersection(picture.obj.keys())
    )


def _inverted(stream: pikepdf.Stream) -> bool:
    decode = [float(number) for number in stream.get("/Decode", ())]
    return bool(decode) and decode == [1.0, 0.0] * (len(decode) // 2)


def _turned(image: Pixels, quarter_turns: int) -> Pixels:
    """The picture turned by right angles against the clock."""
    return np.ascontiguousarray(np.rot90(image, quarter_turns % 4))


def _upright(image: Pixels, placed: Placed) -> Pixels:
    return _turned(image[::-1] if placed.mirrored else image, placed.quarter_turns)


def _joined(placed: tuple[Placed, ...]) -> Pixels:
    """One picture from strips that lie under each other and leave no gap; raises UnusablePictureError otherwise."""
    strips = sorted(placed, key=lambda strip: -strip.matrix.f)
    if not all(_follows(upper, lower) for upper, lower in pairwise(strips)):
        raise UnusablePictureError("several_pictures")
    refuse_huge(int(strips[0].stream.Width), sum(int(strip.stream.Height) for strip in strips))
    pictures = [_decoded(strip.stream) for strip in strips]
    if len({picture.shape[1:] for picture in pictures}) != 1:
        raise UnusablePictureError("several_pictures")
    return np.concatenate(pictures)


def _follows(upper: Placed, lower: Placed) -> bool:
    """Whether a strip stands right below another, both upright and equally wide."""
    above, below = upper.matrix, lower.matrix
    upright = all(m.b == 0 and m.c == 0 and m.a > 0 and m.d > 0 for m in (above, below))
    aligned = abs(above.e - below.e) < _STRIP_SLACK and abs(above.a - below.a) < _STRIP_SLACK
    return upright and aligned and abs(above.f - (below.f + below.d)) < _STRIP_SLACK
