import pytest

from nhiemky.core.bilingual import Bilingual, listed


def test_a_text_is_given_in_the_language_asked_for():
    text = Bilingual(vi="phiếu", en="ballot")
    assert (text.text("vi"), text.text("en")) == ("phiếu", "ballot")


@pytest.mark.parametrize(("vi", "en"), [("", "ballot"), ("phiếu", " ")])
def test_a_text_without_one_of_its_languages_cannot_be_built(vi, en):
    with pytest.raises(ValueError, match="both languages"):
        Bilingual(vi, en)


def test_texts_are_listed_and_none_is_a_dash():
    assert listed([Bilingual("một", "one"), Bilingual("hai", "two")]) == Bilingual("một, hai", "one, two")
    assert listed([]) == Bilingual("—", "—")
