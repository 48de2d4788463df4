"""What writes the ballot paper."""

import hashlib
from typing import Literal

from nhiemky.ballots.models import Batch, Paper
from nhiemky.ballots.problems import problem
from nhiemky.ballots.queries.papers import composed
from nhiemky.core.ballots.composition.paper import PageName
from nhiemky.core.ballots.layout_file import layout_json
from nhiemky.core.problem import Refused
from nhiemky.elections.actions.steps import lock
from nhiemky.elections.models import Election, State
from nhiemky.organisation.models import User
from nhiemky.records import clock
from nhiemky.records.actions import about, action, note


@action("ballots.paper_approved")
def approve_paper(
    actor: User, election: Election, *, page: PageName | None = None, columns: Literal[1, 2] | None = None
) -> Paper:
    """Freeze the ballot of an election whose list is closed; approved again, the new one takes the place of the old.

    `page` and `columns` None let the length of the list choose. Raises Refused before the list is closed, once ballots
    are counted by it, and when the list cannot be printed (B101 to B106).
    """
    about(election)
    lock(election)
    counted = Batch.objects.filter(election=election).exists()
    if election.state not in (State.LIST_CLOSED, State.VOTING) or counted:
        raise Refused(problem("B601"))
    text = layout_json(composed(election, page=page, columns=columns))
    paper = Paper.objects.filter(election=election).first() or Paper(election=election)
    paper.layout = text
    paper.digest = hashlib.sha256(text.encode()).hexdigest()
    paper.approved_by = actor
    paper.approved_at = clock.now()
    paper.save()
    note(layout=paper.digest)
    return paper
