"""Secretary and deputy of a cell: nobody is both, and after three rounds without a secretary the superior appoints."""

import pytest

from nhiemky.core.elections.rulebook import InvalidCode
from nhiemky.core.problem import Refused
from nhiemky.elections import actions, queries
from nhiemky.elections.candidacy import list_problems
from nhiemky.elections.models import Election, Office, State
from tests.elections import scenes

NEITHER = {InvalidCode.NO_BOX: 1}


def vote(hall, election, votes):
    """Take a draft with its attendance to a declared result; of 28, 15 elect."""
    if not election.counting_committee.exists():
        actions.choose_counting_committee(hall.clerk, election, hall.members[-1], [])
    actions.close_list(hall.clerk, election)
    actions.open_voting(hall.clerk, election)
    actions.close_voting(hall.clerk, election, issued=28, returned=28)
    for teller in hall.tellers:
        actions.type_count(teller, election, valid=27, invalid=NEITHER, votes=(votes,))
    return scenes.declare(hall, election)


def secretary(hall):
    """A draft for the secretary, of one elected member of the committee."""
    return scenes.prepared(hall, office=Office.SECRETARY, seats=1, names=("Lê Văn An",))


def codes(refused):
    return [found.code for found in refused.value.problems]


def after_rounds(hall, number):
    """That many votes for a secretary, each following the one before, that elected nobody; gives the last result."""
    scenes.declared(hall)
    declaration = vote(hall, secretary(hall), 14)
    for _ in range(number - 1):
        declaration = vote(hall, actions.open_next_round(hall.clerk, declaration), 14)
    return declaration


def test_the_elected_secretary_may_not_stand_for_deputy(hall):
    scenes.declared(hall)
    deputy = scenes.draft(hall, office=Office.DEPUTY_SECRETARY, seats=1, names=("Lê Văn An",))
    assert list_problems(deputy) == ()
    vote(hall, secretary(hall), 15)
    assert [(found.code, found.place) for found in list_problems(deputy)] == [("E628", "candidates.1")]
    other = scenes.draft(hall, office=Office.DEPUTY_SECRETARY, seats=1, names=("Phạm Thị Ánh",))
    assert list_problems(other) == ()


def test_after_the_third_round_the_superior_appoints_and_no_fourth_is_made(hall):
    second = after_rounds(hall, 2)
    assert second.facts["superior_appoints"] is False
    third = vote(hall, actions.open_next_round(hall.clerk, second), 14)
    assert (third.election.round, third.outcome, third.facts["superior_appoints"]) == (3, "another_round", True)
    for make_a_fourth in (lambda: actions.open_next_round(hall.clerk, third), lambda: secretary(hall)):
        with pytest.raises(Refused) as refused:
            make_a_fourth()
        assert codes(refused) == ["E629"]
    assert Election.objects.filter(office=Office.SECRETARY).count() == 3


def test_a_draft_that_waited_beside_the_rounds_is_no_fourth_either(hall):
    scenes.declared(hall)
    waiting = secretary(hall)
    declaration = vote(hall, secretary(hall), 14)
    for _ in range(2):
        declaration = vote(hall, actions.open_next_round(hall.clerk, declaration), 14)
    with pytest.raises(Refused) as refused:
        actions.close_list(hall.clerk, waiting)
    assert codes(refused) == ["E629"]
    waiting.refresh_from_db()
    assert waiting.state == State.DRAFT


def test_a_secretary_elected_in_the_third_round_is_elected(hall):
    third = vote(hall, actions.open_next_round(hall.clerk, after_rounds(hall, 2)), 15)
    assert (third.outcome, third.facts["superior_appoints"]) == ("elected", False)


def test_only_a_cells_vote_for_its_secretary_ends_so(hall):
    assert queries.rounds_are_limited(Election(unit=hall.house.cell, office=Office.SECRETARY))
    assert not queries.rounds_are_limited(Election(unit=hall.house.committee, office=Office.SECRETARY))
    assert not queries.rounds_are_limited(Election(unit=hall.house.cell, office=Office.COMMITTEE))
