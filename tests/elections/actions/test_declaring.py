"""What was declared is derived from the counts, frozen, and followed by appointments, a round or a correction."""

import hashlib
from datetime import date

import pytest

from nhiemky.core.elections.rulebook import InvalidCode
from nhiemky.core.problem import Refused
from nhiemky.elections import actions, queries
from nhiemky.elections.models import Declaration, Election, Office, State
from nhiemky.organisation.actions import appoint, open_term
from nhiemky.organisation.models import Appointment, Term
from nhiemky.records.digests import canonical
from tests.elections import scenes

IN_OFFICE = Appointment.Office.COMMITTEE_MEMBER


def in_office(office=IN_OFFICE):
    return {row.member.full_name for row in Appointment.objects.on(scenes.DAY).filter(office=office)}


def test_nothing_is_declared_before_two_counts_agree(hall):
    election = scenes.counting(hall)
    with pytest.raises(Refused) as refused:
        scenes.declare(hall, election)
    assert [found.code for found in refused.value.problems] == ["E610"]
    assert not Declaration.objects.exists()


def test_the_facts_of_the_minutes_are_frozen_with_their_digest(hall):
    declaration = scenes.declared(hall)
    stored = Declaration.objects.get()
    assert stored.digest == hashlib.sha256(canonical(stored.facts)).hexdigest() == declaration.digest
    minutes = stored.facts["minutes"]
    assert (minutes["convened"], minutes["present"], minutes["base"], minutes["needed"]) == (28, 28, 28, 15)
    assert (minutes["issued"], minutes["returned"], minutes["valid"]) == (28, 28, 27)
    assert minutes["invalid"] == [["too_many", 1]]
    assert [line["name"] for line in minutes["candidates"]] == list(scenes.PRINTED)
    assert [line["name"] for line in minutes["elected"]] == list(scenes.PRINTED[:5])
    assert minutes["elected"][0]["percent_of_base"] == "96.43"
    assert minutes["rulebook_version"] == "1"
    assert declaration.outcome == "elected"
    assert Election.objects.get().state == State.DECLARED


def test_those_elected_are_appointed_and_the_source_names_the_digest(hall):
    declaration = scenes.declared(hall)
    assert in_office() == set(scenes.PRINTED[:5])
    appointment = Appointment.objects.first()
    assert declaration.digest in appointment.source
    assert appointment.since == scenes.DAY


def test_the_outgoing_committee_leaves_office_the_day_before(hall):
    earlier = Term(
        unit=hall.house.cell, ordinal=7, label="2015 - 2020", since=date(2015, 1, 1), until=date(2019, 12, 31)
    )
    open_term(hall.clerk, earlier)
    held = Appointment(
        unit=hall.house.cell,
        member=hall.members[10],
        term=earlier,
        office=IN_OFFICE,
        since=date(2015, 1, 1),
        source="test",
    )
    appoint(hall.clerk, held)
    scenes.declared(hall)
    held.refresh_from_db()
    assert held.until == date(2022, 6, 15)


def test_the_secretary_is_elected_on_a_ballot_of_their_own(hall):
    scenes.declared(hall)
    election = scenes.counting(hall, office=Office.SECRETARY, seats=1, names=("Lê Văn An",))
    for teller in hall.tellers:
        actions.type_count(teller, election, valid=27, invalid={InvalidCode.NO_BOX: 1}, votes=(26,))
    scenes.declare(hall, election)
    assert in_office(Appointment.Office.SECRETARY) == {"Lê Văn An"}


def test_too_few_past_half_call_for_another_round_for_the_seats_left(hall):
    declaration = scenes.declared(hall, votes=(27, 26, 25, 14, 13, 10))
    assert declaration.outcome == "another_round"
    following = actions.open_next_round(hall.clerk, declaration)
    assert (following.round, following.seats, following.tie_revote) == (2, 2, False)
    assert [row.name for row in queries.listed(following)] == list(scenes.PRINTED[3:])
    with pytest.raises(Refused) as refused:
        actions.open_next_round(hall.clerk, declaration)
    assert [found.code for found in refused.value.problems] == ["E613"]


def test_a_tie_at_the_last_seat_is_voted_again_among_the_tied(hall):
    declaration = scenes.declared(hall, votes=(27, 26, 25, 24, 16, 16))
    assert (declaration.outcome, in_office()) == ("tie", set(scenes.PRINTED[:4]))
    following = actions.open_next_round(hall.clerk, declaration)
    assert (following.tie_revote, following.seats) == (True, 1)
    assert [row.name for row in queries.listed(following)] == list(scenes.PRINTED[4:])
    actions.choose_counting_committee(hall.clerk, following, hall.members[-1], [])
    actions.close_list(hall.clerk, following)
    actions.open_voting(hall.clerk, following)
    actions.close_voting(hall.clerk, following, issued=28, returned=28)
    for teller in hall.tellers:
        actions.type_count(teller, following, valid=20, invalid={InvalidCode.TOO_MANY: 8}, votes=(9, 11))
    scenes.declare(hall, following)
    # Eleven of 28 is less than half, and enough in a vote among the tied.
    assert in_office() == {*scenes.PRINTED[:4], "Hoàng Thị Yến"}
    assert queries.declared_seats(hall.house.cell, hall.term) == 5


def test_a_full_result_calls_for_no_further_round(hall):
    with pytest.raises(Refused) as refused:
        actions.open_next_round(hall.clerk, scenes.declared(hall))
    assert [found.code for found in refused.value.problems] == ["E613"]


def test_a_correction_is_a_successor_with_its_reason_and_moves_the_appointments(hall):
    first = scenes.declared(hall)
    actions.correct(hall.presidium, first, issued=28, returned=28, reason="Nhầm hai dòng khi cộng")
    for teller in hall.tellers:
        actions.type_count(
            teller, first.election, valid=27, invalid={InvalidCode.TOO_MANY: 1}, votes=(27, 26, 25, 24, 10, 23)
        )
    second = scenes.declare(hall, first.election)
    first.refresh_from_db()
    assert (first.edition, second.edition) == (1, 2)
    assert (second.facts["corrects"], second.facts["reason"]) == (first.digest, "Nhầm hai dòng khi cộng")
    assert queries.latest(first.election) == second
    assert in_office() == {*scenes.PRINTED[:4], "Hoàng Thị Yến"}
    assert queries.declared_seats(hall.house.cell, hall.term) == 5


def test_a_correction_needs_a_reason_possible_ballots_and_comes_once(hall):
    declaration = scenes.declared(hall)
    for reason, returned, code in (("", 28, "E612"), ("Sai", 29, "E615")):
        with pytest.raises(Refused) as refused:
            actions.correct(hall.presidium, declaration, issued=28, returned=returned, reason=reason)
        assert [found.code for found in refused.value.problems] == [code]
    actions.correct(hall.presidium, declaration, issued=28, returned=28, reason="Sai")
    with pytest.raises(Refused) as refused:
        actions.correct(hall.presidium, declaration, issued=28, returned=28, reason="Sai")
    assert [found.code for found in refused.value.problems] == ["E611"]


def test_a_result_with_a_further_round_is_not_corrected_here(hall):
    declaration = scenes.declared(hall, votes=(27, 26, 25, 14, 13, 10))
    actions.open_next_round(hall.clerk, declaration)
    with pytest.raises(Refused) as refused:
        actions.correct(hall.presidium, declaration, issued=28, returned=28, reason="Sai")
    assert [found.code for found in refused.value.problems] == ["E621"]


def test_seats_are_unknown_and_not_zero_before_a_declaration(hall):
    scenes.counted(hall)
    assert queries.declared_seats(hall.house.cell, hall.term) is None
