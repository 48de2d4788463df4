from dataclasses import replace

import cv2
import numpy as np
import pytest

from nhiemky.core.ballots.composition.compose import compose
from nhiemky.core.ballots.composition.paper import BallotPaper
from nhiemky.core.ballots.identity import Identity
from nhiemky.core.ballots.layout_file import numbered
from nhiemky.core.ballots.reader import Reader
from nhiemky.core.ballots.reading import ReadMark, Status
from nhiemky.core.ballots.registration.page_checks import why_other
from nhiemky.core.elections.contest import Contest, printed_order
from nhiemky.core.elections.rulebook import BallotStyle
from nhiemky.core.elections.rulebooks import rulebooks
from nhiemky.printing.ballots import reference
from nhiemky.printing.letter_widths import width_of
from tests.core.ballots.sheets import DPI_200, bent, layout, photographed, printed, reader, turned

NAMES = ("Nguyễn Thị An", "Trần Văn Bình", "Lê Dũng")
PAPER = BallotPaper(
    Contest("Bầu Chi ủy", "Chi bộ Một", rulebooks()["party-244-2014"], 2, 20, BallotStyle.STRIKE, NAMES)
)


def with_strike(candidate: int, form: str = "strike-6") -> np.ndarray:
    page = printed(form)
    box = layout(form).places[candidate].name_box
    start, end = ((round(x * DPI_200), round((box.y + box.height / 2) * DPI_200)) for x in (box.x - 2, box.right + 3))
    cv2.line(page, start, end, 60, 4, cv2.LINE_AA)
    return page


def marks(picture: np.ndarray) -> list[ReadMark]:
    reading = reader().read(picture)
    assert reading.sheet == 1
    assert [mark.candidate for mark in reading.marks] == list(range(6))
    return [mark.mark for mark in reading.marks]


STRUCK = [ReadMark.CLEAR] * 2 + [ReadMark.STRUCK] + [ReadMark.CLEAR] * 3


@pytest.mark.parametrize("degrees", [0, 7, 90, 180, 273])
def test_a_strike_is_read_at_every_angle(degrees):
    assert marks(turned(with_strike(2), degrees)[0]) == STRUCK


def test_a_strike_is_read_in_a_photograph_and_on_bent_paper():
    page = cv2.resize(with_strike(2), None, fx=1.3, fy=1.3)
    assert marks(photographed(page, 20, 30)[0]) == STRUCK
    assert marks(bent(with_strike(2), 3.0)) == STRUCK


def test_a_colour_picture_reads_the_same():
    assert marks(cv2.cvtColor(with_strike(2), cv2.COLOR_GRAY2BGR)) == STRUCK


def test_a_clean_page_needs_no_eyes():
    reading = reader().read(with_strike(2))
    assert (reading.status, reading.reasons) == (Status.READ, ())


def test_a_doubtful_page_needs_eyes():
    page = printed()
    box = layout().places[3].name_box
    middle = round((box.x + box.width / 2) * DPI_200), round((box.y + box.height / 2) * DPI_200)
    cv2.line(page, (round(box.x * DPI_200), middle[1]), middle, 60, 4, cv2.LINE_AA)
    reading = reader().read(page)
    assert reading.status is Status.NEEDS_EYES
    assert "unsure_mark" in reading.reasons
    assert reading.marks[3].mark is ReadMark.UNSURE


@pytest.fixture(scope="module")
def papers() -> dict[str, BallotPaper]:
    contest = PAPER.contest
    return {
        "other_election": replace(PAPER, contest=replace(contest, title="Bầu Bí thư")),
        "other_round": replace(PAPER, round=2),
        "other_layout": replace(PAPER, contest=replace(contest, candidates=(*NAMES, "Vũ Ý"))),
    }


@pytest.mark.parametrize("reason", ["other_election", "other_round", "other_layout"])
def test_a_sheet_is_never_read_as_another(papers, reason):
    own = compose(PAPER, width_of)
    own_reader = Reader(own, reference(own, Reader.PX_PER_MM))
    picture = reference(compose(papers[reason], width_of), DPI_200)[0]
    assert own_reader.read(reference(own, DPI_200)[0]).status is Status.READ
    reading = own_reader.read(picture)
    assert (reading.status, reading.reasons, reading.marks) == (Status.REFUSED, (reason,), ())
    assert own_reader.examine(picture).upright() is None


def test_another_style_is_another_layout():
    paper = compose(PAPER, width_of)
    own = paper.sheets[0].identity
    assert why_other(own, paper) is None
    assert why_other(replace(own, style=BallotStyle.AGREE), paper) == "other_layout"
    assert why_other(replace(own, sheet=2), paper) == "other_layout"
    both_changed = Identity(own.election ^ 1, own.round + 1, own.style, 1, 1, own.layout ^ 1)
    assert why_other(both_changed, paper) == "other_election"
    assert numbered(paper) == paper


def test_each_sheet_of_several_is_known_and_read_for_its_own_candidates():
    names = printed_order({f"Nguyễn Văn {first}{second}" for first in "BCDGHKLMN" for second in "aáàăâeêioô"})
    contest = replace(PAPER.contest, candidates=names, seats=60)
    long = compose(BallotPaper(contest, page="A5"), width_of)
    assert len(long.sheets) > 1
    long_reader = Reader(long, reference(long, Reader.PX_PER_MM))
    for number, picture in enumerate(reference(long, DPI_200), start=1):
        reading = long_reader.read(picture)
        assert reading.sheet == number
        assert tuple(mark.candidate for mark in reading.marks) == long.on_sheet(number)


@pytest.mark.parametrize("sag", [0, 3])
def test_people_see_the_page_upright_and_flat_in_its_own_colours(sag):
    page = bent(printed(), sag) if sag else printed()
    colour = cv2.cvtColor(page, cv2.COLOR_GRAY2BGR)
    colour[..., 0] = (colour[..., 0] * 0.8).astype(np.uint8)
    upright = reader().examine(np.ascontiguousarray(np.rot90(colour))).upright()
    drawn = reference(layout(), Reader.PX_PER_MM)[0]
    assert upright is not None
    assert upright.shape == (*drawn.shape, 3)
    assert upright[30:-30, 30:-30, 0].max() < 210
    around, table = upright[594:906, 94:806, 2], drawn[600:900, 100:800]
    likeness = cv2.matchTemplate(around, table, cv2.TM_CCOEFF_NORMED)
    assert np.unravel_index(likeness.argmax(), likeness.shape) == (6, 6)
    assert likeness.max() > 0.8


def test_a_crop_holds_the_row_and_a_little_around_it():
    upright = reader().examine(printed()).upright()
    assert upright is not None
    box = layout().places[4].row_box
    crop = reader().crop(upright, 4)
    assert crop.shape == (round(box.height + 8) * 6, round(box.width + 8) * 6)
    row = reference(layout(), Reader.PX_PER_MM)[0][round((box.y - 4) * 6) :, round((box.x - 4) * 6) :]
    assert np.abs(crop.astype(int) - row[: crop.shape[0], : crop.shape[1]]).mean() < 4
