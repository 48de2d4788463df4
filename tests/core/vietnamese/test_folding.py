import unicodedata

import pytest

from nhiemky.core.vietnamese.folding import fold, one_spelling


@pytest.mark.parametrize(
    ("old", "new"), [("hoà", "hòa"), ("THUỶ", "thủy"), ("khoẻ", "khỏe"), ("quý", "quý"), ("hoàn", "hoàn")]
)
def test_both_places_of_the_tone_have_one_spelling(old: str, new: str) -> None:
    assert one_spelling(old) == one_spelling(unicodedata.normalize("NFD", old)) == new


def test_folding_leaves_bare_words() -> None:
    assert fold("  “Đại hội” Chi-bộ, H'Hen THUỶ ") == "dai hoi chi bo hhen thuy"
