"""A ballot of two A4 sheets, 34 names one below the other: from the scanner's pile to the published file."""

import json

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from nhiemky.ballots import actions, queries, tasks
from nhiemky.ballots.actions.scanning import ScanFile
from nhiemky.ballots.models import Page, Question, Side
from nhiemky.core.elections.validity import Mark
from nhiemky.core.problem import Refused
from nhiemky.elections import actions as elections
from nhiemky.elections import queries as election_queries
from nhiemky.records import clock
from tests.ballots import paper, scenes
from tests.ballots.test_counting import codes
from tests.elections import scenes as election_scenes

NAMES, SEATS = 34, 30
#: What three voters struck; the second left a name on the second sheet half struck.
STRUCK = ((0, 1, 32, 33), (2, 20, 30), (5, 6, 28, 29, 31))
HALF = 30


@pytest.fixture(scope="module")
def built_hall(lasting, built_house):
    """A cell large enough for the list, its committee of counters and somebody to vote."""
    with lasting(), clock.at(election_scenes.MOMENT):
        return election_scenes.hall(built_house, filler=NAMES)


@pytest.fixture
def batch(room):
    hall = room.hall
    names = tuple(member.full_name for member in hall.members[:NAMES])
    election = election_scenes.draft(hall, seats=SEATS, names=names)
    elections.record_attendance(
        hall.clerk, election, convened=NAMES, excluded=election_scenes.NOBODY_LEFT_OUT, present=NAMES
    )
    elections.choose_counting_committee(hall.clerk, election, hall.members[-1], hall.members[-3:-1])
    elections.close_list(hall.clerk, election)
    actions.approve_paper(hall.clerk, election, page="A4", columns=1)
    elections.open_voting(hall.clerk, election)
    elections.close_voting(hall.clerk, election, issued=3, returned=3)
    return actions.open_batch(room.tellers[0], election)


def sheets_of(layout, voter, *numbers):
    marks = "".join(("~" if n == HALF else "x") if n in STRUCK[voter] else "-" for n in range(NAMES))
    return [paper.page(layout, marks, 10 * voter + number, number) for number in numbers]


def add(room, batch, name, pages):
    content = paper.pdf(pages)
    tasks.take_scans(room.tellers[0], batch, [ScanFile(name, ContentFile(content, name))])


def test_two_sheets_of_each_voter_are_held_together_counted_twice_and_published(room, batch):
    layout = queries.layout(batch.paper)
    assert [sheet.number for sheet in layout.sheets] == [1, 2]
    whole = [*sheets_of(layout, 0, 1, 2), *sheets_of(layout, 1, 1, 2)]
    add(room, batch, "khay.pdf", [*whole, *sheets_of(layout, 2, 1)])
    with pytest.raises(Refused) as caught:
        actions.mix(room.tellers[0], batch)
    assert codes(caught) == ["B623"]
    alone = Page.objects.order_by("position").last()
    actions.set_aside(room.tellers[0], batch, [alone], "tờ 2 còn trong máy, quét lại cả phiếu")
    add(room, batch, "lai.pdf", sheets_of(layout, 2, 1, 2))
    actions.mix(room.tellers[0], batch)
    ballots = list(batch.ballots.all())
    assert [(len(ballot.marks), len(ballot.pictures)) for ballot in ballots] == [(NAMES, 2)] * 3

    (question,) = Question.objects.all()
    assert (question.candidate, layout.places[HALF].sheet) == (HALF, 2)
    browser = Client()
    browser.force_login(room.tellers[0])
    page = browser.get(reverse("ballots:questions", args=[batch.pk]))
    assert page.context["close_up"].sheet.number == 2
    assert len(page.context["sheets"]) == 2
    assert browser.get(reverse("ballots:crop", args=[question.pk])).content[:2] == b"\xff\xd8"
    for teller in room.tellers:
        actions.answer_sheet(teller, batch, Side.FIRST, {question.pk: "struck"})
    actions.answer_sheet(room.third, batch, Side.SECOND, {question.pk: "struck"})
    assert queries.differences(scenes.closed(room, batch)) == []
    actions.hand_over(room.tellers[0], batch)

    (files,) = election_queries.count_files(batch.election)
    published = [ballot["marks"] for ballot in json.loads(files.ballots_json)["ballots"]]
    struck = sorted(tuple(n for n, mark in enumerate(marks) if mark == Mark.STRUCK) for marks in published)
    assert struck == sorted(STRUCK)
    assert [count.valid for count in election_queries.counts(batch.election)] == [2, 2]
