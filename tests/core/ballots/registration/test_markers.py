import numpy as np
import pytest

from nhiemky.core.ballots.registration.markers import Found, measured, searched
from tests.core.ballots.registration.drawn import picture


@pytest.mark.parametrize("degrees", [0, 20, 45])
def test_its_middle_is_measured_to_a_fiftieth_of_a_millimetre(degrees):
    angle = np.radians(degrees)
    across = 8 * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    (found,) = measured(picture(101.3, 97.6, 8, degrees), [Found(96, 101, 56)], [across])
    assert np.hypot(found.x - 101.3, found.y - 97.6) < 0.02 * 8
    assert found.likeness > 0.9


def test_a_broken_marker_is_searched_for():
    page = picture(120, 90)
    page[80:100, :] = 235
    found = searched(page, Found(80, 110, 56), 8 * np.eye(2), reach=8)
    assert np.hypot(found.x - 120, found.y - 90) < 0.5 * 8
    assert found.likeness > 0.5
