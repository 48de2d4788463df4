"""What is closed or declared cannot be written again, whoever tries."""

import pytest

from nhiemky.elections import models
from nhiemky.records.actions import action
from nhiemky.records.frozen import FrozenError
from tests import people
from tests.elections import ballots, scenes


@action("tests.tried")
def attempt(actor, write):
    write()


def refuse(write):
    with pytest.raises(FrozenError):
        attempt(people.CLOCKMAKER, write)


def test_a_declared_result_and_all_it_rests_on_are_frozen(hall):
    declaration = scenes.declared(hall)
    election = declaration.election
    count = election.counts.first()
    candidate = election.candidates.first()
    teller = election.counting_committee.first()
    for row in (declaration, election, count, candidate, teller):
        refuse(row.save)
        refuse(row.delete)


def test_counts_made_by_ballots_and_their_files_are_frozen_with_the_result(hall):
    election = ballots.declared(hall).election
    for row in (*election.counts.all(), election.count_files.get()):
        refuse(row.save)
        refuse(row.delete)


def test_a_result_cannot_be_passed_off_as_a_draft_in_memory(hall):
    election = scenes.declared(hall).election
    election.state = models.State.DRAFT
    refuse(election.save)


def test_an_ordered_correction_is_never_changed(hall):
    declaration = scenes.declared(hall)
    correction = scenes.actions.correct(hall.presidium, declaration, issued=28, returned=28, reason="Sai")
    refuse(correction.save)
    refuse(correction.delete)


def test_a_closed_list_is_frozen_and_the_counting_committee_until_the_vote_is_not(hall):
    election = scenes.prepared(hall)
    scenes.actions.close_list(hall.clerk, election)
    refuse(election.candidates.first().save)
    scenes.actions.choose_counting_committee(hall.clerk, election, hall.members[-4], [])
    scenes.actions.open_voting(hall.clerk, election)
    refuse(election.counting_committee.first().save)


def test_only_a_draft_can_be_removed(hall):
    election = scenes.voting(hall)
    refuse(election.delete)
