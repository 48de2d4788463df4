"""Adoption freezes the text with its digest; only a successor takes its place."""

import hashlib
from decimal import Decimal

import pytest

from nhiemky.core.problem import Refused
from nhiemky.core.resolution.states import OpenVote
from nhiemky.records.digests import canonical
from nhiemky.resolution import actions, queries
from nhiemky.resolution.models import Resolution, Shape, State
from tests.resolution import scenes


def codes(refused):
    return [found.code for found in refused.value.problems]


def test_an_empty_draft_is_not_put_to_the_vote(office):
    with pytest.raises(Refused) as refused:
        actions.put_to_vote(office.clerk, scenes.resolution(office))
    assert codes(refused) == ["N02"]
    assert Resolution.objects.get().state == State.DRAFT


def test_a_structure_that_does_not_add_up_and_a_missing_signature_are_found_before_the_vote(office):
    resolution = scenes.drafted(office)
    share = {"shape": Shape.STRUCTURE, "unit": "%", "indicator": "", "whole": "Cơ cấu vốn"}
    actions.set_target(office.clerk, scenes.target(resolution, 3, value=Decimal(60), **share))
    resolution.signatory = ""
    actions.draft(office.clerk, resolution)
    with pytest.raises(Refused) as refused:
        actions.put_to_vote(office.clerk, resolution)
    assert codes(refused) == ["T03", "R08"]


def test_a_vote_that_carries_adopts_and_freezes_the_facts_with_their_digest(office):
    resolution = scenes.adopted(office)
    stored = Resolution.objects.get()
    assert (stored.state, stored.adopted_on, stored.votes_for) == (State.ADOPTED, scenes.DAY, 27)
    assert stored.digest == hashlib.sha256(canonical(stored.facts)).hexdigest() == resolution.digest
    assert [row["value"] for row in stored.facts["targets"]] == ["20", "20"]
    assert stored.facts["tasks"][0]["cooperating"] == ["Tổ đảng số 1"]
    assert queries.adopted(office.house.cell, office.term) == stored
    assert queries.target_count(office.house.cell, office.term) == 2
    assert queries.task_count(office.house.cell, office.term) == 2


def test_half_of_the_base_is_not_enough_and_the_text_is_a_draft_again(office):
    resolution = actions.put_to_vote(office.clerk, scenes.drafted(office))
    actions.decide(office.presidium, resolution, scenes.LOST)
    stored = Resolution.objects.get()
    assert (stored.state, stored.digest, stored.adopted_on) == (State.DRAFT, "", None)
    assert queries.target_count(office.house.cell, office.term) is None


@pytest.mark.parametrize(
    ("vote", "code"),
    [(OpenVote(28, 20, 21, 0, 0), "N03"), (OpenVote(28, 28, 20, -1, 0), "N04")],
)
def test_a_vote_that_cannot_be_true_is_refused(office, vote, code):
    resolution = actions.put_to_vote(office.clerk, scenes.drafted(office))
    with pytest.raises(Refused) as refused:
        actions.decide(office.presidium, resolution, vote)
    assert codes(refused) == [code]
    assert Resolution.objects.get().state == State.PUT_TO_VOTE


def test_a_draft_that_was_not_put_to_the_vote_is_not_decided(office):
    with pytest.raises(Refused) as refused:
        actions.decide(office.presidium, scenes.drafted(office), scenes.CARRIED)
    assert codes(refused) == ["N01"]


def test_a_page_left_open_does_not_bring_back_a_draft(office):
    resolution = scenes.drafted(office)
    stale = Resolution.objects.get(pk=resolution.pk)
    actions.put_to_vote(office.clerk, resolution)
    stale.title = "Cũ"
    with pytest.raises(Refused) as refused:
        actions.draft(office.clerk, stale)
    assert codes(refused) == ["R07"]
    with pytest.raises(Refused) as refused:
        actions.put_to_vote(office.clerk, stale)
    assert codes(refused) == ["N01"]
    assert Resolution.objects.get().state == State.PUT_TO_VOTE
