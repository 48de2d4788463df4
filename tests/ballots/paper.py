"""Scans of an election's own ballots, drawn over the printed page: enough to follow them through the room.

How well marks are read is measured elsewhere, on hands and scanners that do not draw with a ruler.
"""

import io
from collections.abc import Iterable

import cv2
import numpy as np
from PIL import Image

from nhiemky.core.ballots.layout import Layout
from nhiemky.printing.ballots import reference

# 200 dpi.
PX_PER_MM = 200 / 25.4


def page(layout: Layout, marks: str, seed: int = 0, sheet: int = 1) -> np.ndarray:
    """One grey scan of a sheet of a ballot: `x` struck, `-` clear, `~` the first half of the name struck."""
    random = np.random.default_rng(seed)
    image = reference(layout, PX_PER_MM)[sheet - 1].copy()
    for place, mark in zip(layout.places, marks, strict=True):
        box = place.name_box
        if mark == "-" or place.sheet != sheet:
            continue
        share = 1.0 if mark == "x" else 0.45
        middle = box.y + box.height * 0.52
        start, end = box.x - 1.5 * (mark == "x"), box.x + box.width * share + 1.5 * (mark == "x")
        points = np.array([[start, middle], [end, middle - 0.4]]) * PX_PER_MM
        cv2.polylines(
            image, [points.round().astype(np.int32)], isClosed=False, color=40, thickness=4, lineType=cv2.LINE_AA
        )
    noisy = image.astype(np.int16) + random.integers(-3, 4, image.shape, dtype=np.int16)
    return np.clip(noisy, 0, 255).astype(np.uint8)


def pdf(images: Iterable[np.ndarray]) -> bytes:
    """A PDF as an office scanner writes it: one JPEG a page."""
    first, *others = [Image.fromarray(image) for image in images]
    out = io.BytesIO()
    first.save(out, "PDF", save_all=True, append_images=others, resolution=200, quality=85)
    return out.getvalue()


def png(image: np.ndarray) -> bytes:
    """One page as PNG."""
    return cv2.imencode(".png", image)[1].tobytes()
