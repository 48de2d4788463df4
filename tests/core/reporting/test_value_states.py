"""What a figure is besides its value."""

from decimal import Decimal

import pytest

from nhiemky.core.reporting.value_states import OBS_STATUS, VALUE_STATES, ValueState, state_of

CASES = [
    (None, {}, ValueState.MISSING, "L"),
    (None, {"due": False}, ValueState.NOT_DUE, "O"),
    ("0", {}, ValueState.ZERO, "A"),
    ("0.00", {}, ValueState.ZERO, "A"),
    ("-1", {}, ValueState.VALUE, "A"),
    ("7", {"accepted": False}, ValueState.PROVISIONAL, "P"),
    ("0", {"accepted": False}, ValueState.PROVISIONAL, "P"),
    (None, {"accepted": False}, ValueState.MISSING, "L"),
]


@pytest.mark.parametrize(("value", "more", "state", "code"), CASES)
def test_five_states_are_told_apart(value, more, state, code):
    found = state_of(None if value is None else Decimal(value), **more)
    assert (found, OBS_STATUS[found]) == (state, code)


def test_every_state_has_its_words_and_its_code():
    assert set(VALUE_STATES) == set(OBS_STATUS) == set(ValueState)
