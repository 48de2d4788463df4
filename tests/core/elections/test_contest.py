import pytest

from nhiemky.core.elections.contest import Contest, printed_order
from nhiemky.core.elections.rulebook import BallotStyle
from nhiemky.core.elections.rulebooks import rulebooks


def test_names_are_printed_by_given_name_and_the_same_whatever_the_order_of_typing():
    names = ["Nguyễn Đức Đạt", "Trần Văn Dũng", "Lê Thị Ánh", "Nguyễn Thị An", "Hoà Văn Ân", "Hòa Văn Ân"]
    expected = ("Nguyễn Thị An", "Lê Thị Ánh", "Hoà Văn Ân", "Hòa Văn Ân", "Trần Văn Dũng", "Nguyễn Đức Đạt")
    assert set(printed_order(names)) == set(expected)
    assert printed_order(names) == printed_order(reversed(names))
    assert [name.split()[-1] for name in printed_order(names)] == [name.split()[-1] for name in expected]


@pytest.mark.parametrize(
    ("seats", "base", "names"),
    [(0, 1, ("An",)), (1, 0, ("An",)), (1, 1, ()), (1, 1, ("Bình", "An")), (1, 1, ("An", "An"))],
)
def test_a_contest_that_makes_no_sense_cannot_be_built(seats, base, names):
    with pytest.raises(ValueError):
        Contest("Bầu", "Chi bộ", rulebooks()["party-244-2014"], seats, base, BallotStyle.STRIKE, names)
