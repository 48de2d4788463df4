import numpy as np
import pytest

from nhiemky.core.ballots.medians import median, percentile, row_medians

RNG = np.random.default_rng(5)


@pytest.mark.parametrize("shape", [(1, 1), (4, 7), (5, 6), (9, 2)])
@pytest.mark.parametrize("axis", [0, 1])
def test_medians_are_numpys(shape, axis):
    for values in (RNG.normal(0, 9, shape), RNG.integers(0, 256, shape).astype(np.uint8)):
        assert np.array_equal(median(values, axis), np.median(values, axis=axis))


def test_medians_of_rows_leave_out_what_is_missing():
    values = RNG.normal(0, 9, (40, 7))
    values[RNG.random(values.shape) < 0.4] = np.nan
    values[:, 3] = 1.0
    assert np.array_equal(row_medians(values), np.nanmedian(values, axis=1))


@pytest.mark.parametrize("count", [1, 2, 6, 60])
@pytest.mark.parametrize("percent", [0, 20, 50, 77, 100])
def test_percentiles_are_numpys(count, percent):
    values = RNG.normal(0, 9, count)
    assert percentile(values, percent) == np.percentile(values, percent)
