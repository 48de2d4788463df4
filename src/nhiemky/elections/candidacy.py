"""The list of candidates, held against the rulebook: rows mapped to the core's nominations."""

from collections.abc import Iterator

from nhiemky.core.elections.candidacy import (
    CommitteeNomination,
    FloorNomination,
    Nomination,
    Person,
    check_length,
    check_nominations,
)
from nhiemky.core.elections.rulebook import MemberStatus as CoreStatus
from nhiemky.core.elections.rulebook import Office as CoreOffice
from nhiemky.core.problem import Problem
from nhiemky.elections import queries
from nhiemky.elections.models import Candidate, Election, Office
from nhiemky.elections.problems import problem
from nhiemky.organisation.models import Member, MemberStatus

FROM_THE_COMMITTEE = frozenset({Office.SECRETARY, Office.DEPUTY_SECRETARY})


def list_problems(election: Election) -> tuple[Problem, ...]:
    """Every reason why the list is not lawful; `place` is `candidates` or `candidates.N`, N in printed order."""
    rows = queries.listed(election)
    rulebook = queries.rulebook(election)
    if election.tie_revote:
        return ()
    statuses = queries.statuses(election.unit, election.held_on)
    outgoing = queries.outgoing(election.unit, election.term, election.held_on)
    strangers = tuple(_strangers(rows, statuses))
    if strangers:
        return strangers
    tellers = {str(row.member_id) for row in election.counting_committee.all()}
    return (
        *check_length(rulebook, CoreOffice(election.office), election.seats, len(rows)),
        *_attendance_missing(election, rows),
        *check_nominations(
            [_nomination(row, statuses, outgoing) for row in rows],
            rulebook,
            attending=election.present or 0,
            tellers=tellers,
        ),
        *_not_in_the_committee(election, rows),
        *_already_secretary(election, rows),
        *rounds_used_up(election),
    )


def _strangers(rows: list[Candidate], statuses: dict[int, MemberStatus.Status]) -> Iterator[Problem]:
    for number, row in enumerate(rows, start=1):
        for member in filter(None, (row.member, row.nominator)):
            if member.pk not in statuses:
                yield problem("E602", f"candidates.{number}", name=member.full_name)


def _attendance_missing(election: Election, rows: list[Candidate]) -> Iterator[Problem]:
    from_the_floor = any(row.source != Candidate.Source.COMMITTEE for row in rows)
    if from_the_floor and election.present is None:
        yield problem("E601", "candidates")


def _nomination(row: Candidate, statuses: dict[int, MemberStatus.Status], outgoing: set[int]) -> Nomination:
    def person(member: Member, name: str) -> Person:
        return Person(str(member.pk), name, CoreStatus(statuses[member.pk]), member.pk in outgoing)

    candidate = person(row.member, row.name)
    if row.source == Candidate.Source.COMMITTEE:
        return CommitteeNomination(candidate)
    nominator = person(row.nominator, row.nominator.full_name) if row.nominator else None
    return FloorNomination(candidate, nominator, row.support or 0)


def _not_in_the_committee(election: Election, rows: list[Candidate]) -> Iterator[Problem]:
    """Secretary and deputy are chosen from among the elected committee, each by its own ballot (244 Art. 19.9)."""
    if election.office not in FROM_THE_COMMITTEE:
        return
    chosen = {member.pk for member in queries.elected_to(election.unit, election.term, Office.COMMITTEE)}
    for number, row in enumerate(rows, start=1):
        if row.member_id not in chosen:
            yield problem("E603", f"candidates.{number}", name=row.name)


def _already_secretary(election: Election, rows: list[Candidate]) -> Iterator[Problem]:
    """The deputy is elected after the secretary and beside them (244 Art. 19.9): nobody is both."""
    if election.office != Office.DEPUTY_SECRETARY:
        return
    chosen = {member.pk for member in queries.elected_to(election.unit, election.term, Office.SECRETARY)}
    for number, row in enumerate(rows, start=1):
        if row.member_id in chosen:
            yield problem("E628", f"candidates.{number}", name=row.name)


def rounds_used_up(election: Election) -> tuple[Problem, ...]:
    """A cell votes no further for a secretary after so many rounds without one (29-QĐ/TW point 24, 294-QĐ/TW)."""
    if not queries.rounds_are_limited(election):
        return ()
    most = queries.rulebook(election).secretary_rounds.value
    return (problem("E629", rounds=most),) if queries.rounds_without_secretary(election) >= most else ()
