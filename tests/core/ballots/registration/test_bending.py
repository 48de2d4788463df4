import numpy as np
import pytest

from nhiemky.core.ballots.registration.bending import Bend, Measured, fitted

PAGE = (148.0, 210.0)


def true(points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    x, y = points.T
    return 1.5 * np.sin(np.pi * y / PAGE[1]), 3 * np.sin(np.pi * x / PAGE[0]) * (0.5 + y / 420)


def grid(count: int = 14) -> np.ndarray:
    x, y = np.meshgrid(np.linspace(8, 140, count), np.linspace(8, 202, count))
    return np.stack([x.ravel(), y.ravel()], axis=1)


def displacement(bend: Bend, points: np.ndarray) -> np.ndarray:
    """The displacement in millimetres, through the maps of a picture of ten pixels a millimetre."""
    x, y = bend.maps(np.diag([10.0, 10.0, 1.0]), (int(PAGE[0] * 4), int(PAGE[1] * 4)), 4)
    columns, rows = np.rint(points.T * 4 - 0.5).astype(int)
    middles = (np.stack([columns, rows], axis=1) + 0.5) / 4
    return np.stack([x[rows, columns], y[rows, columns]], axis=1) / 10 - middles


@pytest.mark.parametrize("outliers", [0, 25])
def test_a_smooth_bend_is_found_whatever_some_measurements_say(outliers):
    points = grid()
    across, down = true(points)
    rng = np.random.default_rng(0)
    wrong = rng.choice(len(points), outliers, replace=False)
    down = down + rng.normal(0, 0.02, len(points))
    down[wrong] += rng.uniform(1, 3, outliers)
    bend = fitted(Measured(points, across), Measured(points, down), PAGE, 35.0)
    at = grid(9)
    assert np.abs(displacement(bend, at) - np.stack(true(at), axis=1)).max() < 0.1


def test_a_flat_page_stays_flat():
    points = grid(6)
    nothing = Measured(points, np.zeros(len(points)))
    assert np.abs(displacement(fitted(nothing, nothing, PAGE, 50.0), points)).max() < 1e-4


def test_bends_add_up():
    one, two = Bend(np.full((4, 4, 2), 0.5)), Bend(np.full((4, 4, 2), 0.25))
    assert np.all((one + two).displacement == 0.75)
