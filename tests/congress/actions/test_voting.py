import pytest

from nhiemky.congress import actions, queries
from nhiemky.congress.models import BodyMember, Convened, OpenVote
from nhiemky.core.problem import Refused
from tests.congress import scenes


def code(refused) -> str:
    return refused.value.problems[0].code


def test_present_and_base_are_those_of_the_roll_and_the_outcome_is_the_cores(hall):
    congress = scenes.in_session(hall)
    passed = scenes.vote(hall, congress, agree=15, disagree=13)
    assert (passed.present, passed.base, passed.needed, passed.outcome) == (28, 28, 15, "passed")
    rejected = scenes.vote(hall, congress, agree=14, disagree=10)
    assert (rejected.abstain, rejected.outcome) == (4, "rejected")


@pytest.mark.parametrize(("counted", "wanted"), [((27, 0, 0), "C304"), ((28, 1, 0), "C302"), ((29, -1, 0), "C301")])
def test_everybody_present_is_counted_exactly_once(hall, counted, wanted):
    congress = scenes.in_session(hall)
    agree, disagree, abstain = counted
    with pytest.raises(Refused) as refused:
        actions.record_vote(
            hall.presidium, congress, question="Thông qua", agree=agree, disagree=disagree, abstain=abstain
        )
    assert code(refused) == wanted
    assert not OpenVote.objects.exists()


def test_no_vote_is_recorded_outside_the_session_or_while_names_are_uncalled(hall):
    congress = scenes.convened(hall)
    with pytest.raises(Refused) as refused:
        scenes.vote(hall, congress)
    assert code(refused) == "C603"
    actions.mark_rest(hall.clerk, congress, Convened.Attendance.PRESENT)
    actions.move_on(hall.clerk, congress, scenes.CongressAction.OPEN)
    row = congress.convened.select_related("congress__term").get(member=hall.members[0])
    actions.mark(hall.clerk, row, Convened.Attendance.UNMARKED)
    with pytest.raises(Refused) as refused:
        scenes.vote(hall, congress)
    assert code(refused) == "C611"
    assert hall.members[0].full_name in refused.value.problems[0].sentence("vi")


def test_a_correction_is_a_successor_with_its_reason_among_those_present_then(hall):
    congress = scenes.in_session(hall)
    wrong = scenes.vote(hall, congress, agree=20, disagree=8)
    row = congress.convened.select_related("congress__term").get(member=hall.members[0])
    actions.mark(hall.clerk, row, Convened.Attendance.ABSENT)
    right = actions.correct_vote(hall.presidium, wrong, reason="Đếm sót một bàn", agree=22, disagree=6, abstain=0)
    assert (right.supersedes, right.present, right.reason) == (wrong, 28, "Đếm sót một bàn")
    assert list(queries.votes(congress)) == [right]
    with pytest.raises(Refused) as refused:
        actions.correct_vote(hall.presidium, wrong, reason="Lần nữa", agree=22, disagree=6, abstain=0)
    assert code(refused) == "C605"


def test_a_correction_needs_a_reason(hall):
    vote = scenes.vote(hall, scenes.in_session(hall))
    with pytest.raises(Refused) as refused:
        actions.correct_vote(hall.presidium, vote, reason="  ", agree=28, disagree=0, abstain=0)
    assert code(refused) == "C606"


def test_the_vote_that_adopted_the_resolution_is_not_corrected(hall):
    congress = scenes.in_session(hall)
    scenes.adopted(hall, congress)
    with pytest.raises(Refused) as refused:
        actions.correct_vote(
            hall.presidium, queries.votes(congress).get(), reason="Đếm lại", agree=28, disagree=0, abstain=0
        )
    assert code(refused) == "C617"


def test_a_body_is_chosen_by_a_vote_that_was_passed_and_replaces_the_one_before(hall):
    congress = scenes.in_session(hall)
    scenes.bodies(hall, congress)
    assert congress.body_members.filter(body=BodyMember.Body.PRESIDIUM).count() == 2
    passed = scenes.vote(hall, congress, "presidium")
    actions.choose_body(hall.clerk, congress, BodyMember.Body.PRESIDIUM, hall.members[0], [], passed)
    rows = congress.body_members.filter(body=BodyMember.Body.PRESIDIUM)
    assert [(row.name, row.head) for row in rows] == [(hall.members[0].full_name, True)]


def test_a_body_is_not_chosen_by_a_rejected_a_corrected_or_a_foreign_vote(hall):
    congress = scenes.in_session(hall)
    rejected = scenes.vote(hall, congress, agree=3, disagree=25)
    corrected = scenes.vote(hall, congress)
    actions.correct_vote(hall.presidium, corrected, reason="Đếm lại", agree=3, disagree=25, abstain=0)
    for vote in (rejected, corrected):
        with pytest.raises(Refused) as refused:
            actions.choose_body(hall.clerk, congress, BodyMember.Body.PRESIDIUM, hall.members[0], [], vote)
        assert code(refused) == "C607"


def test_nobody_absent_is_chosen_into_a_body(hall):
    congress = scenes.in_session(hall)
    passed = scenes.vote(hall, congress)
    row = congress.convened.select_related("congress__term").get(member=hall.members[0])
    actions.mark(hall.clerk, row, Convened.Attendance.ABSENT)
    with pytest.raises(Refused) as refused:
        actions.choose_body(hall.clerk, congress, BodyMember.Body.PRESIDIUM, hall.members[0], [], passed)
    assert code(refused) == "C608"
