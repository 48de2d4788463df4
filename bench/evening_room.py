"""The evening in the app: from the scans in a folder to the declared result, each step timed. Needs Django set up.

Everybody answers what is true; `evening_people` reckons how long that takes them.
"""

import hashlib
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.core.files.base import File

from bench import evening_counts
from bench.evening_paper import BALLOTS, SEATS, Kind, Sheet, layout
from bench.evening_people import People
from nhiemky.ballots import actions, pictures, queries, tasks
from nhiemky.ballots.actions.scanning import ScanFile
from nhiemky.ballots.models import Ballot as BallotRow
from nhiemky.ballots.models import Batch, Page, Question
from nhiemky.cli import boot
from nhiemky.core.ballots.layout_file import layout_json
from nhiemky.core.elections.contest import Contest
from nhiemky.core.elections.rulebook import InvalidCode
from nhiemky.core.elections.validity import Ballot, RuledInvalid
from nhiemky.elections import actions as elections
from nhiemky.elections import queries as election_queries
from nhiemky.elections.models import Candidate, Election, Office
from nhiemky.organisation.models import Member, Role, Unit, User
from nhiemky.records import clock
from tests import people
from tests.elections import scenes

_LOOK_EVERY = 0.5  # seconds between two looks at how far the reading is, as often as the page asks


def processors() -> float:
    """Seconds of processor time that this process and those it has waited for have used."""
    return sum(os.times()[:4])


@dataclass
class Evening:
    """What came of it: seconds of the machine by step, what people did, and what the count says.

    `seconds` are those of the clock and those of the processors, workers and all. `wrong` are ballots that the first
    count has otherwise than they are."""

    seconds: dict[str, tuple[float, float]] = field(default_factory=dict)
    questions: int = 0
    people: People = field(default_factory=People)
    by_hand: int = 0
    differing: int = 0
    wrong: int = 0
    result: str = ""
    contest: Contest | None = None

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time a step."""
        started, used = time.perf_counter(), processors()
        yield
        self.seconds[name] = (time.perf_counter() - started, processors() - used)


@dataclass(frozen=True)
class _Staff:
    clerk: User
    presidium: User
    first: tuple[User, ...]
    second: tuple[User, ...]


def count(files: Sequence[Path], sheets: Sequence[Sheet], workers: int, teams: int) -> Evening:
    """The whole evening with so many workers beside, in the database that Django is set up for.

    `teams` of three count: two of each for the first count, one for the second.
    """
    with clock.at(scenes.MOMENT):
        return _count(files, sheets, workers, teams)


def _count(files: Sequence[Path], sheets: Sequence[Sheet], workers: int, teams: int) -> Evening:
    done = Evening()
    staff, election = _voted(teams)
    with done.step("open the batch"):
        batch = actions.open_batch(staff.first[0], election)
    with done.step("take the files"):
        tasks.take_scans(staff.first[0], batch, [ScanFile(path.name, File(path.open("rb"))) for path in files])
    with done.step(f"read every page ({workers} worker)"), boot.workers_beside(workers):
        while not queries.progress(batch).done:
            time.sleep(_LOOK_EVERY)
    with done.step("key in by hand what is no ballot of ours"):
        done.by_hand = _by_hand(staff, batch)
    true = _by_picture(batch, sheets)
    with done.step("mix"):
        tasks.mix(staff.first[0], batch)
    done.questions = Question.objects.filter(ballot__batch=batch).count()
    with done.step("show the sheets and take the answers, for all"):
        done.people = evening_counts.count(batch, staff.first, staff.second, true)
    with done.step("close both counts and compare"):
        actions.close_first_count(staff.first[0], batch)
        actions.close_second_count(staff.second[0], batch)
        done.differing = len(queries.differences(batch))
    done.wrong = _wrong(batch, true)
    with done.step("hand over"):
        published = actions.hand_over(staff.first[0], batch)
    with done.step("declare"):
        elections.declare(staff.presidium, election, signatory="Nguyễn Văn Chủ", ended=scenes.MOMENT)
    done.result, done.contest = published.result_json, election_queries.contest(election)
    return done


def _voted(teams: int) -> tuple[_Staff, Election]:
    """Everything up to the box: 348 members, 60 of them on the list, the paper approved, 348 ballots back."""
    committee = people.unit("committee", "Đảng bộ các Khu công nghiệp", Unit.Kind.PARTY_COMMITTEE)
    cell = people.unit("cell", "Chi bộ Ban Quản lý các Khu công nghiệp", Unit.Kind.CELL, committee)
    staff = _Staff(
        people.account(Role.CLERK, cell),
        people.account(Role.PRESIDIUM, cell),
        tuple(people.account(Role.TELLER, cell, f"first{number}") for number in range(1, 2 * teams + 1)),
        tuple(people.account(Role.TELLER, cell, f"second{number}") for number in range(1, teams + 1)),
    )
    election = Election(
        unit=cell,
        term=people.term(cell),
        office=Office.COMMITTEE,
        title="Bầu Ban Chấp hành khóa VIII",
        rulebook="party-244-2014",
        seats=SEATS,
        held_on=scenes.DAY,
        place="Thái Nguyên",
    )
    elections.prepare(staff.clerk, election)
    for place in layout().places:
        member = people.member(cell, place.name)
        elections.enter_candidate(staff.clerk, Candidate(election=election, member=member))
    others: list[Member] = [
        people.member(cell, f"Đinh Thế Đảng viên{number:03}") for number in range(BALLOTS - len(layout().places))
    ]
    elections.record_attendance(
        staff.clerk, election, convened=BALLOTS, excluded=scenes.NOBODY_LEFT_OUT, present=BALLOTS
    )
    elections.choose_counting_committee(staff.clerk, election, others[0], others[1:3])
    elections.close_list(staff.clerk, election)
    paper = actions.approve_paper(staff.clerk, election, page="A4")
    if paper.layout != layout_json(layout()):
        raise AssertionError("The paper of the app is not the one the scans were made from")
    elections.open_voting(staff.clerk, election)
    elections.close_voting(staff.clerk, election, issued=BALLOTS, returned=BALLOTS)
    return staff, election


def _by_hand(staff: _Staff, batch: Batch) -> int:
    """Pages that no reader takes: two persons rule, from the paper itself, that this is no ballot that was issued."""
    pages = list(queries.needs_hands(batch))
    for page in pages:
        for teller in (staff.first[0], staff.second[0]):
            actions.key_by_hand(teller, page, marks=[], invalid=str(InvalidCode.NOT_ISSUED))
    return len(pages)


def _by_picture(batch: Batch, sheets: Sequence[Sheet]) -> dict[str, Sheet]:
    """What is true of each picture: known only as long as the pages are."""
    pages = Page.objects.filter(batch=batch).exclude(picture="").order_by("position")
    return {hashlib.sha256(pictures.read(page.picture)).hexdigest(): sheets[page.position - 1] for page in pages}


def _wrong(batch: Batch, true: dict[str, Sheet]) -> int:
    counted = queries.first_count(batch)
    rows = BallotRow.objects.filter(batch=batch).order_by("place")
    return sum(_truth(row, true) != found for row, found in zip(rows, counted, strict=True))


def _truth(row: BallotRow, true: dict[str, Sheet]) -> Ballot:
    if row.by_hand:
        return RuledInvalid(InvalidCode.NOT_ISSUED)
    return _sheet(row, true).ballot


def _sheet(row: BallotRow, true: dict[str, Sheet]) -> Sheet:
    found = true[row.pictures[0]["sha256"]]
    if found.kind is Kind.FOREIGN:
        raise AssertionError("A ballot of another election was counted")
    return found
