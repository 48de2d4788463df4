import cv2
import numpy as np
import pytest

from nhiemky.core.ballots.marks.shapes import shape_of
from nhiemky.core.ballots.reading import Ink


def drawn(*lines: list[tuple[int, int]]) -> np.ndarray:
    mask = np.zeros((60, 60), np.uint8)
    for line in lines:
        cv2.polylines(mask, [np.array(line, np.int32)], isClosed=False, color=1, thickness=3)
    return mask


@pytest.mark.parametrize(
    ("mask", "shape"),
    [
        (drawn(), Ink.NOTHING),
        (drawn([(30, 30), (33, 31)]), Ink.DOT),
        (drawn([(5, 30), (55, 33)]), Ink.LINE),
        (drawn([(5, 50), (50, 10)]), Ink.LINE),
        (drawn([(10, 10), (50, 50)], [(10, 50), (50, 10)]), Ink.CROSS),
        (drawn([(10, 30), (22, 50), (50, 8)]), Ink.TICK),
        (drawn(*([(10, y), (50, y)] for y in range(12, 50, 3))), Ink.FILL),
    ],
    ids=lambda value: str(value) if isinstance(value, Ink) else "",
)
def test_shapes_are_told_apart(mask, shape):
    assert shape_of(mask, 6) is shape
