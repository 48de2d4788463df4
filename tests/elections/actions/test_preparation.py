"""From the first draft to the close of the vote: every refusal says its reason and writes nothing."""

from datetime import date

import pytest

from nhiemky.core.elections.rulebook import Exclusion
from nhiemky.core.problem import Refused
from nhiemky.elections import actions, queries
from nhiemky.elections.models import Candidate, Election, Office, State
from nhiemky.organisation.actions import appoint, change_status
from nhiemky.organisation.models import Appointment, MemberStatus, Term
from nhiemky.records.models import Event
from tests import people
from tests.elections import scenes


def codes(refused):
    return [found.code for found in refused.value.problems]


def test_a_prepared_election_keeps_the_version_of_its_rulebook(hall):
    assert scenes.draft(hall).rulebook_version == "1"


@pytest.mark.parametrize(("rulebook", "code"), [("party-1999", "E616"), ("party-190-2024", "E618")])
def test_a_rulebook_that_is_unknown_or_not_in_force_is_refused(hall, rulebook, code):
    election = scenes.draft(hall)
    election.rulebook = rulebook
    with pytest.raises(Refused) as refused:
        actions.prepare(hall.clerk, election)
    assert codes(refused) == [code]
    assert Election.objects.get().rulebook == "party-244-2014"


def test_candidates_stand_in_the_order_of_given_names(hall):
    assert tuple(row.name for row in queries.listed(scenes.draft(hall))) == scenes.PRINTED


def test_the_name_of_a_candidate_stays_as_it_was_entered(hall):
    election = scenes.draft(hall)
    member = hall.member("Lê Văn An")
    member.full_name = "Lê Văn Ân"
    people.actions.change_member(hall.clerk, member)
    assert queries.listed(election)[0].name == "Lê Văn An"


def test_nobody_is_on_a_list_twice_and_a_namesake_needs_another_printed_name(hall):
    election = scenes.draft(hall)
    namesake = people.member(hall.house.cell, "Lê Văn An")
    for member in (hall.member("Lê Văn An"), namesake):
        with pytest.raises(Refused) as refused:
            actions.enter_candidate(hall.clerk, Candidate(election=election, member=member))
        assert codes(refused) == ["E614"]
    actions.enter_candidate(hall.clerk, Candidate(election=election, member=namesake, name="Lê  Văn (1990) An"))
    assert "Lê Văn (1990) An" in [row.name for row in queries.listed(election)]


def test_a_withdrawn_candidate_leaves_the_list_and_can_come_back(hall):
    election = scenes.draft(hall)
    candidate = election.candidates.get(name="Lê Văn An")
    actions.withdraw_candidate(hall.clerk, candidate)
    assert [row.name for row in queries.withdrawn(election)] == ["Lê Văn An"]
    assert len(queries.listed(election)) == 5
    actions.withdraw_candidate(hall.clerk, candidate, withdrawn=False)
    assert len(queries.listed(election)) == 6


def test_a_candidate_entered_by_mistake_is_removed(hall):
    election = scenes.draft(hall)
    actions.remove_candidate(hall.clerk, election.candidates.get(name="Lê Văn An"))
    assert election.candidates.count() == 5


def test_a_list_without_surplus_and_one_with_too_much_are_refused(hall):
    election = scenes.draft(hall)
    actions.remove_candidate(hall.clerk, election.candidates.get(name="Lê Văn An"))
    with pytest.raises(Refused) as refused:
        actions.close_list(hall.clerk, election)
    assert codes(refused) == ["E406"]
    for member in hall.members[1:2] + hall.members[6:7]:
        actions.enter_candidate(hall.clerk, Candidate(election=election, member=member))
    with pytest.raises(Refused) as refused:
        actions.close_list(hall.clerk, election)
    assert codes(refused) == ["E407"]
    assert Election.objects.get().state == State.DRAFT


def test_only_members_with_the_status_may_stand(hall):
    election = scenes.draft(hall)
    change_status(hall.clerk, hall.member("Lê Văn An"), MemberStatus.Status.SUSPENDED, date(2022, 1, 1))
    with pytest.raises(Refused) as refused:
        actions.close_list(hall.clerk, election)
    assert codes(refused) == ["E401"]
    assert refused.value.problems[0].place == "candidates.1"


def test_a_stranger_on_the_list_is_refused(hall):
    election = scenes.draft(hall, names=scenes.NAMES[:5])
    stranger = people.member(hall.house.other_cell, "Ngô Thị Lạ")
    actions.enter_candidate(hall.clerk, Candidate(election=election, member=stranger))
    with pytest.raises(Refused) as refused:
        actions.close_list(hall.clerk, election)
    assert codes(refused) == ["E602"]


def test_a_nomination_from_the_floor_needs_the_number_present(hall):
    election = scenes.draft(hall, names=scenes.NAMES[:5])
    actions.enter_candidate(
        hall.clerk,
        Candidate(
            election=election,
            member=hall.members[5],
            source=Candidate.Source.NOMINATED,
            nominator=hall.members[10],
            support=20,
        ),
    )
    with pytest.raises(Refused) as refused:
        actions.close_list(hall.clerk, election)
    assert "E601" in codes(refused)
    actions.record_attendance(hall.clerk, election, convened=28, excluded=scenes.NOBODY_LEFT_OUT, present=28)
    assert actions.close_list(hall.clerk, election).state == State.LIST_CLOSED


def test_an_outgoing_committee_member_may_not_stand_outside_the_committees_list(hall):
    earlier = Term(
        unit=hall.house.cell, ordinal=7, label="2015 - 2020", since=date(2015, 1, 1), until=date(2019, 12, 31)
    )
    people.actions.open_term(hall.clerk, earlier)
    outgoing = hall.members[5]
    appoint(
        hall.clerk,
        Appointment(
            unit=hall.house.cell,
            member=outgoing,
            term=earlier,
            office=Appointment.Office.COMMITTEE_MEMBER,
            since=date(2015, 1, 1),
            source="test",
        ),
    )
    election = scenes.prepared(hall, names=scenes.NAMES[:5])
    actions.enter_candidate(
        hall.clerk,
        Candidate(election=election, member=outgoing, source=Candidate.Source.SELF, support=20),
    )
    with pytest.raises(Refused) as refused:
        actions.close_list(hall.clerk, election)
    assert codes(refused) == ["E403"]


@pytest.mark.parametrize("office", [Office.SECRETARY, Office.DEPUTY_SECRETARY])
def test_the_secretary_and_the_deputy_come_from_the_elected_committee(hall, office):
    election = scenes.draft(hall, office=office, seats=1, names=scenes.NAMES[:1])
    with pytest.raises(Refused) as refused:
        actions.close_list(hall.clerk, election)
    assert codes(refused) == ["E603"]
    scenes.declared(hall)
    assert actions.close_list(hall.clerk, election).style == "agree"


def test_the_style_of_ballot_follows_from_the_list(hall):
    election = scenes.draft(hall)
    actions.close_list(hall.clerk, election)
    assert election.style == "strike"
    actions.reopen_list(hall.clerk, election)
    assert (election.state, election.style) == (State.DRAFT, "")


def test_the_counting_committee_is_not_on_the_list(hall):
    election = scenes.draft(hall)
    with pytest.raises(Refused) as refused:
        actions.choose_counting_committee(hall.clerk, election, hall.members[-1], [hall.members[0]])
    assert codes(refused) == ["E617"]
    assert not election.counting_committee.exists()


def test_a_teller_entered_on_the_list_later_is_found_when_the_list_closes(hall):
    election = scenes.draft(hall, names=scenes.NAMES[:5])
    actions.choose_counting_committee(hall.clerk, election, hall.members[5], [])
    actions.enter_candidate(hall.clerk, Candidate(election=election, member=hall.members[5]))
    with pytest.raises(Refused) as refused:
        actions.close_list(hall.clerk, election)
    assert codes(refused) == ["E409"]


def test_choosing_the_counting_committee_again_replaces_it(hall):
    election = scenes.prepared(hall)
    actions.choose_counting_committee(hall.clerk, election, hall.members[-4], [])
    assert [(row.name, row.head) for row in queries.counting_committee(election)] == [
        (hall.members[-4].full_name, True)
    ]


def test_the_base_is_the_convened_less_the_lawful_exclusions(hall):
    election = scenes.draft(hall)
    excluded = {Exclusion.SUSPENDED: 1, Exclusion.ABSENT_WITH_LEAVE: 2}
    actions.record_attendance(hall.clerk, election, convened=28, excluded=excluded, present=24)
    stored = Election.objects.get()
    assert (stored.base, stored.excluded) == (25, {"suspended": 1, "absent_with_leave": 2})


@pytest.mark.parametrize(("convened", "left_out", "present", "code"), [(3, 3, 0, "E606"), (28, 2, 27, "E607")])
def test_an_impossible_attendance_is_refused(hall, convened, left_out, present, code):
    election = scenes.draft(hall)
    with pytest.raises(Refused) as refused:
        actions.record_attendance(
            hall.clerk, election, convened=convened, excluded={Exclusion.SUSPENDED: left_out}, present=present
        )
    assert codes(refused) == [code]
    assert Election.objects.get().convened is None


def test_the_vote_opens_only_with_attendance_and_a_head_of_the_counting_committee(hall):
    election = scenes.draft(hall)
    actions.close_list(hall.clerk, election)
    events = Event.objects.count()
    with pytest.raises(Refused) as refused:
        actions.open_voting(hall.clerk, election)
    assert codes(refused) == ["E605", "E604"]
    assert Event.objects.count() == events


def test_the_attendance_is_fixed_once_the_vote_is_open(hall):
    election = scenes.voting(hall)
    with pytest.raises(Refused) as refused:
        actions.record_attendance(hall.clerk, election, convened=20, excluded={}, present=20)
    assert codes(refused) == ["E620"]


def test_typed_attendance_does_not_contradict_the_roll(hall):
    election = scenes.draft(hall)
    left_out = {Exclusion.ABSENT_WITH_LEAVE: 1}

    def record(**changes):
        numbers = {"convened": 28, "excluded": left_out, "present": 26}
        return actions.record_attendance(hall.clerk, election, **(numbers | changes))

    record(present=20)
    record(from_roll=True)
    record()
    for change in ({"present": 25}, {"excluded": {Exclusion.SUSPENDED: 1}}, {"convened": 29}):
        with pytest.raises(Refused) as refused:
            record(**change)
        assert codes(refused) == ["E627"]
    record(present=27, from_roll=True)
    assert Election.objects.get().present == 27


def test_a_further_round_keeps_to_the_roll(hall):
    election = scenes.prepared(hall)
    actions.record_attendance(
        hall.clerk, election, convened=28, excluded=scenes.NOBODY_LEFT_OUT, present=28, from_roll=True
    )
    actions.close_list(hall.clerk, election)
    actions.open_voting(hall.clerk, election)
    actions.close_voting(hall.clerk, election, issued=28, returned=28)
    for teller in hall.tellers:
        actions.type_count(teller, election, valid=28, invalid={}, votes=(27, 26, 25, 14, 13, 10))
    following = actions.open_next_round(hall.clerk, scenes.declare(hall, election))
    with pytest.raises(Refused) as refused:
        actions.record_attendance(hall.clerk, following, convened=28, excluded={}, present=27)
    assert codes(refused) == ["E627"]


def test_steps_out_of_order_are_refused(hall):
    election = scenes.draft(hall)
    for step in (actions.reopen_list, actions.open_voting):
        with pytest.raises(Refused) as refused:
            step(hall.clerk, election)
        assert codes(refused) == ["E501"]
    with pytest.raises(Refused) as refused:
        actions.close_voting(hall.clerk, election, issued=1, returned=1)
    assert codes(refused) == ["E501"]


@pytest.mark.parametrize(("issued", "returned"), [(29, 28), (28, 29)])
def test_impossible_numbers_of_ballots_are_refused(hall, issued, returned):
    election = scenes.voting(hall)
    with pytest.raises(Refused) as refused:
        actions.close_voting(hall.clerk, election, issued=issued, returned=returned)
    assert codes(refused) == ["E615"]
    assert Election.objects.get().state == State.VOTING


def test_a_page_left_open_does_not_bring_back_what_has_moved_on(hall):
    election = scenes.draft(hall)
    stale = Election.objects.get(pk=election.pk)
    actions.close_list(hall.clerk, election)
    stale.title = "Cũ"
    entered = Candidate(election=stale, member=hall.members[9])
    for write in (lambda: actions.prepare(hall.clerk, stale), lambda: actions.enter_candidate(hall.clerk, entered)):
        with pytest.raises(Refused) as refused:
            write()
        assert codes(refused) == ["E620"]
    again = Election.objects.get(pk=election.pk)
    actions.open_voting(hall.clerk, _ready(hall, again))
    with pytest.raises(Refused) as refused:
        actions.reopen_list(hall.clerk, election)
    assert codes(refused) == ["E501"]
    assert Election.objects.get().state == State.VOTING


def _ready(hall, election):
    actions.record_attendance(hall.clerk, election, convened=28, excluded=scenes.NOBODY_LEFT_OUT, present=28)
    actions.choose_counting_committee(hall.clerk, election, hall.members[-1], [])
    return election


def test_the_counting_committee_is_fixed_once_the_vote_is_open(hall):
    with pytest.raises(Refused) as refused:
        actions.choose_counting_committee(hall.clerk, scenes.voting(hall), hall.members[-4], [])
    assert codes(refused) == ["E620"]
