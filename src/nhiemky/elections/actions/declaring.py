"""What writes the declared result, the appointments made from it and the round that follows."""

import hashlib
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from nhiemky.core.elections.minutes import CountingCommittee, CountMinutes, Header, Proceedings, minutes_from_count
from nhiemky.core.elections.states import ElectionAction, Successor, successor
from nhiemky.core.elections.totals import tally_of
from nhiemky.core.problem import Refused
from nhiemky.core.vietnamese.roman import to_roman
from nhiemky.elections import queries
from nhiemky.elections.actions.preparation import enter_candidate, prepare
from nhiemky.elections.actions.steps import lock, next_state, require_possible_ballots
from nhiemky.elections.models import Candidate, Correction, Declaration, Election, Office
from nhiemky.elections.problems import problem
from nhiemky.organisation.actions import appoint, end_appointment
from nhiemky.organisation.models import Appointment, User
from nhiemky.records import clock
from nhiemky.records.actions import Actor, action, note
from nhiemky.records.digests import canonical

# Delegates and alternates are elected for one congress and hold no office of the unit.
APPOINTED = {
    Office.COMMITTEE.value: Appointment.Office.COMMITTEE_MEMBER,
    Office.SECRETARY.value: Appointment.Office.SECRETARY,
    Office.DEPUTY_SECRETARY.value: Appointment.Office.DEPUTY_SECRETARY,
}


@action("elections.declared")
def declare(actor: User, election: Election, *, signatory: str, ended: datetime, copies: int = 3) -> Declaration:
    """Declare the result of two counts that agree: the facts of the minutes are frozen with their digest.

    `signatory` signs for the presidium, `ended` is when the count was over. The outcome is derived from the counts.
    Raises Refused while two counts are missing or differ, while ballots are being counted one by one, or when it is not
    the time.
    """
    lock(election)
    correction = queries.open_correction(election)
    moved = None if correction else next_state(election, ElectionAction.DECLARE)
    if queries.awaits_ballots(election):
        raise Refused(problem("E630"))
    if queries.differences(election) != ():
        raise Refused(problem("E610"))
    require_possible_ballots(election, *queries.ballots(election), queries.papers(election))
    minutes = _minutes(election, signatory, ended, copies)
    facts = _facts(election, minutes, correction)
    declaration = Declaration(
        election=election,
        edition=queries.edition(election),
        outcome=minutes.outcome,
        facts=facts,
        digest=hashlib.sha256(canonical(facts)).hexdigest(),
        declared_at=clock.now(),
        declared_by=actor,
    )
    if moved is not None:
        election.state = moved
        election.save()
    declaration.save()
    note(digest=declaration.digest, outcome=declaration.outcome, edition=declaration.edition)
    _appoint(actor, declaration, correction)
    return declaration


@action("elections.round_opened")
def open_next_round(actor: Actor, declaration: Declaration) -> Election:
    """Prepare the election that a tie or too few elected calls for, with the names that may stand in it.

    Raises Refused when the result calls for none, when it exists already, or when the superior appoints instead.
    """
    earlier = declaration.election
    lock(earlier)
    kind = successor(queries.outcome_of(declaration))
    stale = queries.latest(earlier) != declaration or queries.open_correction(earlier) is not None
    if kind is None or stale or earlier.successors.exists():
        raise Refused(problem("E613"))
    minutes = declaration.facts["minutes"]
    following = Election(
        unit=earlier.unit,
        term=earlier.term,
        office=earlier.office,
        title=earlier.title,
        rulebook=earlier.rulebook,
        seats=minutes["seats_left"],
        round=earlier.round + 1,
        previous=earlier,
        tie_revote=kind is Successor.TIE_REVOTE,
        held_on=clock.today(),
        place=earlier.place,
        convened=earlier.convened,
        excluded=earlier.excluded,
        present=earlier.present,
        from_roll=earlier.from_roll,
    )
    prepare(actor, following)
    elected = {line["name"] for line in minutes["elected"]}
    stands = (
        set(minutes["tied"]) if following.tie_revote else {line["name"] for line in minutes["candidates"]} - elected
    )
    for row in queries.listed(earlier):
        if row.name in stands:
            enter_candidate(actor, _again(row, following))
    return following


def _again(row: Candidate, following: Election) -> Candidate:
    return Candidate(
        election=following,
        member=row.member,
        name=row.name,
        source=row.source,
        nominator=row.nominator,
        support=row.support,
        note=row.note,
    )


def _minutes(election: Election, signatory: str, ended: datetime, copies: int) -> CountMinutes:
    vote = queries.contest(election)
    committee = queries.counting_committee(election)
    header = Header(
        organisation=election.unit.name,
        congress_ordinal=to_roman(election.term.ordinal),
        term=election.term.label,
        place=election.place,
        date=election.held_on.isoformat(),
    )
    proceedings = Proceedings(
        legal_basis=(queries.rulebook(election).title.vi,),
        counting_committee=CountingCommittee(
            head=committee[0].name, members=tuple(row.name for row in committee if not row.head)
        ),
        convened=election.convened or 0,
        present=election.present or 0,
        ended=timezone.localtime(ended).isoformat(timespec="minutes"),
        copies=copies,
        presidium_signatory=signatory,
    )
    counted = tally_of(queries.totals(queries.counts(election)[0], election), vote)
    return minutes_from_count(header, proceedings, vote, counted, [row.note for row in queries.listed(election)])


def _facts(election: Election, minutes: CountMinutes, correction: Correction | None) -> dict[str, Any]:
    """What is declared, as plain JSON: the minutes, and what lies around them.

    `superior_appoints`: no further round follows though there is no secretary. `papers`: the sheets not issued,
    None where they were not accounted for. `files`: the digests of the files of a count made ballot by ballot, None
    where totals alone were typed.
    """
    files = queries.count_files(election)
    papers = queries.papers(election)
    return {
        "minutes": asdict(minutes),
        "superior": election.unit.parent.name if election.unit.parent else "",
        "office": election.office,
        "style": election.style,
        "round": election.round,
        "tie_revote": election.tie_revote,
        "excluded": election.excluded,
        "edition": queries.edition(election),
        "corrects": correction.declaration.digest if correction else None,
        "reason": correction.reason if correction else "",
        "superior_appoints": minutes.outcome == "another_round" and queries.is_last_round(election),
        "papers": asdict(papers) if papers else None,
        "files": files[0].digests if files else None,
    }


def _appoint(actor: Actor, declaration: Declaration, correction: Correction | None) -> None:
    """Put those elected into office, and out of it those whom only the corrected result had elected."""
    election = declaration.election
    office = APPOINTED.get(election.office)
    if office is None:
        return
    day = clock.today()
    elected = queries.elected_members([declaration])
    before = queries.elected_members([correction.declaration]) if correction else []
    held = Appointment.objects.filter(unit=election.unit, office=office, until=None)
    for appointment in held.filter(term__ordinal__lt=election.term.ordinal):
        end_appointment(actor, appointment, day - timedelta(days=1), declaration.digest)
    for appointment in held.filter(term=election.term, member__in=set(before) - set(elected)):
        # The last day lies before the first: it never held.
        end_appointment(actor, appointment, appointment.since - timedelta(days=1), declaration.digest)
    _begin([member for member in elected if member not in before], declaration, office, day, actor)


def _begin(members: list[Any], declaration: Declaration, office: Appointment.Office, day: date, actor: Actor) -> None:
    election = declaration.election
    for member in members:
        appointment = Appointment(
            unit=election.unit,
            member=member,
            term=election.term,
            office=office,
            since=day,
            source=f"{election.title} · SHA-256 {declaration.digest}",
        )
        appoint(actor, appointment)
