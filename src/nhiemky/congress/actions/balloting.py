"""What joins the elections to their congress: title, rulebook of the day, and the numbers of the roll."""

from nhiemky.congress import queries
from nhiemky.congress.minutes import election_title
from nhiemky.congress.models import AgendaItem, Congress, CongressElection
from nhiemky.congress.problems import problem
from nhiemky.core.elections.rulebook import Exclusion
from nhiemky.core.elections.rulebooks import suggested
from nhiemky.core.problem import Refused
from nhiemky.core.vietnamese.dates import format_date
from nhiemky.elections.actions import prepare as prepare_election
from nhiemky.elections.actions import record_attendance
from nhiemky.elections.models import Election, Office
from nhiemky.elections.models import State as ElectionState
from nhiemky.records.actions import Actor, about, action

# Once the list is closed the numbers may still change; once people vote they may not.
BEFORE_THE_VOTE = (ElectionState.DRAFT, ElectionState.LIST_CLOSED)


@action("congress.election_prepared")
def create_election(
    actor: Actor, congress: Congress, *, office: Office, seats: int, title: str = "", item: AgendaItem | None = None
) -> Election:
    """Prepare an election of this congress under the rulebook in force on its day (for 2022: 244-QĐ/TW).

    `title` is as printed on ballots and minutes, the usual one when left out; `item` is where it stands on the agenda.
    While the congress is in session the election gets the numbers of the roll at once, otherwise when it opens.
    Raises Refused without a day or a rulebook of that day.
    """
    about(congress)
    if congress.held_on is None:
        raise Refused(problem("C602", "held_on"))
    book = suggested(congress.held_on)
    if book is None:
        raise Refused(problem("C609", "rulebook", day=format_date(congress.held_on)))
    election = Election(
        unit=congress.unit,
        term=congress.term,
        office=office,
        title=title or election_title(congress, office),
        rulebook=book.name,
        seats=seats,
        held_on=congress.held_on,
        place=congress.locality or congress.place,
    )
    prepare_election(actor, election)
    CongressElection(congress=congress, election=election, item=item).save()
    if congress.opened_at is not None:
        _record(actor, congress, [election])
    return election


def pass_attendance(actor: Actor, congress: Congress) -> None:
    """Give the numbers of the roll to every election of the congress whose vote is not open yet; part of an action."""
    _record(actor, congress, [row for row in queries.elections(congress) if row.state in BEFORE_THE_VOTE])


def _record(actor: Actor, congress: Congress, elections: list[Election]) -> None:
    if not elections:
        return
    base = queries.base_of(congress)
    excluded = {Exclusion(reason): number for reason, number in queries.excluded_counts(base).items()}
    for election in elections:
        known = (election.convened, election.excluded, election.present)
        given = (base.convened, {str(reason): number for reason, number in excluded.items()}, base.present)
        if known != given or not election.from_roll:
            record_attendance(
                actor, election, convened=base.convened, excluded=excluded, present=base.present, from_roll=True
            )
