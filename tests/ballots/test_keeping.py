"""Sealed by the declaration, opened by a decision, destroyed when the time is over: with a record of each."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import nhiemky
from nhiemky.ballots import actions, queries
from nhiemky.ballots.models import Answer, Ballot, Entry, Question, Side, State
from nhiemky.core.ballots.retention import NotSealed, OpenedByDecision, Sealed
from nhiemky.core.problem import Refused
from nhiemky.elections import actions as elections
from nhiemky.elections.models import CountFiles
from nhiemky.records import clock
from nhiemky.records.verification import verify
from tests.ballots import scenes
from tests.elections import scenes as election_scenes
from tests.elections.scenes import DAY, MOMENT

DUE = date(2022, 12, 17)


def codes(caught):
    return [problem.code for problem in caught.value.problems]


@pytest.fixture
def sealed(room):
    """A declared result of three ballots."""
    return scenes.declared(room)[0]


def later(days):
    return clock.at(MOMENT + timedelta(days=days))


def opening(room, batch, **changes):
    told = {"decided_by": "Đảng ủy", "number": "12-QĐ/ĐU", "reason": "khiếu nại", "since": DAY, "until": DAY}
    return actions.record_opening(room.hall.presidium, batch, **(told | changes))


def destroy(room, batch):
    return actions.destroy(
        room.hall.presidium, batch, decided_by="Chi ủy", number="15-QĐ/CU", witnesses="Trần Thị Kiểm"
    )


def kept(batch):
    """A ballot of a batch, sealed or not."""
    return Ballot.including_sealed.filter(batch=batch).first()


def test_ballots_are_not_sealed_before_the_result_is_declared(room):
    batch = scenes.agreed(room, "x-----")
    assert queries.seal_of(batch) == NotSealed()
    assert queries.picture(batch.ballots.get(), 1)


def test_the_declaration_seals_them_against_every_query(sealed):
    assert queries.seal_of(sealed) == Sealed(DUE)
    ballot = kept(sealed)
    for look in (
        lambda: queries.picture(ballot, 1),
        lambda: queries.first_count(sealed),
        lambda: queries.second_count(sealed),
        lambda: queries.standings(sealed),
        lambda: queries.crop(Question.including_sealed.first() or Question(ballot=ballot, candidate=0)),
        lambda: queries.for_head(sealed),
        lambda: queries.differences(sealed),
        lambda: queries.ballots_file(sealed),
    ):
        with pytest.raises(Refused) as caught:
            look()
        assert codes(caught) == ["B650"]


@pytest.fixture
def sealed_with_doubts(room):
    """A declared result in which every kind of row about a ballot is there."""
    batch = scenes.mixed(room.hall, "x-----", "--?---")
    (question,) = Question.objects.all()
    for teller in room.tellers:
        actions.answer_question(teller, question, "struck")
    actions.ask_for_whole(room.head, question.ballot)
    actions.key_in(room.third, question.ballot, marks=scenes.words("--x---"))
    actions.hand_over(room.tellers[0], scenes.closed(room, batch))
    election_scenes.declare(room.hall, batch.election)
    return batch


def test_no_query_reaches_a_sealed_row_by_having_forgotten_to_ask(room, sealed_with_doubts):
    rows = (Ballot, Question, Answer, Entry)
    assert [model.objects.exists() for model in rows] == [False] * 4
    assert [model.including_sealed.exists() for model in rows] == [True] * 4
    assert not sealed_with_doubts.ballots.exists()
    assert not kept(sealed_with_doubts).entries.exists()
    assert queries.ballots_of(sealed_with_doubts) == 2
    assert list(verify()) == []
    opening(room, sealed_with_doubts)
    assert [model.objects.exists() for model in rows] == [True] * 4
    with later(1):
        assert [model.objects.exists() for model in rows] == [False] * 4


def test_only_doors_that_refuse_with_a_reason_see_sealed_rows():
    source = Path(nhiemky.__file__).parent
    users = {
        str(path.relative_to(source))
        for path in source.rglob("*.py")
        if "including_sealed" in path.read_text("utf-8") and "migrations" not in path.parts
    }
    assert users == {
        "ballots/access.py",
        "ballots/actions/keeping.py",
        "ballots/actions/mixing.py",
        "ballots/models/sealing.py",
        "ballots/queries/keeping.py",
    }


def test_a_recorded_decision_opens_them_for_its_days(room, sealed):
    opening(room, sealed, until=DAY + timedelta(days=1))
    assert queries.seal_of(sealed) == OpenedByDecision(DAY + timedelta(days=1))
    assert queries.picture(kept(sealed), 1)
    with later(2), pytest.raises(Refused):
        queries.picture(kept(sealed), 1)


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"number": " "}, "B617"), ({"decided_by": ""}, "B617"), ({"until": DAY - timedelta(days=1)}, "B652")],
)
def test_a_decision_has_a_body_a_number_a_reason_and_possible_days(room, sealed, changes, code):
    with pytest.raises(Refused) as caught:
        opening(room, sealed, **changes)
    assert codes(caught) == [code]


def test_what_is_not_sealed_needs_no_decision(room):
    with pytest.raises(Refused) as caught:
        opening(room, scenes.agreed(room, "x-----"))
    assert codes(caught) == ["B653"]


def test_nothing_is_destroyed_before_six_months(room, sealed):
    with later(183), pytest.raises(Refused) as caught:
        destroy(room, sealed)
    assert codes(caught) == ["B651"]


def test_destruction_takes_pictures_and_marks_and_leaves_its_record_and_the_published_file(
    room, sealed, own_storage, django_capture_on_commit_callbacks
):
    with later(184), django_capture_on_commit_callbacks(execute=True):
        assert [due.batch for due in queries.due_for_destruction()] == [sealed]
        record = destroy(room, sealed)
        assert queries.due_for_destruction() == []
    assert (record.ballots, record.pictures, record.destroyed_on) == (3, 3, DUE)
    assert sealed.state == State.DESTROYED
    assert not Ballot.objects.exists()
    assert not Question.objects.exists()
    assert not Entry.objects.exists()
    assert not [path for path in own_storage.rglob("*") if path.is_file()]
    assert CountFiles.objects.get().ballots_json
    assert list(verify()) == []


def test_many_batches_are_looked_up_in_as_many_queries_as_one(room, sealed):
    def queries_of(batches):
        with CaptureQueriesContext(connection) as seen:
            queries.seals(batches)
        return len(seen)

    assert queries_of([sealed]) == queries_of([sealed] * 3) == 3
    declaration = sealed.election.declarations.get()
    elections.correct(room.hall.presidium, declaration, issued=28, returned=1, reason="tòa án")
    again = actions.open_batch(room.tellers[0], sealed.election)
    found = queries.seals([sealed, again])
    assert (found[sealed.pk], found[again.pk]) == (Sealed(DUE), NotSealed())
    assert queries_of([sealed, again]) == 3


def test_an_open_complaint_stops_destruction_until_it_is_settled(room, sealed):
    with later(10):
        complaint = actions.record_complaint(
            room.hall.presidium, sealed.election, received_on=clock.today(), text="đếm sai"
        )
    with later(184):
        assert queries.due_for_destruction() == []
        with pytest.raises(Refused) as caught:
            destroy(room, sealed)
        assert codes(caught) == ["B651"]
    with later(19):
        actions.settle_complaint(room.hall.presidium, complaint, settled_on=clock.today(), outcome="không có căn cứ")
    assert queries.seal_of(sealed) == Sealed(DUE + timedelta(days=10))
    with pytest.raises(Refused) as caught:
        actions.settle_complaint(room.hall.presidium, complaint, settled_on=DAY, outcome="lần nữa")
    assert codes(caught) == ["B654"]


def test_a_complaint_has_a_possible_day(room, sealed):
    with pytest.raises(Refused) as caught:
        actions.record_complaint(room.hall.clerk, sealed.election, received_on=DAY + timedelta(days=1), text="đếm sai")
    assert codes(caught) == ["B655"]


def test_while_a_decision_has_them_open_nothing_is_destroyed(room, sealed):
    opening(room, sealed, until=DAY + timedelta(days=200))
    with later(190):
        assert queries.due_for_destruction() == []
        with pytest.raises(Refused):
            destroy(room, sealed)


def test_a_correction_counts_the_paper_in_a_batch_of_its_own(room):
    batch, declaration = scenes.declared(room)
    elections.correct(room.hall.presidium, declaration, issued=28, returned=1, reason="tòa án")
    again = actions.open_batch(room.tellers[0], batch.election)
    assert (again.edition, queries.current(batch.election)) == (2, again)
    scenes.scanned(again, "x-----")
    actions.mix(room.tellers[0], again)
    assert queries.first_count(again)
    with pytest.raises(Refused):
        queries.first_count(batch)


def test_a_sealed_ballot_is_not_looked_at_again(room, sealed):
    with pytest.raises(Refused):
        actions.look_again(room.third, kept(sealed), Side.SECOND, marks=scenes.words("x-----"))
