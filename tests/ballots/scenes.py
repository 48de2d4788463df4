"""Paper ballots at the steps that tests need: six candidates for five seats, a handful of ballots, all invented.

`scanned` writes pages as a worker would; the tests of reading and the journey use real pictures.
"""

import itertools
from dataclasses import dataclass

import numpy as np

from nhiemky.ballots import actions, pictures
from nhiemky.ballots.marks import mark_record
from nhiemky.ballots.models import Ballot, Batch, Page, SecondWay, Upload
from nhiemky.core.ballots.reading import Ink, MarkReading, ReadMark
from nhiemky.elections import actions as elections
from nhiemky.elections.models import Declaration, Election
from nhiemky.organisation import actions as organisation
from nhiemky.organisation.models import Role, User
from tests import people
from tests.elections import scenes
from tests.elections.scenes import Hall

STRUCK, CLEAR, UNSURE = ReadMark.STRUCK, ReadMark.CLEAR, ReadMark.UNSURE

_serial = itertools.count(1)


@dataclass(frozen=True)
class Room:
    """The hall with those who count paper: two tellers answer, a third keys in, the head decides."""

    hall: Hall
    third: User
    head: User

    @property
    def tellers(self) -> tuple[User, User]:
        """The two of the first count."""
        return self.hall.tellers


def room(hall: Hall) -> Room:
    """Two more tellers; the head's account is that of the head of the counting committee."""
    head = User(username="head", full_name="Ngô Văn Trưởng", member=hall.members[-1])
    organisation.create_account(people.CLOCKMAKER, head, people.PASSWORD)
    organisation.grant_role(people.CLOCKMAKER, head, Role.TELLER, hall.house.cell, people.FOUNDED)
    return Room(hall, people.account(Role.TELLER, hall.house.cell, "teller3"), head)


def voting(hall: Hall) -> Election:
    """The vote is open and its paper approved."""
    election = scenes.prepared(hall)
    elections.close_list(hall.clerk, election)
    actions.approve_paper(hall.clerk, election)
    return elections.open_voting(hall.clerk, election)


def batch(hall: Hall, returned: int = 3, second_way: SecondWay = SecondWay.SECOND_READER) -> Batch:
    """The vote is closed and the batch open."""
    election = voting(hall)
    elections.close_voting(hall.clerk, election, issued=28, returned=returned)
    return actions.open_batch(hall.tellers[0], election, second_way=second_way)


def marks(text: str) -> list[MarkReading]:
    """Six marks: `x` struck, `-` clear, `?` unsure (an underline), `d` struck by new ink only."""
    return [_mark(index, letter) for index, letter in enumerate(text)]


def _mark(index: int, letter: str) -> MarkReading:
    match letter:
        case "?":
            return MarkReading(index, UNSURE, 0.4, Ink.UNDERLINE, UNSURE, UNSURE)
        case "d":
            return MarkReading(index, UNSURE, 0.5, Ink.FAINT, STRUCK, CLEAR)
        case _:
            said = STRUCK if letter == "x" else CLEAR
            return MarkReading(index, said, 0.99, Ink.LINE if letter == "x" else Ink.NOTHING, said, said)


def words(text: str) -> list[str]:
    """Marks as a person keys them in."""
    return [str(STRUCK if letter == "x" else CLEAR) for letter in text]


def scanned(batch: Batch, *texts: str, sheet: int = 1) -> list[Page]:
    """Pages as a worker leaves them, each with a picture of its own; a text that is no marks is a reason to refuse."""
    upload = Upload.objects.create(batch=batch, name="scan.pdf", file="")
    first = batch.pages.count() + 1
    return [_page(upload, number, first, text, sheet) for number, text in enumerate(texts)]


def _page(upload: Upload, number: int, first: int, text: str, sheet: int) -> Page:
    serial = next(_serial)
    image = np.full((40, 30), serial % 251, np.uint8)
    reason = text if set(text) - set("x-?d") else ""
    page = Page(batch=upload.batch, upload=upload, number=number + 1, position=first + number)
    page.sha256 = f"{serial:064x}"
    page.picture = pictures.keep_picture(pictures.scans_folder(upload.batch_id), image)
    if reason:
        page.status, page.reasons, page.refused_for = "refused", [reason], reason
    else:
        read = marks(text)
        page.status = "needs_eyes" if set(text) & set("?d") else "read"
        page.sheet, page.marks = sheet, [mark_record(mark) for mark in read]
    page.save()
    return page


def mixed(hall: Hall, *texts: str, second_way: SecondWay = SecondWay.SECOND_READER) -> Batch:
    """A batch of so many ballots, mixed."""
    found = batch(hall, len(texts), second_way)
    scanned(found, *texts)
    actions.mix(hall.tellers[0], found)
    return found


def ballot(batch: Batch, text: str) -> Ballot:
    """The ballot whose marks were read so."""
    wanted = [mark_record(mark) for mark in marks(text)]
    return next(row for row in batch.ballots.all() if row.marks == wanted)


def closed(room: Room, batch: Batch) -> Batch:
    """Both counts are closed, by the first teller and by the third."""
    actions.close_first_count(room.tellers[0], batch)
    return actions.close_second_count(room.third, batch)


def agreed(room: Room, *texts: str) -> Batch:
    """Ballots without a doubt, counted twice and handed over."""
    found = closed(room, mixed(room.hall, *texts))
    actions.hand_over(room.tellers[0], found)
    return found


def declared(room: Room, *texts: str) -> tuple[Batch, Declaration]:
    """The result declared, the ballots sealed."""
    found = agreed(room, *(texts or ("x-----", "-x----", "xx----")))
    declaration = scenes.declare(room.hall, found.election)
    return found, declaration
