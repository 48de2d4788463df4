"""Two persons type independently; nothing is declared until nothing differs."""

import pytest

from nhiemky.core.elections.rulebook import InvalidCode
from nhiemky.core.elections.totals import Papers
from nhiemky.core.problem import Refused
from nhiemky.elections import actions, queries
from nhiemky.elections.models import TellerCount
from nhiemky.organisation.models import Role
from nhiemky.records.actions import action
from tests import people
from tests.elections import scenes

ONE_WITH_TOO_MANY = {InvalidCode.TOO_MANY: 1}


def type_it(teller, election, valid=27, invalid=ONE_WITH_TOO_MANY, votes=scenes.VOTES):
    return actions.type_count(teller, election, valid=valid, invalid=invalid, votes=votes)


def codes(refused):
    return [(found.code, found.place) for found in refused.value.problems]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"valid": 28}, ("E306", "valid")),
        ({"votes": (28, 26, 25, 24, 22, 10)}, ("E307", "votes.1")),
        ({"votes": (27, 27, 27, 27, 27, 27)}, ("E308", "votes")),
        ({"votes": (1, 1, 1, 1, 1, 1)}, ("E309", "votes")),
        ({"invalid": {InvalidCode.BOTH_BOXES: 1}}, ("E310", "invalid.both_boxes")),
    ],
)
def test_totals_that_cannot_be_true_are_refused_with_their_field(hall, typed, expected):
    election = scenes.counting(hall)
    with pytest.raises(Refused) as refused:
        type_it(hall.tellers[0], election, **typed)
    assert expected in codes(refused)
    assert not TellerCount.objects.exists()


def test_differences_are_listed_field_by_field_until_none_is_left(hall):
    election = scenes.counting(hall)
    type_it(hall.tellers[0], election)
    assert queries.differences(election) is None
    type_it(hall.tellers[1], election, votes=(27, 25, 25, 24, 23, 10))
    found = queries.differences(election)
    assert [(each.field, each.name, each.first, each.second) for each in found] == [("votes.2", "Phạm Thị Ánh", 26, 25)]
    type_it(hall.tellers[1], election)
    assert queries.differences(election) == ()


def test_a_third_person_a_candidate_and_a_change_after_agreement_are_refused(hall):
    election = scenes.counting(hall)
    candidate = people.account(Role.TELLER, hall.house.cell, "candidate")
    candidate.member = hall.member("Lê Văn An")
    people.actions.change_password(hall.clerk, candidate, people.PASSWORD)
    with pytest.raises(Refused) as refused:
        type_it(candidate, election)
    assert codes(refused) == [("E619", "")]
    for teller in hall.tellers:
        type_it(teller, election)
    for teller, code in ((people.account(Role.TELLER, hall.house.cell, "third"), "E608"), (hall.tellers[0], "E609")):
        with pytest.raises(Refused) as refused:
            type_it(teller, election)
        assert codes(refused) == [(code, "")]


def test_nothing_is_typed_before_the_count(hall):
    with pytest.raises(Refused) as refused:
        type_it(hall.tellers[0], scenes.voting(hall))
    assert codes(refused) == [("E622", "")]


def test_a_recount_puts_both_counts_aside_and_may_correct_the_ballots(hall):
    election = scenes.counted(hall)
    with pytest.raises(Refused) as refused:
        actions.recount(hall.presidium, election, issued=28, returned=28, reason=" ")
    assert codes(refused) == [("E612", "reason")]
    actions.recount(hall.presidium, election, issued=28, returned=27, reason="Một phiếu đếm hai lần")
    assert not TellerCount.objects.exists()
    type_it(hall.tellers[0], election, invalid={})
    assert TellerCount.objects.get().valid == 27


def test_a_typed_count_names_who_typed_and_nobody_who_voted(hall):
    scenes.counted(hall)
    assert {row.typed_by for row in TellerCount.objects.all()} == set(hall.tellers)
    fields = {field.name for field in TellerCount._meta.get_fields()}
    assert fields == {"id", "election", "edition", "typed_by", "way", "valid", "invalid", "votes", "typed_at"}


def test_sheets_that_do_not_add_up_close_no_vote_and_open_no_recount(hall):
    election = scenes.voting(hall)
    lost = Papers(printed=30, spoiled=0, unused=1)
    with pytest.raises(Refused) as refused:
        actions.close_voting(hall.clerk, election, issued=28, returned=28, papers=lost)
    assert codes(refused) == [("E311", "printed")]
    actions.close_voting(hall.clerk, election, issued=28, returned=28, papers=Papers(30, 1, 1))
    assert queries.papers(election) == Papers(30, 1, 1)
    with pytest.raises(Refused) as refused:
        actions.recount(hall.presidium, election, issued=27, returned=27, reason="Đếm lại", papers=lost)
    assert codes(refused) == [("E311", "printed")]


def test_a_correction_has_its_own_sheets(hall):
    declaration = scenes.declared(hall)
    election = declaration.election
    with pytest.raises(Refused) as refused:
        actions.correct(hall.presidium, declaration, issued=28, returned=28, reason="Sai", papers=Papers(30, 1, 2))
    assert codes(refused) == [("E311", "printed")]
    actions.correct(hall.presidium, declaration, issued=28, returned=28, reason="Sai", papers=Papers(30, 1, 1))
    assert queries.papers(election) == Papers(30, 1, 1)


def test_sheets_that_do_not_add_up_are_not_declared_however_they_came_to_be_stored(hall):
    election = scenes.counted(hall)
    lose_a_sheet(hall.clerk, election)
    with pytest.raises(Refused) as refused:
        scenes.declare(hall, election)
    assert codes(refused) == [("E311", "printed")]


@action("tests.written")
def lose_a_sheet(actor, election):
    election.printed, election.spoiled, election.unused = 28, 1, 0
    election.save()
