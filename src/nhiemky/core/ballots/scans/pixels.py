"""From a decoded picture to the pixels a reader takes: grey or colour, 8 bits, upright, not black-and-white."""

import hashlib

import cv2
import numpy as np
from PIL import Image, ImageOps

from nhiemky.core.ballots.scans.page import Pixels, UnusablePictureError
from nhiemky.core.ballots.scans.pyramid import Pyramid

#: Pixels of one page at most: A3 at 600 dpi has 70 million, and Pillow calls more than 89 million a bomb.
MOST_PIXELS = 89_000_000
#: Of a grey scan of print, about as many pixels are the grey edges of letters as are their dark middle.
_LEAST_GREY_PER_DARK = 0.04
_ROWS_LOOKED_AT = 128
_HASHED = 8
_DARK, _LIGHT = 64, 192


def refuse_huge(width: int, height: int) -> None:
    """Raise UnusablePictureError before anything is decoded into more memory than a page needs."""
    if width * height > MOST_PIXELS:
        raise UnusablePictureError("too_large")


def sha256_of(pyramid: Pyramid) -> str:
    """The hash, in hexadecimal, of a picture's shape and of its pixels with 8 × 8 made one (the mean, halved thrice).

    The same pixels have the same hash in whatever file. Of two scans no two such means are all alike: each has its own
    noise, and the smallest dot of a pen changes the mean of a square millimetre by ten levels. Hashing every pixel
    takes forty times as long.
    """
    shape = pyramid.picture.shape
    means = pyramid.coarser(_HASHED if min(shape[:2]) >= _HASHED else 1).picture
    digest = hashlib.sha256(repr(shape).encode())
    digest.update(np.ascontiguousarray(means))
    return digest.hexdigest()


def is_bilevel(image: Pixels) -> bool:
    """Whether a picture was reduced to black and white, even if JPEG has since added ringing around the two values.

    Looks at evenly spread rows. A page without anything dark is not called bilevel: it has nothing to lose.
    """
    rows = image[:: max(1, image.shape[0] // _ROWS_LOOKED_AT)]
    dark, not_light = (
        cv2.countNonZero(cv2.threshold(rows, limit - 1, 1, cv2.THRESH_BINARY_INV)[1].reshape(1, -1))
        for limit in (_DARK, _LIGHT)
    )
    return dark > rows.size // 2000 and not_light - dark < _LEAST_GREY_PER_DARK * dark


def pixels_of(picture: Image.Image) -> Pixels:
    """The pixels of any picture Pillow decodes; raises UnusablePictureError for black-and-white and for exotic modes.

    Sixteen bits keep their upper eight, transparency lies on white paper, the EXIF orientation is applied.
    """
    if picture.mode == "1":
        raise UnusablePictureError("bilevel")
    picture.load()
    ImageOps.exif_transpose(picture, in_place=True)
    if picture.mode in {"I;16", "I;16B", "I;16L", "I;16N"}:
        return (np.asarray(picture).astype(np.uint16) >> 8).astype(np.uint8)
    return _eight_bits(picture)


def _eight_bits(picture: Image.Image) -> Pixels:
    if picture.mode == "P":
        picture = picture.convert(_mode_of_palette(picture))
    if picture.mode in {"LA", "La", "PA", "RGBA", "RGBa"}:
        colour = picture.convert("RGBA")
        paper = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(paper, colour).convert("L" if picture.mode.upper() == "LA" else "RGB")
    if picture.mode == "L":
        return np.asarray(picture)
    if picture.mode in {"RGB", "RGBX", "CMYK", "YCbCr"}:
        return np.ascontiguousarray(np.asarray(picture.convert("RGB"))[:, :, ::-1])
    raise UnusablePictureError("unreadable_image")


def _mode_of_palette(picture: Image.Image) -> str:
    if "transparency" in picture.info:
        return "RGBA"
    colours = np.asarray(picture.getpalette("RGB"), dtype=np.uint8).reshape(-1, 3)
    return "L" if (colours == colours[:, :1]).all() else "RGB"
