"""What writes an election from its first draft to the close of its vote."""

from collections.abc import Mapping, Sequence

from nhiemky.core.elections.rulebook import Exclusion
from nhiemky.core.elections.rulebooks import rulebooks
from nhiemky.core.elections.states import ElectionAction
from nhiemky.core.elections.totals import Papers
from nhiemky.core.problem import Problem, Refused
from nhiemky.core.vietnamese.dates import format_date
from nhiemky.elections import queries
from nhiemky.elections.actions.steps import (
    keep_ballots,
    lock,
    next_state,
    require_draft,
    require_possible_ballots,
    told_of,
)
from nhiemky.elections.candidacy import list_problems, rounds_used_up
from nhiemky.elections.models import Candidate, CountingCommitteeMember, Election, State, Style
from nhiemky.elections.problems import problem
from nhiemky.organisation.models import Member
from nhiemky.records.actions import Actor, about, action, note


@action("elections.prepared")
def prepare(actor: Actor, election: Election) -> Election:
    """Save a new election or a changed draft.

    Raises Refused for an unknown rulebook, one not in force that day, and a vote for a secretary whom the superior is
    to appoint after too many rounds.
    """
    require_draft(election)
    book = rulebooks().get(election.rulebook)
    if book is None:
        raise Refused(problem("E616", "rulebook", name=election.rulebook))
    if not book.in_force(election.held_on):
        raise Refused(problem("E618", "rulebook", name=election.rulebook, day=format_date(election.held_on)))
    if found := rounds_used_up(election):
        raise Refused(*found)
    election.rulebook_version = book.version
    election.save()
    return election


@action("elections.candidate_entered")
def enter_candidate(actor: Actor, candidate: Candidate) -> Candidate:
    """Put a member on the list under a name as printed. Raises Refused for a name or member that is on it already."""
    election = candidate.election
    require_draft(election)
    about(election)
    candidate.name = " ".join((candidate.name or candidate.member.full_name).split())
    others = election.candidates.exclude(pk=candidate.pk)
    if any(row.member_id == candidate.member_id or row.name == candidate.name for row in others):
        raise Refused(problem("E614", "name", name=candidate.name))
    candidate.save()
    return candidate


@action("elections.candidate_withdrawn")
def withdraw_candidate(actor: Actor, candidate: Candidate, *, withdrawn: bool = True) -> Candidate:
    """Take a name off the list with the congress's consent, or put it back."""
    require_draft(candidate.election)
    about(candidate.election)
    candidate.withdrawn = withdrawn
    candidate.save()
    return candidate


@action("elections.candidate_removed")
def remove_candidate(actor: Actor, candidate: Candidate) -> None:
    """Remove a name that was entered by mistake."""
    require_draft(candidate.election)
    about(candidate.election)
    candidate.delete()


@action("elections.counting_committee_chosen")
def choose_counting_committee(actor: Actor, election: Election, head: Member, members: Sequence[Member]) -> None:
    """Record the counting committee the congress chose by open vote; it replaces the one before.

    Raises Refused when one of them is on the list (reference 1.7).
    """
    lock(election)
    if election.state not in {State.DRAFT, State.LIST_CLOSED}:
        raise Refused(problem("E620"))
    on_list = {row.member_id: row.name for row in queries.listed(election)}
    chosen = {member.pk: member for member in (head, *members)}
    if clash := [pk for pk in chosen if pk in on_list]:
        raise Refused(*(problem("E617", "members", name=on_list[pk]) for pk in clash))
    for row in election.counting_committee.all():
        row.delete()
    for member in chosen.values():
        CountingCommitteeMember(
            election=election, member=member, name=member.full_name, head=member.pk == head.pk
        ).save()


@action("elections.attendance_recorded")
def record_attendance(
    actor: Actor,
    election: Election,
    *,
    convened: int,
    excluded: Mapping[Exclusion, int],
    present: int,
    from_roll: bool = False,
) -> Election:
    """Record official members convened, the lawful exclusions by reason (reference 1.8) and those present at the vote.

    The base is what is left of the convened; it is never typed. `from_roll` says that a congress's roll gives the
    numbers: typed ones that differ are refused from then on. Raises Refused for these, when nobody is left, when more
    are present than the base, or once the vote is open.
    """
    lock(election)
    if election.state not in {State.DRAFT, State.LIST_CLOSED}:
        raise Refused(problem("E620"))
    by_reason = {str(reason): number for reason, number in excluded.items() if number}
    known = (election.convened, election.excluded, election.present)
    if election.from_roll and not from_roll and known != (convened, by_reason, present):
        numbers = {"convened": election.convened, "excluded": sum(election.excluded.values())}
        raise Refused(problem("E627", **numbers, present=election.present))
    left_out = sum(excluded.values())
    if convened - left_out < 1:
        raise Refused(problem("E606", "convened", excluded=left_out, convened=convened))
    if present > convened - left_out:
        raise Refused(problem("E607", "present", present=present, base=convened - left_out))
    election.convened = convened
    election.excluded = by_reason
    election.present = present
    election.from_roll = election.from_roll or from_roll
    election.save()
    return election


@action("elections.list_closed")
def close_list(actor: Actor, election: Election) -> Election:
    """Close the list the congress has voted on; the style of ballot follows from its length.

    Raises Refused with every reason why the list is not lawful.
    """
    moved = next_state(election, ElectionAction.CLOSE_LIST)
    if found := list_problems(election):
        raise Refused(*found)
    styles = queries.rulebook(election).ballot_styles.value
    surplus = len(queries.listed(election)) > election.seats
    election.style = Style(styles.with_surplus if surplus else styles.without_surplus)
    election.state = moved
    election.save()
    return election


@action("elections.list_reopened")
def reopen_list(actor: Actor, election: Election) -> Election:
    """Open the list again, before any ballot is issued."""
    election.state = next_state(election, ElectionAction.REOPEN_LIST)
    election.style = ""
    election.save()
    return election


@action("elections.voting_opened")
def open_voting(actor: Actor, election: Election) -> Election:
    """Begin the vote. Raises Refused without attendance, without a head of the counting committee, or when a member
    of it is on the list."""
    moved = next_state(election, ElectionAction.OPEN_VOTING)
    found: list[Problem] = []
    if election.base is None or election.present is None:
        found.append(problem("E605", "present"))
    if not election.counting_committee.filter(head=True).exists():
        found.append(problem("E604", "counting_committee"))
    found += [fault for fault in list_problems(election) if fault.code == "E409"]
    if found:
        raise Refused(*found)
    election.state = moved
    election.save()
    return election


@action("elections.voting_closed")
def close_voting(
    actor: Actor, election: Election, *, issued: int, returned: int, papers: Papers | None = None
) -> Election:
    """Close the vote with the numbers of ballots reported to the congress; `papers` where the sheets are accounted for.

    Raises Refused for impossible numbers.
    """
    moved = next_state(election, ElectionAction.CLOSE_VOTING)
    require_possible_ballots(election, issued, returned, papers)
    keep_ballots(election, issued, returned, papers)
    election.state = moved
    election.save()
    note(issued=issued, returned=returned, **told_of(papers))
    return election
