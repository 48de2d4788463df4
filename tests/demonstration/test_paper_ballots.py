"""The demonstration's paper: one election counted by it, sealed and published; another waits for visitors."""

import json

import pytest
from click.testing import CliRunner

from nhiemky.ballots import actions, queries, reading
from nhiemky.ballots.models import Answer, Batch, Side, State
from nhiemky.cli.main import main
from nhiemky.core.ballots.retention import Sealed
from nhiemky.core.elections.tally import tally
from nhiemky.demonstration import paper_ballots
from nhiemky.demonstration.ballots_to_try import TITLE
from nhiemky.demonstration.organisation import account
from nhiemky.elections.models import Declaration, Election, Office
from nhiemky.records import clock
from nhiemky.records.verification import verify

pytestmark = pytest.mark.usefixtures("demonstration", "db")


@pytest.fixture
def committee():
    """The election of the committee."""
    return Election.objects.get(office=Office.COMMITTEE)


@pytest.fixture
def waiting():
    """The batch left to visitors."""
    return Batch.objects.get(election__title=TITLE)


def test_the_committee_was_counted_on_paper_and_its_ballots_are_sealed(committee):
    batch = Batch.objects.get(election=committee)
    assert batch.state == State.AGREED
    assert isinstance(queries.seal_of(batch), Sealed)
    assert (queries.ballots_of(batch), batch.ballots.count(), batch.pages.count()) == (28, 0, 0)
    assert (committee.printed, committee.spoiled, committee.unused) == (30, 1, 1)


def test_three_tellers_counted_and_people_settled_what_the_machine_left_open(committee):
    batch = Batch.objects.get(election=committee)
    said = Answer.including_sealed.filter(question__ballot__batch=batch)
    by = {(answer.question.ballot_id, answer.side, answer.by.username) for answer in said}
    doubtful = {ballot for ballot, _side, _name in by}
    assert len(doubtful) == 2
    for ballot in doubtful:
        assert {(side, name) for of, side, name in by if of == ballot} == {
            (Side.FIRST, "kiemphieu1"),
            (Side.FIRST, "kiemphieu2"),
            (Side.SECOND, "kiemphieu3"),
        }
    assert (batch.first_by.username, batch.second_by.username) == ("kiemphieu2", "kiemphieu3")


def test_whoever_has_the_published_files_counts_the_declared_outcome_again(committee, tmp_path):
    files = committee.count_files.get()
    told, ballots, mine = tmp_path / "ELECTION.toml", tmp_path / "BALLOTS.json", tmp_path / "mine.json"
    told.write_text(files.election_toml, "utf-8")
    ballots.write_text(files.ballots_json, "utf-8")
    done = CliRunner().invoke(main, ["elections", "count", str(told), str(ballots), "--out", str(mine)])
    assert done.exit_code == 0, done.output
    assert mine.read_text("utf-8") == files.result_json
    minutes = Declaration.objects.get(election=committee).facts["minutes"]
    counted = json.loads(files.result_json)
    assert [line["votes"] for line in counted["votes"]] == [27, 28, 26, 9, 25, 25]
    assert counted["outcome"]["elected"] == [line["name"] for line in minutes["elected"]]
    assert {line["name"]: line["votes"] for line in counted["votes"]} == {
        line["name"]: line["votes"] for line in minutes["candidates"]
    }


def test_votes_that_one_struck_name_a_ballot_cannot_give_are_refused():
    assert len(paper_ballots.one_struck([27, 28, 26, 9, 25, 25], 28)) == 28
    with pytest.raises(ValueError, match="28 ballots"):
        paper_ballots.one_struck([27, 28, 26, 10, 25, 25], 28)


def test_visitors_find_scans_that_nobody_has_read(waiting):
    told = queries.progress(waiting)
    assert (waiting.state, told.pages, told.read) == (State.COLLECTING, 16, 0)
    assert not Declaration.objects.filter(election=waiting.election).exists()


def test_visitors_can_count_them_to_the_end(waiting):
    first, second, third = (account(f"kiemphieu{number}") for number in (1, 2, 3))
    with clock.at(waiting.opened_at):
        while reading.read_some(waiting, "visitor"):
            pass
        (folded,) = queries.needs_hands(waiting)
        assert folded.refused_for == "missing_marker"
        for teller in (first, second):
            actions.key_by_hand(teller, folded, marks=["clear", "clear", "clear", "struck", "struck"])
        actions.mix(first, waiting)
        assert len(queries.to_answer(first, waiting)) == 4
        for teller in (first, second):
            for question in queries.to_answer(teller, waiting):
                actions.answer_question(teller, question, "clear" if question.ink == "underline" else "struck")
        actions.close_first_count(first, waiting)
        for question in queries.to_answer(third, waiting, Side.SECOND):
            actions.key_in_doubt(third, question, "clear" if question.ink == "underline" else "struck")
        actions.close_second_count(third, waiting)
        counted = tally(queries.first_count(waiting), queries.contest(waiting.election), issued=16)
        actions.hand_over(first, waiting)
    assert (counted.valid, sum(number for _code, number in counted.invalid)) == (15, 1)
    assert tuple(counted.votes) == (14, 14, 11, 5, 1)
    assert list(verify()) == []
