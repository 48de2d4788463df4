"""What one method sees at one candidate, and what its confidence means."""

import math
from dataclasses import replace
from typing import Any, NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from nhiemky.core.ballots.marks import limits
from nhiemky.core.ballots.reading import Ink, MarkReading, ReadMark

Bytes = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.floating[Any]]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


def cut(page: Bytes, tops: Ints, lefts: Ints, height: int, width: int) -> Bytes:
    """The windows (n, height, width) whose upper left corners (n) are inside a page (rows, columns) by as much, or one
    out of each of n pages (n, rows, columns); pages are contiguous."""
    *each, rows, columns = page.shape
    places = (*each, rows - height + 1, columns - width + 1, height, width)
    # All windows there are, without a copy; `sliding_window_view` asks and checks for longer than this copies.
    windows = np.ndarray(places, np.uint8, page, 0, (*page.strides, *page.strides[-2:]))
    chosen: Bytes = windows[(*map(np.arange, each), tops, lefts)]
    return chosen


def darker_than_usual(windows: Bytes, by: float) -> Bytes:
    """1 where the darkness in n windows (n, pixels) lies by so much contrast above its window's mean, as ink does and
    shadows or grey paper, which lie on the whole window, do not."""
    usual = np.asarray(cv2.reduce(windows, 1, cv2.REDUCE_AVG), np.int16)
    # Compared as bytes, which is much faster: nothing is darker than 255.
    most = np.minimum(usual + int(by * 255), 255).astype(np.uint8)
    inked: Bytes = (windows > most).view(np.uint8)
    return inked


class Sight(NamedTuple):
    """One method's reading of one candidate: `mark` is `unsure` unless `confidence` is at least `limits.SURE`."""

    mark: ReadMark
    confidence: float
    ink: Ink


def confidence(margin: float) -> float:
    """How sure a reading is whose weakest measurement clears its limit by `margin` limits.

    At the limit SURE, growing with the margin towards 1, and below the limit falling towards a half.
    """
    if margin >= 0:
        return 1 - (1 - limits.SURE) * math.exp(-2 * margin)
    return 0.5 + (limits.SURE - 0.5) * math.exp(2 * margin)


def confidences(margins: Floats) -> list[float]:
    """The `confidence` of each of many margins, to four places, in a tenth of the time."""
    far = np.exp(-2 * np.abs(margins))
    sure = np.where(margins >= 0, 1 - (1 - limits.SURE) * far, 0.5 + (limits.SURE - 0.5) * far)
    found: list[float] = (np.rint(sure * 1e4) / 1e4).tolist()
    return found


def sight(mark: ReadMark, margin: float, ink: Ink) -> Sight:
    """The mark when its margin allows it, otherwise unsure with the same ink."""
    sure = confidence(margin)
    return Sight(mark if margin >= 0 else ReadMark.UNSURE, round(sure, 4), ink)


def above[Measured: (float, Floats)](value: Measured, limit: float | Measured) -> Measured:
    """The margin of a measurement, or of each of many, that must be at least a limit, in limits."""
    return (value - limit) / limit


def below[Measured: (float, Floats)](value: Measured, limit: float | Measured) -> Measured:
    """The margin of a measurement, or of each of many, that must be at most a limit, in limits."""
    return (limit - value) / limit


def combined(candidate: int, first: Sight, second: Sight) -> MarkReading:
    """One reading from what both methods see: the mark both are sure of with the lesser confidence, else unsure."""
    agree = first.mark == second.mark
    mark = first.mark if agree else ReadMark.UNSURE
    sure = min(first.confidence, second.confidence)
    if mark is ReadMark.UNSURE:
        sure = min(sure, limits.SURE - 0.01)
    ink = first.ink if first.ink is not Ink.NOTHING else second.ink
    return MarkReading(candidate, mark, sure, ink, first.mark, second.mark)


def doubted(mark: MarkReading, ink: Ink) -> MarkReading:
    """The same reading as a question, because of ink of a shape."""
    return replace(mark, mark=ReadMark.UNSURE, confidence=min(mark.confidence, limits.SURE - 0.01), ink=ink)


def row_sight(agree: Sight, disagree: Sight) -> Sight:
    """One candidate from its two boxes, each `agree` (marked), `none` or `unsure`; the less sure one decides."""
    sure = min(agree.confidence, disagree.confidence)
    if ReadMark.UNSURE in (agree.mark, disagree.mark):
        doubtful = agree if agree.mark is ReadMark.UNSURE else disagree
        return Sight(ReadMark.UNSURE, sure, doubtful.ink)
    marked = (agree.mark is ReadMark.AGREE, disagree.mark is ReadMark.AGREE)
    ink = agree.ink if marked[0] or not marked[1] else disagree.ink
    return Sight(_MARKS[marked], sure, ink)


_MARKS = {
    (True, True): ReadMark.BOTH,
    (True, False): ReadMark.AGREE,
    (False, True): ReadMark.DISAGREE,
    (False, False): ReadMark.NONE,
}
