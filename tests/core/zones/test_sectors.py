"""VSIC 2018: 21 sections, 88 divisions, and what longer codes are called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.core.zones.sectors import sectors


def test_the_classification_is_whole():
    found = sectors()
    assert [*found.sections] == list("ABCDEFGHIJKLMNOPQRSTU")
    assert len(found.divisions) == 88
    assert found.section_of.keys() == found.divisions.keys()
    assert list(found.section_of) == sorted(found.section_of), "sections follow each other as their divisions do"
    assert "27/2018/QĐ-TTg" in found.cite
    names = [*found.sections.values(), *found.divisions.values()]
    assert all(name.vi.strip() == name.vi != "" and name.en.strip() == name.en != "" for name in names)


@pytest.mark.parametrize("code", ["26", "C26", "2610", "26100"])
def test_a_longer_code_has_its_divisions_name(code):
    assert sectors().name(code).vi == "Sản xuất sản phẩm điện tử, máy vi tính và sản phẩm quang học"


def test_a_letter_alone_is_its_section():
    assert sectors().name("C").en == "Manufacturing"


@pytest.mark.parametrize("code", ["", "04", "A26", "34", "Z", "0", "CC"])
def test_what_is_no_code_has_no_name(code):
    assert sectors().name(code) is None


@given(st.sampled_from(sorted(sectors().divisions)), st.from_regex(r"[0-9]{0,3}", fullmatch=True))
def test_every_division_names_its_classes_with_and_without_its_letter(division, rest):
    found = sectors()
    assert found.name(division + rest) == found.name(found.section_of[division] + division + rest) is not None
