from dataclasses import replace
from itertools import count

import pytest

from nhiemky.core.elections.candidacy import (
    CommitteeNomination,
    FloorNomination,
    Person,
    check_length,
    check_nominations,
    largest_surplus,
)
from nhiemky.core.elections.rulebook import MemberStatus, Office, SmallListSurplus
from nhiemky.core.elections.rulebooks import rulebooks

OLD, NEW = rulebooks()["party-244-2014"], rulebooks()["party-190-2024"]
keys = count()


def person(status: str = "official", *, outgoing: bool = False) -> Person:
    return Person(f"m{next(keys)}", "Trần Văn An", MemberStatus(status), outgoing)


def codes(*nominations, book=NEW, attending=28, tellers=()):
    return [problem.code for problem in check_nominations(nominations, book, attending=attending, tellers=tellers)]


@pytest.mark.parametrize(
    ("seats", "most"), [(1, 1), (2, 1), (3, 1), (4, 1), (5, 1), (6, 1), (7, 2), (9, 2), (10, 3), (15, 4), (55, 16)]
)
def test_the_surplus_of_a_committee_is_at_most_thirty_per_cent_and_one_for_three_to_five_seats(seats, most):
    assert largest_surplus(NEW, Office.COMMITTEE, seats) == most


def test_the_limit_for_small_lists_is_the_rulebooks_own():
    wider = replace(NEW.surplus_small_list, value=SmallListSurplus(seats_from=3, seats_to=5, most=2))
    book = replace(NEW, surplus_small_list=wider)
    assert [largest_surplus(book, Office.COMMITTEE, seats) for seats in (2, 3, 5, 6)] == [1, 2, 2, 1]


def test_a_member_is_not_of_the_outgoing_committee_unless_said():
    assert not Person("a", "Trần Văn An", MemberStatus.OFFICIAL).outgoing_committee


@pytest.mark.parametrize(
    ("office", "seats", "names", "code"),
    [
        ("committee", 5, 6, None),
        ("committee", 5, 7, "E407"),
        ("committee", 5, 5, "E406"),
        ("committee", 5, 4, "E411"),
        ("committee", 10, 13, None),
        ("committee", 10, 14, "E407"),
        ("secretary", 1, 1, None),
        ("secretary", 1, 2, "E408"),
        ("deputy_secretary", 1, 0, "E408"),
        ("delegates", 3, 3, None),
        ("delegates", 3, 9, None),
        ("delegates", 3, 2, "E411"),
    ],
)
@pytest.mark.parametrize("book", [OLD, NEW])
def test_the_length_of_a_list_is_checked_by_office(book, office, seats, names, code):
    assert [p.code for p in check_length(book, Office(office), seats, names)] == ([code] if code else [])


def test_the_sentence_names_the_surplus_and_its_limit():
    (problem,) = check_length(NEW, Office.COMMITTEE, 5, 7)
    assert "số dư 2" in problem.sentence("vi")
    assert problem.sentence("en").endswith("above the largest allowed, 1.")


@pytest.mark.parametrize("status", ["probationary", "temporary", "suspended"])
def test_only_official_members_may_stand(status):
    assert codes(CommitteeNomination(person(status))) == ["E401"]


@pytest.mark.parametrize("status", ["official", "exempt"])
def test_official_members_stand_even_when_exempt_from_activity(status):
    assert codes(CommitteeNomination(person(status))) == []


def test_a_status_is_said_in_the_language_of_the_sentence():
    (problem,) = check_nominations([CommitteeNomination(person("probationary"))], NEW, attending=28)
    assert "đảng viên dự bị" in problem.sentence("vi")
    assert "probationary" in problem.sentence("en")
    assert problem.place == "candidates.1"


def test_probationary_members_may_nominate_and_suspended_ones_may_not():
    assert codes(FloorNomination(person(), person("probationary"), 20)) == []
    assert codes(FloorNomination(person(), person("suspended"), 20)) == ["E402"]


def test_outgoing_committee_members_stand_only_on_the_committees_list():
    outgoing = person(outgoing=True)
    assert codes(CommitteeNomination(outgoing)) == []
    assert codes(FloorNomination(outgoing, person(), 20)) == ["E403"]
    assert codes(FloorNomination(person(), outgoing, 20)) == ["E404"]


def test_a_floor_nomination_needs_more_than_thirty_per_cent_of_those_attending():
    assert codes(FloorNomination(person(), None, 3), attending=10) == ["E405"]
    assert codes(FloorNomination(person(), None, 4), attending=10) == []
    (problem,) = check_nominations([FloorNomination(person(), None, 8)], NEW, attending=28)
    assert problem.sentence("en").endswith("at least 9.")
    assert "30%" in problem.sentence("vi")


def test_the_rules_of_2014_set_no_threshold():
    assert codes(FloorNomination(person(), None, 1), book=OLD) == []


def test_support_cannot_exceed_those_attending():
    assert codes(FloorNomination(person(), None, 10), attending=10) == []
    assert codes(FloorNomination(person(), None, 11), attending=10) == ["E412"]


def test_tellers_are_not_on_the_ballot():
    teller = person()
    assert codes(CommitteeNomination(teller), tellers={teller.key}) == ["E409"]


def test_nobody_is_on_the_list_twice_though_namesakes_may_be():
    one = person()
    assert codes(CommitteeNomination(one), CommitteeNomination(person())) == []
    assert codes(CommitteeNomination(one), CommitteeNomination(one)) == ["E410"]
