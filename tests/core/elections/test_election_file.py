import pytest

from nhiemky.core.elections.election_file import ElectionFile, read_election
from nhiemky.core.elections.rulebook import BallotStyle
from nhiemky.core.elections.rulebooks import rulebooks
from nhiemky.core.problem import Refused

GOOD = {
    "title": '"Bầu Chi ủy khóa VIII"',
    "organisation": '"Chi bộ Ban Quản lý"',
    "rulebook": '"party-244-2014"',
    "seats": "5",
    "base": "28",
    "ballot": '"strike"',
    "candidates": '["Trần Văn Bình", "Nguyễn Thị An"]',
    "issued": "28",
    "returned": "27",
}


def read(**change: str | None):
    lines = {**GOOD, **change}
    return read_election("\n".join(f"{k} = {v}" for k, v in lines.items() if v is not None), rulebooks())


def problems(**change: str | None) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refused:
        read(**change)
    return [(problem.code, problem.place) for problem in refused.value.problems]


def test_a_good_file_gives_the_contest_with_names_in_printed_order():
    election = read()
    assert isinstance(election, ElectionFile)
    assert (election.issued, election.returned) == (28, 27)
    contest = election.contest
    assert contest.candidates == ("Nguyễn Thị An", "Trần Văn Bình")
    assert (contest.seats, contest.base, contest.style) == (5, 28, BallotStyle.STRIKE)
    assert (contest.title, contest.organisation) == ("Bầu Chi ủy khóa VIII", "Chi bộ Ban Quản lý")
    assert contest.rulebook.name == "party-244-2014"
    assert not contest.tie_revote


def test_a_revote_among_the_tied_can_be_asked_for():
    election = read(tie_revote="true")
    assert isinstance(election, ElectionFile)
    assert election.contest.tie_revote


@pytest.mark.parametrize(("change", "expected"), [({}, 1), ({"round": "1"}, 1), ({"round": "15"}, 15)])
def test_the_round_is_the_first_unless_it_is_said(change, expected):
    assert read(**change).round == expected


@pytest.mark.parametrize("change", [{"seats": "1"}, {"base": "1"}, {"issued": "0", "returned": "0"}])
def test_the_smallest_numbers_are_accepted(change):
    assert isinstance(read(**change), ElectionFile)


@pytest.mark.parametrize("key", sorted(GOOD))
def test_a_missing_field_is_named(key):
    assert problems(**{key: None}) == [("E102", key)]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"seat": "1"}, [("E103", "seat")]),
        ({"seats": "0"}, [("E104", "seats")]),
        ({"seats": "true"}, [("E104", "seats")]),
        ({"seats": "5.0"}, [("E104", "seats")]),
        ({"base": "0"}, [("E104", "base")]),
        ({"base": '"28"'}, [("E104", "base")]),
        ({"issued": "-1"}, [("E104", "issued")]),
        ({"returned": "-1"}, [("E104", "returned")]),
        ({"returned": "29"}, [("E111", "returned")]),
        ({"title": '" "'}, [("E105", "title")]),
        ({"organisation": "3"}, [("E105", "organisation")]),
        ({"title": '"a\\nb"'}, [("E105", "title")]),
        ({"rulebook": '"party-2030"'}, [("E106", "rulebook")]),
        ({"rulebook": "[1]"}, [("E106", "rulebook")]),
        ({"ballot": '"cross"'}, [("E107", "ballot")]),
        ({"ballot": "[]"}, [("E107", "ballot")]),
        ({"candidates": "[]"}, [("E108", "candidates")]),
        ({"candidates": '"An"'}, [("E108", "candidates")]),
        ({"candidates": '["An", " "]'}, [("E109", "candidates.2")]),
        ({"candidates": '["An", 3]'}, [("E109", "candidates.2")]),
        ({"candidates": '["Lê An", "Vũ Bình", "lê  an"]'}, [("E110", "candidates.3")]),
        ({"candidates": '["Lê Ánh", "Lê A\u0301nh"]'}, [("E110", "candidates.2")]),
        ({"tie_revote": "1"}, [("E112", "tie_revote")]),
        ({"round": "0"}, [("E114", "round")]),
        ({"round": "16"}, [("E114", "round")]),
        ({"round": "true"}, [("E114", "round")]),
        ({"round": '"2"'}, [("E114", "round")]),
    ],
)
def test_each_mistake_has_its_number_and_place(change, expected):
    assert problems(**change) == expected


def test_all_mistakes_are_reported_at_once():
    found = problems(seats="0", base=None, rulebook='"x"', candidates="[]", colour='"red"')
    assert {code for code, _ in found} == {"E102", "E103", "E104", "E106", "E108"}


def test_text_that_is_not_toml_says_where():
    with pytest.raises(Refused) as refused:
        read_election("title = =\nseats = 1", rulebooks())
    assert [problem.code for problem in refused.value.problems] == ["E101"]
    assert "line 1" in refused.value.problems[0].sentence("en")
