from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.core.ballots.code import COLUMNS, ROWS, cells_of, identity_of
from nhiemky.core.ballots.identity import Identity
from nhiemky.core.elections.rulebook import BallotStyle

identities = st.builds(
    Identity,
    election=st.integers(0, 2**24 - 1),
    round=st.integers(1, 15),
    style=st.sampled_from(BallotStyle),
    sheet=st.integers(1, 15),
    sheets=st.integers(1, 15),
    layout=st.integers(0, 2**32 - 1),
)
one = Identity(0xABCDEF, 2, BallotStyle.STRIKE, 1, 3, 0x12345678)


def printed(identity: Identity) -> np.ndarray:
    return np.array(cells_of(identity), dtype=float)


@given(identities)
def test_a_printed_identity_is_read_back(identity):
    assert identity_of(printed(identity)) == identity


@given(identities)
def test_about_half_of_the_cells_are_dark_and_none_of_the_rows_is_empty(identity):
    cells = printed(identity)
    assert 0.3 < cells.mean() < 0.7


@given(
    identities, st.integers(0, ROWS - 4), st.integers(0, COLUMNS - 4), st.booleans(), st.sampled_from([0.0, 0.6, 1.0])
)
def test_a_stain_over_15_percent_of_the_code_is_read_over(identity, top, left, tall, colour):
    rows, columns = (ROWS, 4) if tall else (4, 12)
    cells = printed(identity)
    cells[0 if tall else top :, left:][:rows, :columns] = colour
    assert identity_of(cells) == identity


@given(identities, st.integers(0, 2**32 - 1))
def test_specks_on_a_tenth_of_the_cells_never_give_a_wrong_identity(identity, seed):
    cells = printed(identity).ravel()
    flipped = np.random.default_rng(seed).choice(cells.size, cells.size // 10, replace=False)
    cells[flipped] = 1 - cells[flipped]
    assert identity_of(cells.reshape(ROWS, COLUMNS)) in (identity, None)


@given(identities, st.floats(0.1, 0.6), st.floats(0.1, 0.4))
def test_faint_print_is_read(identity, paper, contrast):
    assert identity_of(paper + contrast * printed(identity)) == identity


@given(st.integers(0, 2**32 - 1))
def test_noise_is_no_code(seed):
    assert identity_of(np.random.default_rng(seed).random((ROWS, COLUMNS))) is None


@pytest.mark.parametrize("cells", [np.zeros((ROWS, COLUMNS)), np.ones((ROWS, COLUMNS))])
def test_neither_white_nor_black_is_a_code(cells):
    assert identity_of(cells) is None


@given(identities)
def test_a_code_upside_down_or_mirrored_is_no_code(identity):
    cells = printed(identity)
    assert identity_of(cells[::-1, ::-1]) is None
    assert identity_of(cells[:, ::-1]) is None
    assert identity_of(cells[::-1]) is None


@given(identities, st.integers(0, 103), st.integers(0, 103))
def test_a_changed_bit_is_noticed(identity, first, second):
    bits = np.array(cells_of(identity)).reshape(3, 4, COLUMNS)
    for copy in range(3):
        for bit in {first, second}:
            row, column = divmod(bit, COLUMNS)
            bits[copy, row, (column + 9 * copy) % COLUMNS] ^= True
    assert identity_of(bits.reshape(ROWS, COLUMNS).astype(float)) is None


@pytest.mark.parametrize(("field", "value"), [("election", 2**24), ("round", 16), ("sheet", -1), ("layout", 2**32)])
def test_a_field_too_large_for_the_code_is_refused(field, value):
    with pytest.raises(ValueError, match="does not fit"):
        cells_of(replace(one, **{field: value}))


def test_the_printed_form_of_an_identity_never_changes():
    """Ballots are printed on one day and read on another, perhaps by another version."""
    first_row = "".join("#" if cell else "." for cell in cells_of(one)[0])
    assert first_row == "#.##.....######...##...##."
