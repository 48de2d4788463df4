"""Pages for the benches of paper ballots: generated scans of one form, as an ordinary office scanner makes them."""

from dataclasses import replace
from functools import cache

import cv2
import numpy as np

from nhiemky.core.ballots.layout import Layout
from tests.scans.ballots import scan
from tests.scans.forms import layout_of
from tests.scans.parameters_tuning import TUNING

PROFILE = "clean 200 dpi grey"
QUALITY = 85


@cache
def pages_of(form: str, count: int) -> tuple[np.ndarray, ...]:
    """So many different grey pages of a form at 200 dpi."""
    chosen = replace(TUNING.profiles[PROFILE], forms={form: 1.0})
    only = replace(TUNING, profiles={PROFILE: chosen})
    return tuple(scan(only, PROFILE, seed).image for seed in range(1, count + 1))


def layout(form: str) -> Layout:
    """The layout those pages were printed from."""
    return layout_of(form, TUNING.salt)


def jpeg(page: np.ndarray) -> bytes:
    """A page as scanners store it."""
    return cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])[1].tobytes()
