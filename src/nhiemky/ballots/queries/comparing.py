"""Where the two counts differ, ballot by ballot, and the file anyone can count again."""

from dataclasses import dataclass

from nhiemky.ballots.models import Ballot, Batch, State
from nhiemky.ballots.queries.batches import layout
from nhiemky.ballots.queries.counting import first_count, second_count
from nhiemky.ballots.queries.keeping import require_open
from nhiemky.core.ballots.assembly import ballots_json
from nhiemky.core.elections.recount import compare_ballots
from nhiemky.core.elections.validity import Ballot as CoreBallot


@dataclass(frozen=True)
class Differing:
    """A ballot the two counts do not share, as each has it."""

    ballot: Ballot
    first: CoreBallot | None
    second: CoreBallot | None


def differences(batch: Batch) -> list[Differing]:
    """Every ballot that differs, in the stored order; none while a count is not closed. Raises Refused when sealed."""
    require_open(batch)
    if batch.state not in (State.COMPARING, State.AGREED):
        return []
    ballots = list(Ballot.objects.filter(batch=batch).order_by("place").prefetch_related("entries"))
    found = compare_ballots(_known(first_count(batch)), _known(second_count(batch)))
    return [Differing(ballots[each.number - 1], each.first, each.second) for each in found]


def ballots_file(batch: Batch) -> str:
    """The text of BALLOTS.json: the ballots of the first count in the stored, random order, one a line.

    The same batch always gives the same bytes. Raises Refused when sealed, ValueError while a ballot is open.
    """
    names = len(layout(batch.paper).places)
    return ballots_json(_known(first_count(batch)), names)


def _known(count: list[CoreBallot | None]) -> list[CoreBallot]:
    known = [ballot for ballot in count if ballot is not None]
    if len(known) < len(count):
        raise ValueError("A ballot of this count is still open")
    return known
