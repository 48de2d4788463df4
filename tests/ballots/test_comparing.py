"""Where the counts differ, both look again, then the head decides; when nothing differs, the election has them."""

import json

import pytest
from click.testing import CliRunner

from nhiemky.ballots import actions, queries
from nhiemky.ballots.models import Question, Side, State
from nhiemky.cli.main import main
from nhiemky.core.problem import Refused
from nhiemky.elections import actions as elections
from nhiemky.elections import queries as election_queries
from tests.ballots import scenes
from tests.elections import scenes as election_scenes


def codes(caught):
    return [problem.code for problem in caught.value.problems]


@pytest.fixture
def batch(room):
    """Three ballots; the doubtful one is struck in the first count and clear in the second."""
    found = scenes.mixed(room.hall, "x-----", "-x----", "--?---")
    question = Question.objects.get()
    for teller in room.tellers:
        actions.answer_question(teller, question, "struck")
    actions.key_in_doubt(room.third, question, "clear")
    return scenes.closed(room, found)


@pytest.fixture
def differing(batch):
    (found,) = queries.differences(batch)
    return found.ballot


def test_a_difference_keeps_the_counts_from_the_election(room, batch, differing):
    assert differing == scenes.ballot(batch, "--?---")
    with pytest.raises(Refused) as caught:
        actions.hand_over(room.tellers[0], batch)
    assert codes(caught) == ["B645"]


def test_one_who_looks_again_can_end_it(room, batch, differing):
    actions.look_again(room.third, differing, Side.SECOND, marks=scenes.words("--x---"))
    assert queries.differences(batch) == []
    actions.hand_over(room.tellers[0], batch)
    assert batch.state == State.AGREED


def test_the_head_decides_when_both_have_looked_and_still_differ(room, batch, differing):
    with pytest.raises(Refused) as caught:
        actions.decide_difference(room.head, differing, marks=scenes.words("------"))
    assert codes(caught) == ["B644"]
    actions.look_again(room.tellers[0], differing, Side.FIRST, marks=scenes.words("--x---"))
    actions.look_again(room.third, differing, Side.SECOND, marks=scenes.words("-x----"))
    with pytest.raises(Refused) as caught:
        actions.decide_difference(room.third, differing, marks=scenes.words("------"))
    assert codes(caught) == ["B635"]
    actions.decide_difference(room.head, differing, marks=scenes.words("------"))
    assert queries.differences(batch) == []


def test_nobody_looks_for_the_other_count(room, differing):
    with pytest.raises(Refused) as caught:
        actions.look_again(room.third, differing, Side.FIRST, marks=scenes.words("--x---"))
    assert codes(caught) == ["B631"]
    actions.look_again(room.head, differing, Side.FIRST, marks=scenes.words("--xx--"))
    with pytest.raises(Refused) as caught:
        actions.look_again(room.head, differing, Side.SECOND, marks=scenes.words("--xx--"))
    assert codes(caught) == ["B631"]


def test_a_ballot_both_counts_share_is_not_looked_at_again(room, batch):
    with pytest.raises(Refused) as caught:
        actions.look_again(room.third, scenes.ballot(batch, "x-----"), Side.SECOND, marks=scenes.words("------"))
    assert codes(caught) == ["B643"]


def test_the_election_takes_both_counts_and_can_be_declared(room):
    batch = scenes.agreed(room, "x-----", "-x----", "------")
    assert [count.valid for count in election_queries.counts(batch.election)] == [2, 2]
    (files,) = election_queries.count_files(batch.election)
    assert files.ballots_json == queries.ballots_file(batch)
    declaration = election_scenes.declare(room.hall, batch.election)
    assert declaration.facts["minutes"]["invalid"] == (("too_many", 1),)


def test_the_ballots_file_has_no_more_than_the_marks_in_a_random_order(room):
    texts = ["x-----", "-x----", "--x---", "---x--", "----x-", "-----x"]
    batch = scenes.agreed(room, *texts)
    file = json.loads(queries.ballots_file(batch))
    assert [set(row) for row in file["ballots"]] == [{"marks", "invalid"}] * 6
    assert sorted(row["marks"] for row in file["ballots"]) == sorted(map(scenes.words, texts))
    assert queries.ballots_file(batch) == queries.ballots_file(batch)


def test_anyone_counts_the_published_files_again_to_the_same_bytes(room, tmp_path):
    batch = scenes.agreed(room, "x-----", "-x----", "------")
    (files,) = election_queries.count_files(batch.election)
    (tmp_path / "E.toml").write_text(files.election_toml, "utf-8")
    (tmp_path / "B.json").write_text(files.ballots_json, "utf-8")
    done = CliRunner().invoke(
        main,
        ["elections", "count", *(str(tmp_path / name) for name in ("E.toml", "B.json")), "--out", str(tmp_path / "r")],
    )
    assert done.exit_code == 0, done.output
    assert (tmp_path / "r").read_text("utf-8") == files.result_json


def test_a_batch_is_put_aside_after_handing_over_only_when_a_recount_was_ordered(room):
    batch = scenes.agreed(room, "x-----", "-x----", "------")
    with pytest.raises(Refused) as caught:
        actions.discard(room.hall.presidium, batch, "khiếu nại")
    assert codes(caught) == ["B646"]
    elections.recount(room.hall.presidium, batch.election, issued=28, returned=3, reason="khiếu nại")
    actions.discard(room.hall.presidium, batch, "khiếu nại")
    assert batch.state == State.DISCARDED


def test_typed_totals_are_not_declared_past_ballots_that_are_being_scanned(room):
    batch = scenes.batch(room.hall, returned=1)
    election = batch.election
    for teller in room.tellers:
        elections.type_count(teller, election, valid=1, invalid={}, votes=(0, 1, 1, 1, 1, 1))
    with pytest.raises(Refused) as caught:
        election_scenes.declare(room.hall, election)
    assert codes(caught) == ["E630"]
    actions.discard(room.hall.presidium, batch, "máy quét hỏng")
    assert election_scenes.declare(room.hall, election).outcome == "another_round"
