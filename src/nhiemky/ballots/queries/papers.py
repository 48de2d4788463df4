"""The ballot paper of an election: composed from its list, printed from what was approved."""

from typing import Literal

from nhiemky.ballots.models import Paper
from nhiemky.ballots.queries.batches import layout
from nhiemky.core.ballots.composition.compose import compose
from nhiemky.core.ballots.composition.paper import BallotPaper, PageName
from nhiemky.core.ballots.layout import Layout
from nhiemky.core.elections.contest import Contest
from nhiemky.core.elections.rulebook import BallotStyle
from nhiemky.elections import queries as elections
from nhiemky.elections.models import Election
from nhiemky.printing.ballots import render_ballot
from nhiemky.printing.letter_widths import width_of


def composed(election: Election, *, page: PageName | None = None, columns: Literal[1, 2] | None = None) -> Layout:
    """The ballot as it would be printed now; raises Refused (B101 to B106) for a list that cannot be printed."""
    paper = BallotPaper(_printed(election), round=election.round, page=page, columns=columns)
    return compose(paper, width_of)


def still_fits(paper: Paper) -> bool:
    """Whether the election has the same list, style and seats as when the paper was approved."""
    election, told = paper.election, layout(paper)
    names = tuple(place.name for place in told.places)
    fresh = composed(election, page="A4" if told.width > 200 else "A5")
    return names == tuple(place.name for place in fresh.places) and told.style is fresh.style


def pdf(paper: Paper, copies: int = 1) -> bytes:
    """The approved ballot as PDF, the same bytes each time."""
    return render_ballot(layout(paper), copies)


def _printed(election: Election) -> Contest:
    """What is printed of the vote. The base is not, and need not be known when ballots are printed."""
    return Contest(
        title=election.title,
        organisation=election.unit.name,
        rulebook=elections.rulebook(election),
        seats=election.seats,
        base=1,
        style=BallotStyle(election.style),
        candidates=tuple(row.name for row in elections.listed(election)),
        tie_revote=election.tie_revote,
    )
