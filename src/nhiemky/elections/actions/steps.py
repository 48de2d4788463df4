"""What several actions ask before they write."""

from dataclasses import asdict

from nhiemky.core.elections.states import ElectionAction, ElectionState, after
from nhiemky.core.elections.totals import Papers, check_papers
from nhiemky.core.problem import Problem, Refused
from nhiemky.elections.models import Correction, Election, State
from nhiemky.elections.problems import problem


def next_state(election: Election, step: ElectionAction) -> State:
    """The state a step leads to, from the state as it is now. Raises Refused when the step is not possible."""
    lock(election)
    found = after(ElectionState(election.state), step)
    if isinstance(found, Problem):
        raise Refused(found)
    return State(found)


def lock(election: Election) -> None:
    """Read the election anew and keep others from moving it until the action is done."""
    election.refresh_from_db(
        from_queryset=Election.objects.select_for_update(of=("self",)).select_related("unit__parent", "term")
    )


def require_draft(election: Election) -> None:
    """Raise Refused unless the election is new or a draft, as the database has it."""
    stored = Election.objects.select_for_update().filter(pk=election.pk).first()
    if stored is not None and stored.state != State.DRAFT:
        raise Refused(problem("E620"))


def require_possible_ballots(election: Election, issued: int, returned: int, papers: Papers | None) -> None:
    """Raise Refused unless returned ≤ issued ≤ present (reference 1.10) and the sheets, where told, add up."""
    present = election.present or 0
    found: list[Problem] = []
    if not returned <= issued <= present:
        found.append(problem("E615", "returned", returned=returned, issued=issued, present=present))
    if papers is not None:
        found += check_papers(papers, issued)
    if found:
        raise Refused(*found)


def told_of(papers: Papers | None) -> dict[str, int | None]:
    """The fields of the sheets; each None where they were not accounted for."""
    return {"printed": None, "spoiled": None, "unused": None} if papers is None else {**asdict(papers)}


def keep_ballots(row: Election | Correction, issued: int, returned: int, papers: Papers | None) -> None:
    """Put the numbers of ballots into the row they were reported for."""
    row.issued, row.returned = issued, returned
    for name, number in told_of(papers).items():
        setattr(row, name, number)
