"""How much of each step of a way through a name can be seen between its letters."""

from nhiemky.core.ballots.marks.new_ink import printed
from nhiemky.core.ballots.marks.ridges import STEP
from nhiemky.core.ballots.marks.strips import strips_of
from tests.core.ballots.marks.drawn import drawing

PAGE = drawing()
SHOWN = printed(PAGE.reference, strips_of(PAGE.layout, 1, PAGE.reference.shape)).shown


def test_a_step_is_of_four_columns_and_two_rows():
    steps, rows, names = SHOWN.pixels.shape
    seen = SHOWN.mask > 0
    assert 0 < seen.mean() < 1
    for step in range(steps):
        columns = seen[:, :, step * STEP : (step + 1) * STEP].sum(axis=2)
        assert (SHOWN.pixels[step] == (columns[:, 1:] + columns[:, :-1]).T).all()
    assert (rows + 1, names) == (SHOWN.mask.shape[1], len(SHOWN.mask))
