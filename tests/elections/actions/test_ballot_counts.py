"""Two counts made ballot by ballot: they agree on every ballot, name two persons and come with their file."""

import hashlib

import pytest

from nhiemky.core.elections.rulebook import InvalidCode
from nhiemky.core.problem import Refused
from nhiemky.elections import actions, queries
from nhiemky.elections.models import CountFiles, TellerCount, Way
from nhiemky.organisation.models import Role
from tests import people
from tests.elections import ballots, scenes


def refused_with(code, do):
    with pytest.raises(Refused) as refused:
        do()
    assert [found.code for found in refused.value.problems] == [code]


def type_it(teller, election, votes=ballots.VOTES):
    actions.type_count(teller, election, valid=27, invalid={InvalidCode.TOO_MANY: 1}, votes=votes)


def test_two_counts_of_ballots_that_agree_can_be_declared(hall):
    election = scenes.counting(hall)
    ballots.record(hall, election)
    rows = TellerCount.objects.all()
    assert [(row.typed_by, row.way, tuple(row.votes)) for row in rows] == [
        (teller, Way.BY_BALLOT, ballots.VOTES) for teller in hall.tellers
    ]
    declaration = scenes.declare(hall, election)
    minutes = declaration.facts["minutes"]
    assert (minutes["valid"], dict(minutes["invalid"])) == (27, {"too_many": 1})
    assert tuple(line["votes"] for line in minutes["candidates"]) == ballots.VOTES


def test_one_ballot_read_otherwise_refuses_both_counts(hall):
    election = scenes.counting(hall)
    refused_with("E624", lambda: ballots.record(hall, election, second=ballots.RULED))
    # Equal totals are not enough: the same ballots in another order are other ballots.
    refused_with("E624", lambda: ballots.record(hall, election, second=ballots.BALLOTS[::-1]))
    assert not TellerCount.objects.exists()


def test_one_person_twice_or_a_candidate_cannot_answer_for_the_counts(hall):
    election = scenes.counting(hall)
    refused_with("E623", lambda: ballots.record(hall, election, by=(hall.tellers[0], hall.tellers[0])))
    candidate = people.account(Role.TELLER, hall.house.cell, "candidate")
    candidate.member = hall.member("Lê Văn An")
    people.actions.change_password(hall.clerk, candidate, people.PASSWORD)
    refused_with("E619", lambda: ballots.record(hall, election, by=(hall.tellers[0], candidate)))


@pytest.mark.parametrize("file", [ballots.text(ballots.RULED), ballots.text(ballots.BALLOTS[::-1])])
def test_a_file_with_other_ballots_is_refused(hall, file):
    election = scenes.counting(hall)
    refused_with("E625", lambda: ballots.record(hall, election, file=file))


def test_a_ballot_missing_from_the_box_is_refused(hall):
    election = scenes.counting(hall)
    refused_with("E210", lambda: ballots.record(hall, election, ballots.BALLOTS[1:], ballots.BALLOTS[1:]))


def test_ballots_are_counted_only_in_the_count_and_once(hall):
    election = scenes.voting(hall)
    refused_with("E622", lambda: ballots.record(hall, election))
    actions.close_voting(hall.clerk, election, issued=28, returned=28)
    ballots.record(hall, election)
    refused_with("E609", lambda: ballots.record(hall, election))
    refused_with("E609", lambda: type_it(hall.tellers[0], election))


def test_a_typed_count_stands_beside_only_when_every_number_is_the_same(hall):
    election = scenes.counting(hall)
    type_it(hall.tellers[0], election, votes=(27, 26, 25, 23, 24, 10))
    refused_with("E626", lambda: ballots.record(hall, election))
    type_it(hall.tellers[0], election)
    ballots.record(hall, election)
    assert queries.differences(election) == ()
    assert scenes.declare(hall, election).outcome == "elected"


def test_a_recount_puts_counts_and_file_aside(hall):
    election = scenes.counting(hall)
    ballots.record(hall, election)
    actions.recount(hall.presidium, election, issued=28, returned=28, reason="Khiếu nại")
    assert not TellerCount.objects.exists()
    assert not CountFiles.objects.exists()
    ballots.record(hall, election, ballots.RULED, ballots.RULED)
    assert dict(scenes.declare(hall, election).facts["minutes"]["invalid"]) == {"stray_mark": 1}


def test_a_correction_is_counted_from_ballots_too(hall):
    first = ballots.declared(hall)
    actions.correct(hall.presidium, first, issued=28, returned=28, reason="Khiếu nại")
    ballots.record(hall, first.election, ballots.RULED, ballots.RULED)
    second = scenes.declare(hall, first.election)
    assert (second.edition, dict(second.facts["minutes"]["invalid"])) == (2, {"stray_mark": 1})
    assert sorted(CountFiles.objects.values_list("edition", flat=True)) == [1, 2]


def test_the_digests_of_the_files_are_frozen_with_the_result(hall):
    declaration = ballots.declared(hall)
    files = CountFiles.objects.get()
    assert files.ballots_json == ballots.text()
    assert declaration.facts["files"] == {
        "election": hashlib.sha256(files.election_toml.encode()).hexdigest(),
        "ballots": hashlib.sha256(ballots.text().encode()).hexdigest(),
        "result": hashlib.sha256(files.result_json.encode()).hexdigest(),
    }
    assert scenes.declare(hall, scenes.counted(hall)).facts["files"] is None


def test_typed_counts_that_agree_are_not_declared_while_ballots_are_being_counted(hall):
    election = scenes.counted(hall)
    actions.begin_ballots(hall.tellers[0], election)
    assert not queries.can_be_declared(election)
    refused_with("E630", lambda: scenes.declare(hall, election))
    refused_with("E631", lambda: actions.begin_ballots(hall.tellers[1], election))
    actions.give_ballots_up(hall.presidium, election)
    assert queries.can_be_declared(election)
    assert scenes.declare(hall, election).outcome == "elected"
    refused_with("E622", lambda: actions.begin_ballots(hall.tellers[0], election))


def test_once_the_ballots_are_counted_their_result_is_declared(hall):
    election = scenes.counted(hall)
    actions.begin_ballots(hall.tellers[0], election)
    ballots.record(hall, election)
    assert scenes.declare(hall, election).facts["files"]
