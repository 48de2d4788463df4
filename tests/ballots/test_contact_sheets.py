"""Sheets of alike doubts: answered at once, blind, by each in another order; every answer an event of its own."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nhiemky.ballots import actions, queries
from nhiemky.ballots.handing_out import LEASE, hand_out
from nhiemky.ballots.models import Answer, Question, SecondWay, Side
from nhiemky.core.problem import Refused
from nhiemky.records import clock
from nhiemky.records.models import Event
from tests.ballots import scenes
from tests.ballots.test_counting import codes

#: Twelve ballots with one doubtful mark each, of one kind, and one without.
TEXTS = [*(f"{'x' * n}{'-' * (5 - n)}?" for n in range(6)), *(f"?{'x' * n}{'-' * (5 - n)}" for n in range(6)), "------"]


@pytest.fixture
def batch(room):
    return scenes.mixed(room.hall, *TEXTS)


def sheet_of(user, batch, side=Side.FIRST):
    return queries.sheets_for(user, batch, side)[0]


def everything(user, batch, side=Side.FIRST, value="struck"):
    """Answer every sheet alike; how many sheets."""
    sheets = 0
    while found := queries.sheets_for(user, batch, side):
        actions.answer_sheet(user, batch, side, dict.fromkeys(found[0], value))
        hand_out(user, batch, side)
        sheets += 1
    return sheets


def test_two_answer_and_a_third_keys_in_by_sheets(room, batch):
    one, two = room.tellers
    assert everything(room.third, batch, Side.SECOND) == 2
    assert [everything(user, batch) for user in (one, two)] == [2, 2]
    assert (queries.open_in_first(batch), queries.open_in_second(batch)) == (0, 0)
    assert queries.differences(scenes.closed(room, batch)) == []


def test_no_two_see_the_same_sheet(room, batch):
    one, two = room.tellers
    sheets = [
        sheet_of(user, batch, side) for user, side in ((one, Side.FIRST), (two, Side.FIRST), (room.third, "second"))
    ]
    assert len(set(sheets)) == 3
    assert sheet_of(one, batch) == sheets[0]


def test_each_answer_is_an_event_and_the_sheet_one_more(room, batch):
    before = Event.objects.count()
    sheet = sheet_of(room.tellers[0], batch)
    assert actions.answer_sheet(room.tellers[0], batch, Side.FIRST, dict.fromkeys(sheet, "clear")) == len(sheet)
    told = list(Event.objects.order_by("sequence").values_list("verb", flat=True))[before:]
    assert told == ["ballots.question_answered"] * len(sheet) + ["ballots.sheet_answered"]
    actions.answer_sheet(room.third, batch, Side.SECOND, {sheet[0]: "clear"})
    assert (
        Event.objects.order_by("sequence").values_list("verb", flat=True)[before + len(told)]
        == "ballots.doubt_keyed_in"
    )


def test_what_others_answered_meanwhile_is_passed_over_and_the_rest_is_kept(room, batch):
    sheet = sheet_of(room.third, batch)
    for teller in room.tellers:
        actions.answer_sheet(teller, batch, Side.FIRST, {sheet[0]: "struck", sheet[1]: "struck"})
    assert actions.answer_sheet(room.third, batch, Side.FIRST, dict.fromkeys(sheet, "clear")) == len(sheet) - 2
    assert actions.answer_sheet(room.third, batch, Side.FIRST, dict.fromkeys(sheet, "clear")) == 0
    assert not Answer.objects.filter(question=sheet[0], by=room.third).exists()


def test_one_wrong_answer_keeps_the_whole_sheet_out(room, batch):
    sheet = sheet_of(room.tellers[0], batch)
    with pytest.raises(Refused) as caught:
        actions.answer_sheet(room.tellers[0], batch, Side.FIRST, {sheet[0]: "struck", sheet[1]: "agree"})
    assert codes(caught) == ["B632"]
    assert not Answer.objects.exists()


def test_a_sheet_is_for_ones_own_count_only(room, batch):
    sheet = sheet_of(room.tellers[0], batch)
    actions.answer_sheet(room.tellers[0], batch, Side.FIRST, {sheet[0]: "struck"})
    with pytest.raises(Refused) as caught:
        actions.answer_sheet(room.tellers[0], batch, Side.SECOND, {sheet[1]: "struck"})
    assert codes(caught) == ["B631"]
    assert queries.sheets_for(room.tellers[0], batch, Side.SECOND) == []


def test_where_every_ballot_is_keyed_in_no_mark_is(room):
    batch = scenes.mixed(room.hall, "?-----", "-?----", second_way=SecondWay.KEY_IN)
    assert queries.sheets_for(room.third, batch, Side.SECOND) == []
    with pytest.raises(Refused) as caught:
        actions.answer_sheet(room.third, batch, Side.SECOND, {Question.objects.first().pk: "struck"})
    assert codes(caught) == ["B642"]


def test_the_last_sheet_is_taken_back_as_a_whole_until_the_count_is_closed(room, batch):
    one, two = room.tellers
    first = sheet_of(one, batch)
    actions.answer_sheet(one, batch, Side.FIRST, dict.fromkeys(first, "struck"))
    everything(one, batch)
    assert actions.take_back_turn(one, batch) == len(TEXTS) - 1 - len(first)
    assert Answer.objects.filter(by=one).count() == len(first)
    everything(one, batch)
    everything(two, batch, value="clear")
    disputed = queries.for_head(batch)
    actions.decide_question(room.head, disputed[0], "struck")
    taken = actions.take_back_turn(two, batch)
    assert taken in (5, 6)
    everything(two, batch)
    for question in queries.for_head(batch):
        actions.decide_question(room.head, question, "struck")
    actions.close_first_count(one, batch)
    with pytest.raises(Refused) as caught:
        actions.take_back_turn(two, batch)
    assert codes(caught) == ["B636"]


def counted(do):
    with CaptureQueriesContext(
        connection,
    ) as seen:
        do()
    return len(seen)


def test_what_is_next_costs_as_many_queries_however_many_doubts_and_ballots_there_are(room):
    few = scenes.mixed(room.hall, "?-----", "x-----")
    small = counted(lambda: queries.sheets_for(room.tellers[0], few))
    actions.discard(room.hall.presidium, few, "đo")
    many = actions.open_batch(room.tellers[0], few.election)
    scenes.scanned(many, "??----", "-?----")
    actions.mix(room.tellers[0], many)
    for teller in room.tellers:
        actions.answer_sheet(teller, many, Side.FIRST, {Question.objects.first().pk: "struck"})
    assert counted(lambda: queries.sheets_for(room.head, many)) == small
    assert small <= 8


def test_what_is_before_one_person_is_not_given_to_another_until_the_time_is_over(room, batch):
    third, head = room.third, room.head
    hand_out(third, batch, Side.SECOND)
    mine = sheet_of(third, batch, Side.SECOND)
    others = [question for sheet in queries.sheets_for(head, batch, Side.SECOND) for question in sheet]
    assert sorted((*mine, *others)) == sorted(Question.objects.values_list("pk", flat=True))
    actions.answer_sheet(third, batch, Side.SECOND, {mine[0]: "struck"})
    hand_out(third, batch, Side.SECOND)
    assert sheet_of(third, batch, Side.SECOND) == mine[1:]
    with clock.at(clock.now() + LEASE):
        assert sum(map(len, queries.sheets_for(head, batch, Side.SECOND))) == len(TEXTS) - 2


def test_two_may_have_a_question_of_the_first_count_before_them_and_a_third_not(room, batch):
    one, two = room.tellers
    for teller in (one, two):
        hand_out(teller, batch, Side.FIRST)
    both = set(sheet_of(one, batch)) & set(sheet_of(two, batch))
    assert both
    for_the_head = {question for sheet in queries.sheets_for(room.head, batch) for question in sheet}
    assert for_the_head == set(Question.objects.values_list("pk", flat=True)) - both


def test_the_pace_is_the_persons_own(room, batch):
    everything(room.tellers[0], batch)
    assert queries.pace(room.tellers[0], batch) == queries.Pace(answers=12, turns=2, seconds=0)
    assert queries.pace(room.tellers[1], batch).answers == 0
