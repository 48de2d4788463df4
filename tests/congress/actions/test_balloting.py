from datetime import date

import pytest

from nhiemky.congress import actions, queries
from nhiemky.core.congress.states import Need
from nhiemky.core.problem import Refused
from nhiemky.elections import actions as elections
from nhiemky.elections.models import Office
from tests.congress import scenes


def test_an_election_of_2022_is_held_under_the_rulebook_of_2014_with_its_usual_title(hall):
    congress = scenes.in_session(hall)
    election = actions.create_election(
        hall.clerk, congress, office=Office.COMMITTEE, seats=5, item=scenes.item(congress, "elect_committee")
    )
    assert election.rulebook == "party-244-2014"
    assert election.title == "Bầu Ban Chi ủy khóa VIII, nhiệm kỳ 2020 - 2025"
    assert (election.convened, election.base, election.present) == (28, 28, 28)
    assert election.place == "Thái Nguyên"
    assert queries.elections_under(congress, scenes.item(congress, "elect_committee")) == [election]


def test_an_election_of_2025_is_held_under_the_rulebook_of_2024(hall):
    congress = scenes.prepared(hall, held_on=date(2025, 6, 15))
    election = actions.create_election(hall.clerk, congress, office=Office.SECRETARY, seats=1, title="Bầu Bí thư")
    assert (election.rulebook, election.title) == ("party-190-2024", "Bầu Bí thư")


@pytest.mark.parametrize(("day", "code"), [(None, "C602"), (date(1990, 1, 1), "C609")])
def test_an_election_needs_a_day_on_which_a_rulebook_is_in_force(hall, day, code):
    with pytest.raises(Refused) as refused:
        actions.create_election(hall.clerk, scenes.prepared(hall, held_on=day), office=Office.COMMITTEE, seats=5)
    assert refused.value.problems[0].code == code


def test_a_further_round_stands_behind_the_election_it_follows(hall):
    congress = scenes.in_session(hall)
    election = scenes.counted(hall, congress, votes=(27, 26, 25, 24, 10, 9))
    second = elections.open_next_round(hall.clerk, scenes.ballots.declare(hall, election))
    secretary = actions.create_election(hall.clerk, congress, office=Office.SECRETARY, seats=1)
    assert queries.elections(congress) == [election, second, secretary]
    assert queries.elections_under(congress, scenes.item(congress, "elect_committee")) == [election, second]
    assert Need.NO_OPEN_ELECTION not in queries.needs_met(congress)
