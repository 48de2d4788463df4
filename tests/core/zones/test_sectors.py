"""VSIC 2018 and 2025: their sections and divisions, and what longer codes are called."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.core.zones.sectors import classification_of, classifications, is_ambiguous, sector_name

VSIC_2018, VSIC_2025 = classifications()


@pytest.mark.parametrize(
    ("found", "letters", "divisions", "decision", "day"),
    [
        (VSIC_2018, "ABCDEFGHIJKLMNOPQRSTU", 88, "27/2018/QĐ-TTg", date(2018, 8, 20)),
        (VSIC_2025, "ABCDEFGHIJKLMNOPQRSTUV", 87, "36/2025/QĐ-TTg", date(2025, 11, 15)),
    ],
)
def test_a_classification_is_whole(found, letters, divisions, decision, day):
    assert [*found.sections] == list(letters)
    assert len(found.divisions) == divisions
    assert found.section_of.keys() == found.divisions.keys()
    assert list(found.section_of) == sorted(found.section_of), "sections follow each other as their divisions do"
    assert decision in found.cite
    assert found.effective_from == day
    names = [*found.sections.values(), *found.divisions.values()]
    assert all(name.vi.strip() == name.vi != "" and name.en.strip() == name.en != "" for name in names)


def test_divisions_keep_their_numbers_but_for_the_trade_in_vehicles():
    assert VSIC_2018.divisions.keys() - VSIC_2025.divisions.keys() == {"45"}
    assert not VSIC_2025.divisions.keys() - VSIC_2018.divisions.keys()


@pytest.mark.parametrize("code", ["26", "C26", "2610", "26100"])
def test_a_longer_code_has_its_divisions_name(code):
    assert sector_name(code).vi == "Sản xuất sản phẩm điện tử, máy vi tính và sản phẩm quang học"
    assert VSIC_2025.name(code).vi == "Sản xuất sản phẩm điện tử, máy tính và sản phẩm quang học"


def test_a_letter_alone_is_its_section():
    assert sector_name("C").en == "Manufacturing"


@pytest.mark.parametrize(
    ("code", "found"), [("J61", VSIC_2018), ("K61", VSIC_2025), ("K64", VSIC_2018), ("G4511", VSIC_2018)]
)
def test_with_its_digits_a_code_is_of_the_classification_that_has_it(code, found):
    assert classification_of(code) == found
    assert not is_ambiguous(code)


def test_letters_that_moved_are_ambiguous_alone():
    assert [letter for letter in VSIC_2025.sections if is_ambiguous(letter)] == list("JKLMNOPQRSTU")


@pytest.mark.parametrize("code", ["", "04", "A26", "34", "Z", "0", "CC"])
def test_what_is_no_code_has_no_name(code):
    assert sector_name(code) is None
    assert classification_of(code) is None


@given(
    st.sampled_from(classifications()).flatmap(
        lambda found: st.tuples(st.just(found), st.sampled_from(sorted(found.divisions)))
    ),
    st.from_regex(r"[0-9]{0,3}", fullmatch=True),
)
def test_every_division_names_its_classes_with_and_without_its_letter(of, rest):
    found, division = of
    assert found.name(division + rest) == found.name(found.section_of[division] + division + rest) is not None
