"""Reading elections: the contest as the core knows it, the list, the counts, what was declared."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.db.models import QuerySet

from nhiemky.core.elections.contest import Contest
from nhiemky.core.elections.outcome import AnotherRound, Elected, Outcome, Tie
from nhiemky.core.elections.recount import Difference, compare
from nhiemky.core.elections.rulebook import BallotStyle, InvalidCode, Rulebook
from nhiemky.core.elections.rulebooks import rulebooks
from nhiemky.core.elections.totals import Papers, TypedTotals, tally_of
from nhiemky.elections.models import (
    BallotsUnderCount,
    Candidate,
    Correction,
    CountFiles,
    CountingCommitteeMember,
    Declaration,
    Election,
    Office,
    State,
    TellerCount,
    Way,
)
from nhiemky.organisation.models import Appointment, Member, MemberStatus, Term, Unit, User
from nhiemky.organisation.queries import members_of

# Reference 1.7: readings made independently of each other must agree.
COUNTS_NEEDED = 2


def rulebook(election: Election) -> Rulebook:
    """The rulebook the election was prepared under."""
    return rulebooks()[election.rulebook]


def listed(election: Election) -> list[Candidate]:
    """Candidates still on the list, in printed order (by given name)."""
    rows = election.candidates.select_related("member", "nominator")
    return sorted((row for row in rows if not row.withdrawn), key=lambda row: (row.name_key, row.name))


def withdrawn(election: Election) -> list[Candidate]:
    """Candidates who were on the list and withdrew."""
    return list(election.candidates.filter(withdrawn=True))


def counting_committee(election: Election) -> list[CountingCommitteeMember]:
    """The head first, then the members by given name."""
    return sorted(election.counting_committee.all(), key=lambda row: (not row.head, row.name_key))


def contest(election: Election) -> Contest:
    """What is voted on, for the core. Raises ValueError before the list is closed and the base recorded."""
    if not election.style or election.base is None:
        raise ValueError(f"{election} has no closed list or no base yet")
    return Contest(
        title=election.title,
        organisation=election.unit.name,
        rulebook=rulebook(election),
        seats=election.seats,
        base=election.base,
        style=BallotStyle(election.style),
        candidates=tuple(row.name for row in listed(election)),
        tie_revote=election.tie_revote,
    )


def edition(election: Election) -> int:
    """The number of the result that is being counted or comes next: 1, and one more for each correction."""
    return election.declarations.count() + 1


def open_correction(election: Election) -> Correction | None:
    """The correction that has been ordered and has no result yet."""
    last = latest(election)
    return Correction.objects.filter(declaration=last).first() if last else None


def is_counting(election: Election) -> bool:
    """Whether tellers may type now: in the first count, or in the count for a correction."""
    return election.state == State.COUNTING or open_correction(election) is not None


def counts(election: Election) -> list[TellerCount]:
    """The counts of the result under way in the order they came in: at most two typed, and two made by ballots."""
    return list(TellerCount.objects.filter(election=election, edition=edition(election)).select_related("typed_by"))


def typed_counts(election: Election) -> list[TellerCount]:
    """The counts of the result under way whose totals a teller typed, at most two."""
    return [count for count in counts(election) if count.way == Way.TYPED]


def count_files(election: Election) -> list[CountFiles]:
    """The files of the count by ballots of the result under way, at most one."""
    return list(CountFiles.objects.filter(election=election, edition=edition(election)))


def ballots_under_count(election: Election) -> BallotsUnderCount | None:
    """The count of ballots, one by one, of the result under way; None when nobody has begun one or it was given up."""
    return BallotsUnderCount.objects.filter(election=election, edition=edition(election)).first()


def awaits_ballots(election: Election) -> bool:
    """Whether ballots are being counted one by one and that count is not in yet: nothing can be declared before it."""
    return ballots_under_count(election) is not None and not count_files(election)


def ballots(election: Election) -> tuple[int, int]:
    """Ballots issued and returned, as reported for the result under way."""
    correction = open_correction(election)
    return (correction.issued, correction.returned) if correction else (election.issued or 0, election.returned or 0)


def papers(election: Election) -> Papers | None:
    """The sheets accounted for in the result under way; None where they were not."""
    row = open_correction(election) or election
    if row.printed is None or row.spoiled is None or row.unused is None:
        return None
    return Papers(row.printed, row.spoiled, row.unused)


def totals(count: TellerCount, election: Election) -> TypedTotals:
    """A typed count together with what the congress was told of the ballots."""
    issued, returned = ballots(election)
    return TypedTotals(
        present=election.present or 0,
        issued=issued,
        returned=returned,
        valid=count.valid,
        invalid={InvalidCode(code): number for code, number in count.invalid.items()},
        votes=tuple(count.votes),
    )


def latest(election: Election) -> Declaration | None:
    """The declared result in force: the last edition."""
    return election.declarations.order_by("-edition").first()


def published(declaration: Declaration) -> CountFiles | None:
    """The files from which a declared result can be counted again; None where totals alone were typed."""
    return CountFiles.objects.filter(election=declaration.election_id, edition=declaration.edition).first()


def declared_from(digests: Mapping[str, str]) -> Declaration | None:
    """The declared result whose files have these SHA-256 digests, by what each file holds."""
    wanted = {f"facts__files__{name}": digest for name, digest in digests.items()}
    return Declaration.objects.filter(**wanted).order_by("pk").first()


def outcome_of(declaration: Declaration) -> Outcome:
    """The outcome of a declared result, as the core's type."""
    minutes = declaration.facts["minutes"]
    elected = tuple(line["name"] for line in minutes["elected"])
    match declaration.outcome:
        case "elected":
            return Elected(elected)
        case "tie":
            return Tie(elected, tuple(minutes["tied"]), minutes["seats_left"])
        case _:
            return AnotherRound(elected, minutes["seats_left"])


def elected_members(declarations: Iterable[Declaration]) -> list[Member]:
    """The members elected by declared results, each once, in the order of the results and their votes."""
    found: dict[int, Member] = {}
    for declaration in declarations:
        by_name = {row.name: row.member for row in declaration.election.candidates.all()}
        for line in declaration.facts["minutes"]["elected"]:
            member = by_name[line["name"]]
            found.setdefault(member.pk, member)
    return list(found.values())


def declared(unit: Unit, term: Term, office: str) -> list[Declaration]:
    """The results in force for an office of a unit in a term: the last edition of each round, first round first."""
    rows = (
        Declaration.objects.filter(election__unit=unit, election__term=term, election__office=office)
        .select_related("election")
        .prefetch_related("election__candidates__member")
        .order_by("election__round", "election__pk", "edition")
    )
    last = {row.election_id: row for row in rows}
    return list(last.values())


def elected_to(unit: Unit, term: Term, office: str) -> list[Member]:
    """The members elected to an office of a unit in a term, over all rounds."""
    return elected_members(declared(unit, term, office))


def declared_seats(unit: Unit, term: Term, office: str = Office.COMMITTEE) -> int | None:
    """How many were elected to the office in the term; None where nothing has been declared (which is not 0)."""
    results = declared(unit, term, office)
    return len(elected_members(results)) if results else None


def rounds_are_limited(election: Election) -> bool:
    """Whether the rulebook lets the superior appoint after some rounds: only a cell's secretary."""
    return election.office == Office.SECRETARY and election.unit.kind == Unit.Kind.CELL


def rounds_without_secretary(election: Election) -> int:
    """How many declared votes of its congress came before this one and gave no secretary.

    These are the rounds it follows and the votes of its day, however they were prepared.
    """
    results = declared(election.unit, election.term, Office.SECRETARY)
    own = next((row.pk for row in results if row.election_id == election.pk), None)
    before = [row for row in results if own is None or row.pk < own]
    if elected_members(before):
        return 0
    same_day = sum(row.election.held_on == election.held_on for row in before)
    return max(same_day, election.previous.round if election.previous else 0)


def is_last_round(election: Election) -> bool:
    """Whether the superior appoints the secretary when this vote, too, elects none."""
    most = rulebook(election).secretary_rounds.value
    return rounds_are_limited(election) and rounds_without_secretary(election) + 1 >= most


def statuses(unit: Unit, day: date) -> dict[int, MemberStatus.Status]:
    """The status of each member of the unit on the day, by the member's number."""
    rows = members_of(unit, day).values_list("pk", "status")  # type: ignore[misc]
    return {pk: MemberStatus.Status(status) for pk, status in rows}


def outgoing(unit: Unit, term: Term, day: date) -> set[int]:
    """The numbers of the members who held office in the committee until now, by appointments of earlier terms."""
    rows = Appointment.objects.on(day - timedelta(days=1)).filter(unit=unit, term__ordinal__lt=term.ordinal)
    return set(rows.values_list("member_id", flat=True))


def may_be_on_counting_committee(election: Election) -> QuerySet[Member]:
    """Official members of the unit who are not on the list."""
    held = statuses(election.unit, election.held_on)
    official = [pk for pk, status in held.items() if status is MemberStatus.Status.OFFICIAL]
    on_list = election.candidates.filter(withdrawn=False).values("member_id")
    return Member.objects.filter(pk__in=official).exclude(pk__in=on_list)


def differences(election: Election) -> tuple[Difference, ...] | None:
    """Where the first count and each other differ, nothing where all agree; None while fewer than two are in."""
    found = counts(election)
    if len(found) < COUNTS_NEEDED:
        return None
    vote = contest(election)
    first, *others = (tally_of(totals(count, election), vote) for count in found)
    return tuple(difference for other in others for difference in compare(first, other, vote))


def can_be_declared(election: Election) -> bool:
    """Whether two counts agree, and no count of ballots one by one is still under way."""
    return is_counting(election) and not awaits_ballots(election) and differences(election) == ()


def is_candidate(election: Election, user: User) -> bool:
    """Whether the account belongs to somebody on the list."""
    return user.member_id is not None and election.candidates.filter(member=user.member_id, withdrawn=False).exists()


def suggested_attendance(election: Election) -> dict[str, int]:
    """What the members' statuses on the day say of the base, as a first guess for the form."""
    held = list(statuses(election.unit, election.held_on).values())
    official = [status for status in held if status != MemberStatus.Status.PROBATIONARY]
    temporary = official.count(MemberStatus.Status.TEMPORARY)
    suspended = official.count(MemberStatus.Status.SUSPENDED)
    return {
        "convened": len(official),
        "temporary_elsewhere": temporary,
        "exempt_absent": 0,
        "suspended": suspended,
        "absent_with_leave": 0,
        "present": len(official) - temporary - suspended,
    }
