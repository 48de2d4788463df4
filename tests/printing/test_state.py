import pytest

from nhiemky.printing import state


def test_a_state_number_has_a_colon_and_a_slash_before_the_kind() -> None:
    assert state.state_number(7, "BC", "BQL") == "Số: 07/BC-BQL"


def test_a_state_number_starts_at_one() -> None:
    with pytest.raises(ValueError, match="not -1"):
        state.state_number(-1, "BC", "BQL")


def test_state_papers_sign_on_behalf_of_a_body_with_a_full_stop() -> None:
    assert state.on_behalf_of("ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Ngô Gia Tự Do").authority == "TM. ỦY BAN NHÂN DÂN"
