"""How a sheet that is not flat differs from a flat one: a smooth displacement in millimetres over the page.

Each direction is a tensor product of uniform cubic B-splines (de Boor, A Practical Guide to Splines, 1978), fitted by
penalised least squares (Eilers and Marx, 1996) that take measurements far from their neighbours as outliers (Tukey's
biweight): a voter's stroke may be measured instead of a printed rule.
"""

from dataclasses import dataclass
from typing import Any, cast

import cv2
import numpy as np
from numpy.typing import NDArray

type Numbers = NDArray[np.floating[Any]]

_STEP = 2  # mm between the places where a displacement is worked out exactly; linear between them
_ROUNDS = 4
_STIFF = 0.005  # weight of a bend of the displacement against the measurements
_RIDGE = 1e-6
_LEAST_SPREAD = 0.08  # mm by which measurements that fit may differ


@dataclass(frozen=True)
class Measured:
    """Where print lies: at `points` (n, 2; mm) it is off by `offsets` (n; mm) along one axis, 0 across or 1 down."""

    points: Numbers
    offsets: Numbers


@dataclass(frozen=True)
class Bend:
    """The displacement (rows, columns, 2; mm across and down), at every second millimetre from -1, -1 on."""

    displacement: Numbers

    def __add__(self, other: "Bend") -> "Bend":
        """Both together, where `other` was measured on what this one had made nearly flat."""
        return Bend(self.displacement + other.displacement)

    def maps(self, to_picture: Numbers, size: tuple[int, int], px_per_mm: int) -> tuple[Numbers, Numbers]:
        """For every pixel of a page of `size`, the pixel of the picture that shows it: x and y."""
        rows, columns = self.displacement.shape[:2]
        down, across = (np.arange(count) * float(_STEP) - _STEP / 2 for count in (rows, columns))
        x = across[None] + self.displacement[..., 0]
        y = down[:, None] + self.displacement[..., 1]
        u, v, w = (to_picture @ np.stack([x.ravel(), y.ravel(), np.ones(x.size)])).reshape(3, rows, columns)
        cell = _STEP * px_per_mm
        both = np.dstack([u / w, v / w]).astype(np.float32)
        full = cv2.resize(both, (columns * cell, rows * cell), interpolation=cv2.INTER_LINEAR)
        part = full[cell : cell + size[1], cell : cell + size[0]]
        return np.ascontiguousarray(part[..., 0]), np.ascontiguousarray(part[..., 1])


def fitted(across: Measured, down: Measured, page: tuple[float, float], span: float) -> Bend:
    """The bend of a page (width, height; mm) that explains the measurements; it may turn every `span` millimetres."""
    counts = tuple(max(1, round(side / span)) for side in page)
    nodes = tuple(np.arange(np.ceil(side / _STEP) + 2) * _STEP - _STEP / 2 for side in page)
    along, over = (_splines(node, side, count) for node, side, count in zip(nodes, page, counts, strict=True))
    layers = []
    for measured in (across, down):
        weights = _weights(measured, page, (counts[0], counts[1]))
        layers.append(over @ weights.reshape(over.shape[1], along.shape[1]) @ along.T)
    return Bend(np.dstack(layers))


def _weights(measured: Measured, page: tuple[float, float], counts: tuple[int, int]) -> Numbers:
    """The weights of the splines, those of a row of the page after each other."""
    along = _splines(measured.points[:, 0], page[0], counts[0])
    over = _splines(measured.points[:, 1], page[1], counts[1])
    design = (over[:, :, None] * along[:, None, :]).reshape(len(measured.offsets), -1)
    penalty = _STIFF * len(measured.offsets) / design.shape[1] * _bends(over.shape[1], along.shape[1])
    penalty += _RIDGE * np.eye(design.shape[1])
    trust = np.ones(len(measured.offsets))
    for _ in range(_ROUNDS):
        weights = _solved(design, trust, measured.offsets, penalty)
        off = np.abs((design * weights).sum(axis=1) - measured.offsets)
        spread = max(_LEAST_SPREAD, 1.5 * float(np.median(off)))
        trust = np.maximum(0.0, 1 - (off / (4 * spread)) ** 2) ** 2 + 1e-4
    return weights


def _solved(design: Numbers, trust: Numbers, offsets: Numbers, penalty: Numbers) -> Numbers:
    """The weights of least squares. By OpenCV, which keeps to one thread: every core has a page of its own to read."""
    weighted = design * trust[:, None]
    square = cv2.gemm(design, weighted, 1, penalty, 1, flags=cv2.GEMM_1_T)
    right = (weighted * offsets[:, None]).sum(axis=0)[:, None]
    return cast(Numbers, cv2.solve(square, right, flags=cv2.DECOMP_CHOLESKY)[1].ravel())


def _splines(at: Numbers, length: float, spans: int) -> Numbers:
    """The values (places, spans + 3) of the cubic B-splines over 0 to `length`; beyond its ends they go on level."""
    place = np.clip(np.asarray(at) / length, 0, 1) * spans
    away = np.abs(place[:, None] - (np.arange(spans + 3) - 1)[None])
    near = 2 / 3 - away**2 + away**3 / 2
    far = np.maximum(0.0, 2 - away) ** 3 / 6
    return cast(Numbers, np.where(away < 1, near, far))


def _bends(rows: int, columns: int) -> Numbers:
    """The sum of squares of second differences along both directions, as a matrix over the weights."""

    def second(count: int) -> Numbers:
        step = np.diff(np.eye(count), 2, axis=0)
        return cast(Numbers, step.T @ step)

    return cast(Numbers, np.kron(np.eye(rows), second(columns)) + np.kron(second(rows), np.eye(columns)))
