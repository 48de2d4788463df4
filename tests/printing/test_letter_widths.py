import pytest

from nhiemky.core.ballots.composition.paper import NoSuchLetterError
from nhiemky.printing.letter_widths import width_of

MM = 25.4 / 72


def test_a_line_is_as_wide_as_its_letters_in_the_font():
    # Times: n is 0.5 em, I 0.333 em, a space 0.25 em; bold n is 0.556 em.
    assert width_of("nIn n", 10, bold=False) == pytest.approx((0.5 * 3 + 0.333 + 0.25) * 10 * MM, rel=1e-3)
    assert width_of("n", 20, bold=True) == pytest.approx(0.556 * 20 * MM, rel=1e-3)
    assert width_of("", 10, bold=False) == 0


def test_letters_are_not_kerned_nor_joined():
    for text in ("AV", "fi", "Tô"):
        assert width_of(text, 12, bold=False) == sum(width_of(letter, 12, bold=False) for letter in text)


def test_ink_begins_after_the_white_of_the_first_letter_and_may_stick_out_at_the_end():
    before, _ = width_of.bearings("Sơn", 10, bold=False)
    assert before == pytest.approx(0.067 * 10 * MM, abs=0.01)
    _, after = width_of.bearings("VƠ", 10, bold=False)
    assert after == pytest.approx(-0.032 * 10 * MM, abs=0.01)


@pytest.mark.parametrize("letter", ["李", "☭", "\t"])
def test_a_letter_the_font_lacks_is_named(letter):
    with pytest.raises(NoSuchLetterError) as missing:
        width_of(f"Lê {letter}", 10, bold=False)
    assert missing.value.letter == letter
