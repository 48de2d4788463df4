import pytest

from nhiemky.congress import actions, queries
from nhiemky.congress.models import CongressResolution
from nhiemky.congress.problems import sentences
from nhiemky.core.congress.states import Need
from nhiemky.core.problem import Refused
from tests.congress import scenes
from tests.resolution import scenes as resolutions


def test_the_resolution_is_adopted_with_the_numbers_of_the_open_vote(hall):
    congress = scenes.in_session(hall)
    adopted = scenes.adopted(hall, congress)
    adopted.refresh_from_db()
    assert adopted.state == "adopted"
    assert (adopted.votes_for, adopted.abstained, adopted.present, adopted.base) == (27, 1, 28, 28)
    assert CongressResolution.objects.get().vote == queries.votes(congress).get()


def test_who_presides_signs_where_nobody_is_named(hall):
    congress = scenes.in_session(hall)
    scenes.bodies(hall, congress)
    draft = scenes.resolution(hall, congress)
    draft.signatory = ""
    resolutions.actions.draft(hall.clerk, draft)
    adopted = actions.decide_resolution(hall.presidium, congress, scenes.vote(hall, congress, "resolution"))
    assert adopted.signatory == hall.members[-4].full_name


def test_a_rejected_resolution_is_a_draft_again_and_may_be_voted_again(hall):
    congress = scenes.in_session(hall)
    scenes.resolution(hall, congress)
    lost = scenes.vote(hall, congress, "resolution", agree=14, disagree=14)
    assert actions.decide_resolution(hall.presidium, congress, lost).state == "draft"
    assert CongressResolution.objects.get().vote is None
    won = scenes.vote(hall, congress, "resolution", agree=20)
    assert actions.decide_resolution(hall.presidium, congress, won).state == "adopted"
    assert Need.RESOLUTION_VOTED in queries.needs_met(congress)


def test_an_adopted_resolution_is_not_decided_twice(hall):
    congress = scenes.in_session(hall)
    scenes.adopted(hall, congress)
    with pytest.raises(Refused) as refused:
        actions.decide_resolution(hall.presidium, congress, scenes.vote(hall, congress, "resolution"))
    assert refused.value.problems[0].code == "C607"


def test_a_text_that_is_not_ready_is_refused_in_the_words_of_its_own_room(hall):
    congress = scenes.in_session(hall)
    office = resolutions.Office(hall.house, hall.term, hall.clerk, hall.presidium)
    actions.name_resolution(hall.clerk, congress, resolutions.resolution(office))
    with pytest.raises(Refused) as refused:
        actions.decide_resolution(hall.presidium, congress, scenes.vote(hall, congress, "resolution"))
    assert sentences(refused.value)


def test_a_congress_has_one_resolution_of_its_own_unit_and_term(hall):
    congress = scenes.in_session(hall)
    draft = scenes.resolution(hall, congress)
    with pytest.raises(Refused) as refused:
        actions.name_resolution(hall.clerk, congress, draft)
    assert refused.value.problems[0].code == "C613"
    with pytest.raises(Refused) as refused:
        actions.name_resolution(hall.clerk, scenes.other_congress(hall), draft)
    assert refused.value.problems[0].code == "C614"
