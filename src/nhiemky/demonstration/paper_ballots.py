"""The committee's paper ballots, from the scanner to two counts that agree, by the tellers and without the queue."""

from collections.abc import Sequence

from django.core.files.base import ContentFile

from nhiemky.ballots import actions, queries, reading
from nhiemky.ballots.actions.scanning import ScanFile
from nhiemky.ballots.marks import marks_of
from nhiemky.ballots.models import Ballot, Question, Side
from nhiemky.core.ballots.adjudication import VALID, is_sure
from nhiemky.core.ballots.reading import Ink, ReadMark
from nhiemky.core.elections.validity import Mark
from nhiemky.demonstration.invented_hand import Marked, Stroke, scanned
from nhiemky.demonstration.organisation import account
from nhiemky.elections.models import Election

SEED = 20220616
# How much of the name a hasty line covers: marks that the machine leaves to people.
DOUBTFUL = (0.5, 0.6)
_WORKER = "demonstration"


def one_struck(votes: Sequence[int], ballots: int) -> list[Marked]:
    """Ballots that give these votes (in printed order) where each strikes one name; the first two leave room for doubt.

    Raises ValueError for votes that no such ballots give.
    """
    struck = [index for index, number in enumerate(votes) for _missing in range(ballots - number)]
    if len(struck) != ballots:
        raise ValueError(f"{ballots} ballots with one name struck on each do not give {votes}")
    doubtful = [Marked((Stroke(index, share),)) for index, share in zip(struck, DOUBTFUL, strict=False)]
    return [*doubtful, *(Marked((Stroke(index),)) for index in struck[len(doubtful) :])]


def count(election: Election, ballots: Sequence[Marked]) -> None:
    """Scan, read, mix, answer, key in and hand over, each step by the person whose it is.

    Each ballot has one name struck. Raises Refused where a person would be refused.
    """
    first, second, third = (account(f"kiemphieu{number}") for number in (1, 2, 3))
    batch = actions.open_batch(first, election)
    pdf = scanned(queries.layout(batch.paper), ballots, SEED)
    actions.add_scans(first, batch, [ScanFile("phieu-chi-uy.pdf", ContentFile(pdf, "phieu-chi-uy.pdf"))])
    while reading.read_some(batch, _WORKER):
        pass
    actions.mix(first, batch)
    for teller in (first, second):
        for question in queries.to_answer(teller, batch):
            actions.answer_question(teller, question, _answer(question))
    actions.close_first_count(second, batch)
    for question in queries.to_answer(third, batch, Side.SECOND):
        actions.key_in_doubt(third, question, _answer(question))
    actions.close_second_count(third, batch)
    actions.hand_over(first, batch)


def _answer(question: Question) -> str:
    if question.candidate is None:
        return VALID
    return str(Mark.STRUCK if question.candidate == _struck(question.ballot) else Mark.CLEAR)


def _struck(ballot: Ballot) -> int:
    """The one name that a person sees struck: surely so, or else where there is ink at all."""
    marks = marks_of(ballot.marks)
    sure = [mark.candidate for mark in marks if is_sure(mark) and mark.mark is ReadMark.STRUCK]
    inked = [mark.candidate for mark in marks if not is_sure(mark) and mark.ink is not Ink.NOTHING]
    (struck,) = sure or inked
    return struck
