"""Both counts of an evening by people who answer what is true, through the pages. Needs Django set up.

What the server takes for a page with its pictures and for a sheet sent in is measured; what people take is reckoned.
"""

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from django.test import Client
from django.urls import reverse

from bench.evening_paper import Sheet
from bench.evening_people import ONE, People, Work, sheet
from nhiemky.ballots import queries
from nhiemky.ballots.models import Answer, Batch, Question, Side
from nhiemky.core.ballots.reading import ReadMark
from nhiemky.core.elections.validity import RuledInvalid
from nhiemky.organisation.models import User

#: What is true of a ballot, by the digest of its picture.
type Truths = Mapping[str, Sheet]

QUEUES = {Side.FIRST: "ballots:questions", Side.SECOND: "ballots:doubts"}


def count(batch: Batch, first: Sequence[User], second: Sequence[User], true: Truths) -> People:
    """Everybody of both counts works until no question is open."""
    crowd = People()
    turns = [(user, Side.FIRST) for user in first] + [(user, Side.SECOND) for user in second]
    crowd.run([_turns(user, batch, side, true) for user, side in turns])
    return crowd


def _turns(user: User, batch: Batch, side: Side, true: Truths) -> tuple[Work, Callable[[], Callable[[], None] | None]]:
    work, browser = Work(f"{user.username} ({side})"), Client(SERVER_NAME="localhost")
    browser.force_login(user)

    def begin() -> Callable[[], None] | None:
        sheets = queries.sheets_for(user, batch, side)
        if not sheets:
            return None
        questions = queries.questions(sheets[0])
        _look(browser, work, batch, side, questions)
        return _one(questions[0]) if len(questions) == 1 else _many(questions)

    def _one(question: Question) -> Callable[[], None]:
        work.seconds += ONE
        work.singles += 1
        data = {"value": answer(question, true), "side": side}
        return lambda: _send(browser, work, reverse("ballots:answer", args=[question.pk]), data, 1)

    def _many(questions: Sequence[Question]) -> Callable[[], None]:
        said = {question.pk: answer(question, true, on_sheet=True) for question in questions}
        usual = Counter(said.values()).most_common(1)[0][0]
        others = {pk: value for pk, value in said.items() if value != usual}
        work.seconds += sheet(len(said), len(others))
        work.sheets += 1
        work.exceptions += len(others)
        data = {"question": list(said), "all": usual} | {f"mark_{pk}": value for pk, value in others.items()}
        return lambda: _send(browser, work, reverse(QUEUES[side], args=[batch.pk]), data, len(said))

    return work, begin


def _look(browser: Client, work: Work, batch: Batch, side: Side, questions: Sequence[Question]) -> None:
    started = time.perf_counter()
    seen = [browser.get(reverse(QUEUES[side], args=[batch.pk]))]
    if len(questions) > 1:
        seen += [browser.get(reverse("ballots:crop", args=[question.pk])) for question in questions]
    else:
        seen.append(browser.get(reverse("ballots:picture", args=[questions[0].ballot_id, 1])))
    work.machine += time.perf_counter() - started
    if any(page.status_code != 200 for page in seen):
        raise AssertionError([page.status_code for page in seen])


def _send(browser: Client, work: Work, address: str, data: Mapping[str, object], answers: int) -> None:
    before = _given(browser)
    started = time.perf_counter()
    page = browser.post(address, data)
    work.machine += time.perf_counter() - started
    if page.status_code != 302:
        raise AssertionError(page.status_code)
    taken = _given(browser) - before
    work.answers += taken
    work.late += answers - taken


def _given(browser: Client) -> int:
    return Answer.objects.filter(by=int(browser.session["_auth_user_id"])).count()


def answer(question: Question, true: Truths, *, on_sheet: bool = False) -> str:
    """What a careful person says: of one row its mark, of a whole ballot whatever rules it invalid."""
    found = true[question.ballot.pictures[0]["sha256"]]
    match found.ballot:
        case RuledInvalid(code) if not on_sheet:
            return str(code)
    if question.candidate is None:
        return "valid"
    return str(ReadMark.STRUCK if ReadMark.STRUCK in found.truths[question.candidate].right else ReadMark.CLEAR)
