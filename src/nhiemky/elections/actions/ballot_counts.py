"""What writes counts made ballot by ballot: begun, given up, or handed in with the files anyone can count again."""

from collections.abc import Sequence
from dataclasses import dataclass

from nhiemky.core.elections.contest import Contest
from nhiemky.core.elections.election_file import ElectionFile
from nhiemky.core.elections.publication import count_files, election_toml
from nhiemky.core.elections.recount import compare, compare_ballots
from nhiemky.core.elections.rulebooks import rulebooks
from nhiemky.core.elections.tally import Tally, tally
from nhiemky.core.elections.totals import check_totals, tally_of
from nhiemky.core.elections.validity import Ballot
from nhiemky.core.problem import Refused
from nhiemky.elections import queries
from nhiemky.elections.actions.steps import lock
from nhiemky.elections.models import BallotsUnderCount, CountFiles, Election, TellerCount, Way
from nhiemky.elections.problems import problem
from nhiemky.organisation.models import User
from nhiemky.records import clock
from nhiemky.records.actions import Actor, about, action, note


@dataclass(frozen=True)
class BallotCount:
    """One count made ballot by ballot and the person who answers for it.

    `ballots` are in the order of the ballots file, which is random: the n-th of both counts is one sheet of paper.
    """

    by: User
    ballots: Sequence[Ballot]


@action("elections.ballots_begun")
def begin_ballots(actor: User, election: Election) -> BallotsUnderCount:
    """Begin to count the ballots one by one: from now on typed totals alone cannot be declared.

    Raises Refused when the election is not being counted, or such a count is under way already.
    """
    about(election)
    lock(election)
    if not queries.is_counting(election):
        raise Refused(problem("E622"))
    if queries.ballots_under_count(election):
        raise Refused(problem("E631"))
    begun = BallotsUnderCount(
        election=election, edition=queries.edition(election), begun_by=actor, begun_at=clock.now()
    )
    begun.save()
    return begun


@action("elections.ballots_given_up")
def give_ballots_up(actor: Actor, election: Election) -> None:
    """Give up the count of ballots one by one; typed totals can be declared again."""
    about(election)
    lock(election)
    begun = queries.ballots_under_count(election)
    if begun is not None:
        begun.delete()


@action("elections.ballot_counts_recorded")
def record_ballot_counts(
    actor: Actor, election: Election, *, first: BallotCount, second: BallotCount, ballots_file: str
) -> CountFiles:
    """Save two counts that agree ballot by ballot; `ballots_file` is the text of BALLOTS.json with those ballots.

    The presidium can then declare. Raises Refused when the election is not being counted, when such counts are in,
    for one person twice or a candidate, while a ballot differs, for a file that holds other ballots, for totals that
    cannot be true, and when a typed count has another number.
    """
    about(election)
    lock(election)
    if not queries.is_counting(election):
        raise Refused(problem("E622"))
    if queries.count_files(election):
        raise Refused(problem("E609"))
    _require_two_persons(election, first.by, second.by)
    _require_same_ballots(first, second)
    contest = queries.contest(election)
    issued, returned = queries.ballots(election)
    told = election_toml(ElectionFile(contest, issued, returned, election.round))
    published = count_files(told, ballots_file, rulebooks())
    if compare_ballots(published.ballots, first.ballots):
        raise Refused(problem("E625", "ballots"))
    rows = [_count(election, count, contest) for count in (first, second)]
    _require_no_other_typed_total(election, published.counted, contest)
    for row in rows:
        row.save()
    files = CountFiles(
        election=election,
        edition=queries.edition(election),
        election_toml=told,
        ballots_json=ballots_file,
        result_json=published.result,
    )
    files.save()
    note(**files.digests)
    return files


def _require_two_persons(election: Election, first: User, second: User) -> None:
    if first.pk == second.pk:
        raise Refused(problem("E623", name=first.full_name))
    if any(queries.is_candidate(election, user) for user in (first, second)):
        raise Refused(problem("E619"))


def _require_same_ballots(first: BallotCount, second: BallotCount) -> None:
    if differing := compare_ballots(first.ballots, second.ballots):
        raise Refused(problem("E624", "ballots", found=len(differing), first=differing[0].number))


def _count(election: Election, count: BallotCount, contest: Contest) -> TellerCount:
    """The row of a count. Raises Refused for totals that cannot be true, such as more ballots than were present."""
    counted = tally(count.ballots, contest, issued=queries.ballots(election)[0])
    row = TellerCount(
        election=election,
        edition=queries.edition(election),
        typed_by=count.by,
        way=Way.BY_BALLOT,
        valid=counted.valid,
        invalid={str(code): number for code, number in counted.invalid},
        votes=list(counted.votes),
        typed_at=clock.now(),
    )
    if found := check_totals(queries.totals(row, election), contest):
        raise Refused(*found)
    return row


def _require_no_other_typed_total(election: Election, counted: Tally, contest: Contest) -> None:
    for typed in queries.typed_counts(election):
        if compare(tally_of(queries.totals(typed, election), contest), counted, contest):
            raise Refused(problem("E626", name=typed.typed_by.full_name))
