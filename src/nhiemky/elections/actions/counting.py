"""What writes the counts: two persons type their totals, each without seeing the other's."""

from collections.abc import Mapping, Sequence

from nhiemky.core.elections.rulebook import InvalidCode
from nhiemky.core.elections.states import ElectionAction
from nhiemky.core.elections.totals import Papers, check_totals
from nhiemky.core.problem import Refused
from nhiemky.elections import queries
from nhiemky.elections.actions.steps import keep_ballots, lock, next_state, require_possible_ballots, told_of
from nhiemky.elections.models import Correction, Declaration, Election, TellerCount
from nhiemky.elections.problems import problem
from nhiemky.organisation.models import User
from nhiemky.records import clock
from nhiemky.records.actions import Actor, about, action, note


@action("elections.count_typed")
def type_count(
    actor: User, election: Election, *, valid: int, invalid: Mapping[InvalidCode, int], votes: Sequence[int]
) -> TellerCount:
    """Save the totals one teller counted; `votes` in printed order. Typed again, they replace that teller's own.

    Raises Refused when the election is not being counted, for a third person, for a candidate, once two counts agree,
    and for totals that no set of ballots could give (each reason with its field).
    """
    about(election)
    lock(election)
    typed = queries.typed_counts(election)
    own = next((count for count in typed if count.typed_by_id == actor.pk), None)
    if not queries.is_counting(election):
        raise Refused(problem("E622"))
    if queries.is_candidate(election, actor):
        raise Refused(problem("E619"))
    if own is None and len(typed) >= queries.COUNTS_NEEDED:
        raise Refused(problem("E608"))
    if queries.differences(election) == ():
        raise Refused(problem("E609"))
    count = own or TellerCount(election=election, edition=queries.edition(election), typed_by=actor)
    count.valid = valid
    count.invalid = {str(code): number for code, number in invalid.items() if number}
    count.votes = list(votes)
    count.typed_at = clock.now()
    if found := check_totals(queries.totals(count, election), queries.contest(election)):
        raise Refused(*found)
    count.save()
    return count


@action("elections.recount_ordered")
def recount(
    actor: Actor, election: Election, *, issued: int, returned: int, reason: str, papers: Papers | None = None
) -> Election:
    """Put all counts, typed and made by ballots, aside and count again, where need be with corrected numbers."""
    election.state = next_state(election, ElectionAction.RECOUNT)
    _require_reason(reason)
    require_possible_ballots(election, issued, returned, papers)
    for row in (*queries.counts(election), *queries.count_files(election)):
        row.delete()
    keep_ballots(election, issued, returned, papers)
    election.save()
    note(reason=reason, issued=issued, returned=returned, **told_of(papers))
    return election


@action("elections.correction_ordered")
def correct(
    actor: User, declaration: Declaration, *, issued: int, returned: int, reason: str, papers: Papers | None = None
) -> Correction:
    """Order that a declared result is counted anew; the declared one stays, the next declaration points back to it.

    Raises Refused without a reason, for a result that has a correction or a further round already.
    """
    election = declaration.election
    about(election)
    lock(election)
    _require_reason(reason)
    if election.successors.exists():
        raise Refused(problem("E621"))
    if Correction.objects.filter(declaration=declaration).exists():
        raise Refused(problem("E611"))
    require_possible_ballots(election, issued, returned, papers)
    correction = Correction(declaration=declaration, reason=reason, ordered_by=actor, ordered_at=clock.now())
    keep_ballots(correction, issued, returned, papers)
    correction.save()
    return correction


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused(problem("E612", "reason"))
