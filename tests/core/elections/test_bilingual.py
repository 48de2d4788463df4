import pytest

from nhiemky.core.elections.bilingual import Bilingual


def test_a_text_is_given_in_the_language_asked_for():
    text = Bilingual(vi="phiếu", en="ballot")
    assert (text.text("vi"), text.text("en")) == ("phiếu", "ballot")


@pytest.mark.parametrize(("vi", "en"), [("", "ballot"), ("phiếu", " ")])
def test_a_text_without_one_of_its_languages_cannot_be_built(vi, en):
    with pytest.raises(ValueError, match="both languages"):
        Bilingual(vi, en)
