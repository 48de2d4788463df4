import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nhiemky.printing.text import printable


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("Nguye\u0302\u0303n", "Nguyễn"),
        ("dòng một\r\ndòng hai", "dòng một dòng hai"),
        ("một\thai\u2028ba", "một hai ba"),
        ("An\u202enB", "AnnB"),
        ("khu\u00ad công\u200b nghiệp\ufeff", "khu công nghiệp"),
        ("a\x00b\x1bc\ud800d", "abcd"),
        ("  giữ  khoảng trắng ", "  giữ  khoảng trắng "),
    ],
)
def test_text_is_shown_in_nfc_and_without_what_leaves_no_ink(stored: str, shown: str) -> None:
    assert printable(stored) == shown


@given(st.text())
@settings(deadline=None)
def test_printable_text_is_stable_and_holds_no_character_of_category_c(text: str) -> None:
    shown = printable(text)
    assert printable(shown) == shown
    assert not any(unicodedata.category(character).startswith("C") for character in shown)
