from datetime import timedelta

import pytest

from nhiemky.congress import actions, queries
from nhiemky.congress.models import Congress, Convened
from nhiemky.core.congress.states import CongressAction, Need
from nhiemky.core.problem import Refused
from nhiemky.elections.actions import record_attendance
from nhiemky.elections.models import Office
from nhiemky.organisation.actions import change_status
from nhiemky.organisation.models import MemberStatus
from nhiemky.records import clock
from tests.congress import scenes

PRESENT, LEAVE, ABSENT = Convened.Attendance.PRESENT, Convened.Attendance.LEAVE, Convened.Attendance.ABSENT


def sentences(refused) -> str:
    return " ".join(found.sentence("en") for found in refused.value.problems)


def row_of(congress, member) -> Convened:
    return congress.convened.select_related("congress__term", "congress__unit").get(member=member)


@pytest.mark.parametrize(
    ("changes", "missing"),
    [({"place": ""}, "a date and a place"), ({"held_on": None}, "a date and a place")],
)
def test_convening_needs_day_and_place(hall, changes, missing):
    congress = scenes.prepared(hall, **changes)
    with pytest.raises(Refused) as refused:
        actions.move_on(hall.clerk, congress, CongressAction.CONVENE)
    assert missing in sentences(refused)
    assert Congress.objects.get().state == "preparing"


def test_convening_needs_the_roll_and_an_agenda(hall):
    congress = scenes.prepared(hall)
    for item in queries.items(congress):
        actions.remove_item(hall.clerk, item)
    with pytest.raises(Refused) as refused:
        actions.move_on(hall.clerk, congress, CongressAction.CONVENE)
    assert "an agenda in a lawful order, the convened list" in sentences(refused)


def test_opening_needs_the_roll_called_and_a_quorum(hall):
    congress = scenes.convened(hall)
    with pytest.raises(Refused) as refused:
        actions.move_on(hall.presidium, congress, CongressAction.OPEN)
    assert "the attendance, a quorum" in sentences(refused)
    for member in hall.members[:18]:
        actions.mark(hall.clerk, row_of(congress, member), PRESENT)
    actions.mark_rest(hall.clerk, congress, ABSENT)
    assert queries.quorum_of(queries.base_of(congress)).needed == 19
    with pytest.raises(Refused) as refused:
        actions.move_on(hall.presidium, congress, CongressAction.OPEN)
    assert sentences(refused).endswith("missing a quorum.")
    actions.mark(hall.clerk, row_of(congress, hall.members[18]), PRESENT)
    assert actions.move_on(hall.presidium, congress, CongressAction.OPEN).opened_at == scenes.MOMENT


def test_members_who_cannot_come_by_law_need_no_mark(hall):
    change_status(hall.clerk, hall.members[0], MemberStatus.Status.SUSPENDED, scenes.DAY)
    change_status(hall.clerk, hall.members[1], MemberStatus.Status.TEMPORARY, scenes.DAY)
    congress = scenes.convened(hall)
    assert actions.mark_rest(hall.clerk, congress, PRESENT) == 26
    assert Need.ATTENDANCE in queries.needs_met(congress)
    assert (queries.base_of(congress).size, queries.base_of(congress).present) == (26, 26)


def test_an_accepted_leave_lowers_the_base_and_a_plain_absence_does_not(hall):
    congress = scenes.convened(hall)
    actions.mark(hall.clerk, row_of(congress, hall.members[0]), LEAVE, "đi công tác")
    actions.mark(hall.clerk, row_of(congress, hall.members[1]), ABSENT)
    actions.mark_rest(hall.clerk, congress, PRESENT)
    base = queries.base_of(congress)
    assert (base.convened, base.size, base.present) == (28, 27, 26)
    assert [(member.full_name, reason.value) for member, reason in base.excluded] == [
        (hall.members[0].full_name, "absent_with_leave")
    ]
    assert row_of(congress, hall.members[0]).leave_reason == "đi công tác"


def test_a_suspended_member_is_never_present(hall):
    change_status(hall.clerk, hall.members[0], MemberStatus.Status.SUSPENDED, scenes.DAY)
    congress = scenes.convened(hall)
    with pytest.raises(Refused) as refused:
        actions.mark(hall.clerk, row_of(congress, hall.members[0]), PRESENT)
    assert refused.value.problems[0].code == "C103"
    assert row_of(congress, hall.members[0]).attendance == "unmarked"


def test_the_time_of_arrival_is_that_of_the_first_call(hall):
    congress = scenes.convened(hall)
    row = actions.mark(hall.clerk, row_of(congress, hall.members[0]), PRESENT)
    with clock.at(scenes.MOMENT + timedelta(minutes=5)):
        actions.mark(hall.clerk, row, PRESENT)
    assert row_of(congress, hall.members[0]).arrived_at == scenes.MOMENT
    actions.mark(hall.clerk, row, ABSENT)
    assert row_of(congress, hall.members[0]).arrived_at is None


def test_names_are_called_only_between_the_summons_and_the_close(hall):
    congress = scenes.prepared(hall)
    actions.draw_up_roll(hall.clerk, congress)
    with pytest.raises(Refused) as refused:
        actions.mark(hall.clerk, row_of(congress, hall.members[0]), PRESENT)
    assert refused.value.problems[0].code == "C603"


def test_elections_get_the_numbers_of_the_roll_at_the_opening_and_after_a_change(hall):
    congress = scenes.convened(hall)
    election = actions.create_election(hall.clerk, congress, office=Office.COMMITTEE, seats=5)
    assert election.base is None
    actions.mark(hall.clerk, row_of(congress, hall.members[0]), LEAVE)
    actions.mark_rest(hall.clerk, congress, PRESENT)
    actions.move_on(hall.presidium, congress, CongressAction.OPEN)
    election.refresh_from_db()
    assert (election.convened, election.base, election.present) == (28, 27, 27)
    actions.mark(hall.clerk, row_of(congress, hall.members[0]), PRESENT)
    election.refresh_from_db()
    assert (election.convened, election.base, election.present) == (28, 28, 28)


def test_numbers_typed_at_the_election_do_not_contradict_the_roll(hall):
    congress = scenes.in_session(hall)
    election = actions.create_election(hall.clerk, congress, office=Office.COMMITTEE, seats=5)
    with pytest.raises(Refused) as refused:
        record_attendance(hall.clerk, election, convened=28, excluded={}, present=27)
    assert [found.code for found in refused.value.problems] == ["E627"]
    actions.mark(hall.clerk, row_of(congress, hall.members[0]), ABSENT)
    election.refresh_from_db()
    assert election.present == 27


def test_once_people_vote_the_numbers_of_the_roll_no_longer_reach_the_election(hall):
    congress = scenes.in_session(hall)
    election = scenes.counted(hall, congress)
    actions.mark(hall.clerk, row_of(congress, hall.members[0]), ABSENT)
    election.refresh_from_db()
    assert election.present == 28


def test_one_item_is_under_way_and_the_next_ends_it(hall):
    congress = scenes.in_session(hall)
    first, second = scenes.item(congress, "flag_salute"), scenes.item(congress, "opening")
    actions.start_item(hall.presidium, first)
    with clock.at(scenes.MOMENT + timedelta(minutes=4)):
        actions.start_item(hall.presidium, second)
    first.refresh_from_db()
    assert first.ended_at - first.started_at == timedelta(minutes=4)
    assert queries.current_item(congress) == second
    with pytest.raises(Refused) as refused:
        actions.start_item(hall.presidium, first)
    assert refused.value.problems[0].code == "C612"
    actions.end_item(hall.presidium, second)
    assert queries.current_item(congress) is None


def test_no_item_begins_outside_the_session(hall):
    with pytest.raises(Refused) as refused:
        actions.start_item(hall.presidium, scenes.item(scenes.convened(hall), "opening"))
    assert refused.value.problems[0].code == "C603"


def test_closing_needs_every_election_declared_and_the_resolution_voted(hall):
    congress = scenes.in_session(hall)
    election = scenes.counted(hall, congress)
    with pytest.raises(Refused) as refused:
        actions.move_on(hall.presidium, congress, CongressAction.CLOSE)
    assert "every election declared, the vote on the resolution" in sentences(refused)
    scenes.ballots.declare(hall, election)
    scenes.vote(hall, congress, "resolution")
    assert actions.move_on(hall.presidium, congress, CongressAction.CLOSE).closed_at == scenes.MOMENT


def test_closing_ends_the_item_and_the_speech_under_way(hall):
    congress = scenes.in_session(hall)
    actions.start_item(hall.presidium, scenes.item(congress, "closing"))
    actions.ask_to_speak(hall.clerk, congress, member=hall.members[0])
    actions.give_floor(hall.presidium, congress)
    scenes.vote(hall, congress, "resolution")
    actions.move_on(hall.presidium, congress, CongressAction.CLOSE)
    assert queries.current_item(congress) is None
    assert queries.on_floor(queries.speeches(congress)) is None


def test_a_step_out_of_order_is_refused_with_what_is_possible(hall):
    with pytest.raises(Refused) as refused:
        actions.move_on(hall.clerk, scenes.prepared(hall), CongressAction.CLOSE)
    assert "possible now: convene the congress" in sentences(refused)


def test_a_summons_can_be_recalled(hall):
    congress = scenes.convened(hall)
    assert actions.move_on(hall.clerk, congress, CongressAction.RECALL).state == "preparing"
