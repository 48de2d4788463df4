"""Pictures of printed sheets with a known place: turned, tilted, bent, cut, covered."""

from functools import cache

import cv2
import numpy as np

from nhiemky.core.ballots.geometry import Box
from nhiemky.core.ballots.layout import Layout
from nhiemky.core.ballots.reader import Reader
from nhiemky.printing.ballots import reference
from tests.scans.forms import layout_of

DPI_200 = 200 / 25.4


@cache
def layout(form: str = "strike-6", edition: int = 0) -> Layout:
    return layout_of(form, edition)


@cache
def reader(form: str = "strike-6", edition: int = 0) -> Reader:
    return Reader(layout(form, edition), reference(layout(form, edition), Reader.PX_PER_MM))


@cache
def _printed(form: str, edition: int, px_per_mm: float) -> np.ndarray:
    return reference(layout(form, edition), px_per_mm)[0]


def printed(form: str = "strike-6", edition: int = 0, px_per_mm: float = DPI_200) -> np.ndarray:
    """The first sheet as a perfect scanner sees it."""
    return _printed(form, edition, px_per_mm).copy()


def seen(page: np.ndarray, matrix: np.ndarray, size: tuple[int, int], table: int = 255) -> np.ndarray:
    """The page under a matrix (3, 3) from its pixels to those of a picture of `size` (width, height), on a table."""
    return cv2.warpPerspective(page, matrix, size, flags=cv2.INTER_LINEAR, borderValue=table)


def turned(page: np.ndarray, degrees: float) -> tuple[np.ndarray, np.ndarray]:
    """The page turned about its middle in a picture that holds it, and the matrix that did it."""
    height, width = page.shape
    turn = np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1), [0, 0, 1]])
    corners = cv2.perspectiveTransform(np.array([[[0, 0], [width, 0], [width, height], [0, height]]], float), turn)[0]
    shift = np.eye(3)
    shift[:2, 2] = 12 - corners.min(axis=0)
    size = np.ceil(corners.max(axis=0) - corners.min(axis=0)).astype(int) + 24
    return seen(page, shift @ turn, (int(size[0]), int(size[1])), 235), shift @ turn


def photographed(page: np.ndarray, tilt: float, turn: float = 0.0, table: int = 70) -> tuple[np.ndarray, np.ndarray]:
    """The page on a table, tilted by degrees away from a phone at twice its height's distance; and the matrix."""
    height, width = page.shape
    side = round(float(np.hypot(height, width))) + 60
    angle, roll, distance = np.radians(tilt), np.radians(turn), 2.0 * height
    lens = np.array([[distance, 0, side / 2], [0, distance, side / 2], [0, 0, 1]])
    rolled = np.array([[np.cos(roll), -np.sin(roll), 0], [np.sin(roll), np.cos(roll), 0], [0, 0, 1]])
    place = np.array([[1, 0, 0], [0, np.cos(angle), 0], [0, np.sin(angle), distance]])
    middle = np.array([[1, 0, -width / 2], [0, 1, -height / 2], [0, 0, 1]])
    matrix = lens @ place @ rolled @ middle
    return seen(page, matrix, (side, side), table), matrix


def bent(page: np.ndarray, sag: float, px_per_mm: float = DPI_200) -> np.ndarray:
    """The page with its middle pulled down by `sag` millimetres, as a sheet curled along its height is seen."""
    height, width = page.shape
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    down = (sag * px_per_mm * np.sin(np.pi * x / width)).astype(np.float32)
    return cv2.remap(page, x, y - down, cv2.INTER_LINEAR, borderValue=255)


def covered(page: np.ndarray, box: Box, tone: int, px_per_mm: float = DPI_200) -> np.ndarray:
    """The page with a rectangle in millimetres painted over."""
    left, top, right, bottom = (round(edge * px_per_mm) for edge in (box.x, box.y, box.right, box.bottom))
    painted = page.copy()
    painted[top:bottom, left:right] = tone
    return painted
