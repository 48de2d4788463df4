from itertools import pairwise, product

import numpy as np
import pytest

from nhiemky.core.ballots.marks.minimal_paths import cheapest


@pytest.mark.parametrize("turn", [0.0, 0.3, 5.0])
def test_of_all_ways_the_cheapest_is_found(turn):
    cost = np.random.default_rng(2).random((5, 4, 3)).astype(np.float32)
    rows = cheapest(cost, turn)

    def price(way: tuple[int, ...], name: int) -> float:
        turns = sum(turn for one, other in pairwise(way) if one != other)
        return turns + sum(float(cost[column, row, name]) for column, row in enumerate(way))

    ways = [way for way in product(range(4), repeat=5) if np.abs(np.diff(way)).max() <= 1]
    for name in range(3):
        assert tuple(rows[:, name]) == min(ways, key=lambda way: price(way, name))


def test_of_equal_ways_the_uppermost_is_taken():
    assert (cheapest(np.ones((6, 5, 2), np.float32), 0.1) == 0).all()
    cost = np.ones((6, 5, 2), np.float32)
    cost[:, [2, 4], 1] = 0.5
    assert (cheapest(cost, 0.1) == [0, 2]).all()
