"""The ballot box of an evening: 348 ballots with 60 names for 55 seats, filled in by generated hands and scanned.

347 of them are ours: most with five to eight names struck out, some with an odd mark besides, one with ink where none
belongs, two untouched. One is of another election, and one page was fed twice. Hands, pens and scanner are those of
the tuning set's clean 200 dpi grey.
"""

import multiprocessing
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import cache
from pathlib import Path

import cv2
import numpy as np
import pikepdf

from bench.ballots_batch import add_page
from bench.ballots_pages import PROFILE
from nhiemky.core.ballots.geometry import Box
from nhiemky.core.ballots.layout import Layout
from nhiemky.core.ballots.reading import ReadMark
from nhiemky.core.elections.rulebook import InvalidCode
from nhiemky.core.elections.validity import Ballot, Mark, MarkedBallot, RuledInvalid
from tests.scans import hands, papers
from tests.scans.ballots import FINER, scan
from tests.scans.forms import layout_of, raster_of
from tests.scans.name_marks import mark_name
from tests.scans.parameters_tuning import ORDINARY, TUNING
from tests.scans.pens import Canvas
from tests.scans.truths import Truth
from tests.scans.voters import Voter, choose

FORM = "strike-60"
BALLOTS, SEATS = 348, 55
STRUCK = (5, 8)  # names a voter strikes out, both included
ODD, UNTOUCHED = 7, 2
REPEATED_AFTER = 120  # the page with this index went through the feeder twice
FOREIGN_AT = 200
TRAY = 50  # sheets an office scanner takes at once
SALT = 348
# What two voters in the hall choose has something in common: names differ in how often they are struck.
_LIKING = 0.6
_OTHER_EDITION = 2


class Kind(Enum):
    """What a voter did."""

    USUAL = auto()
    ODD = auto()
    STRAY = auto()
    UNTOUCHED = auto()
    FOREIGN = auto()
    REPEATED = auto()


@dataclass(frozen=True)
class Sheet:
    """A page of the scan, grey (h, w); `truths` is empty for a ballot of another election."""

    kind: Kind
    image: np.ndarray
    truths: tuple[Truth, ...]

    @property
    def ballot(self) -> Ballot:
        """The ballot as careful persons settle it: ink beside the names rules it invalid, an odd mark is no strike."""
        if self.kind is Kind.FOREIGN:
            return RuledInvalid(InvalidCode.NOT_ISSUED)
        if self.kind is Kind.STRAY:
            return RuledInvalid(InvalidCode.STRAY_MARK)
        return MarkedBallot(
            tuple(Mark.STRUCK if ReadMark.STRUCK in truth.right else Mark.CLEAR for truth in self.truths)
        )


def layout() -> Layout:
    """The layout of the evening's ballots."""
    return layout_of(FORM, TUNING.salt)


def box() -> list[tuple[Kind, int]]:
    """The pages in the order of scanning: what each is, and the number of its voter."""
    odd = np.random.default_rng(SALT).permutation(BALLOTS - 1)
    kinds = dict.fromkeys(odd[:ODD].tolist(), Kind.ODD)
    kinds |= dict.fromkeys(odd[ODD : ODD + UNTOUCHED].tolist(), Kind.UNTOUCHED)
    kinds[int(odd[ODD + UNTOUCHED])] = Kind.STRAY
    pages = [(kinds.get(voter, Kind.USUAL), voter) for voter in range(BALLOTS - 1)]
    pages.insert(FOREIGN_AT, (Kind.FOREIGN, BALLOTS - 1))
    pages.insert(REPEATED_AFTER + 1, (Kind.REPEATED, pages[REPEATED_AFTER][1]))
    return pages


def sheet(page: tuple[Kind, int]) -> Sheet:
    """One page of the scan: the same bytes whenever it is made."""
    kind, voter = page
    if kind is Kind.FOREIGN:
        other = replace(TUNING, salt=_OTHER_EDITION)
        chosen = replace(TUNING.profiles[PROFILE], forms={FORM: 1.0})
        return Sheet(kind, scan(replace(other, profiles={PROFILE: chosen}), PROFILE, 1).image, ())
    if kind is Kind.REPEATED:
        return replace(sheet(box()[REPEATED_AFTER]), kind=kind)
    rng = np.random.default_rng([SALT, voter])
    profile = TUNING.profiles[PROFILE]
    density = profile.device.pixels_per_mm(rng)
    scale = round(density * FINER * 2) / 2
    raster = raster_of(FORM, TUNING.salt, 1, scale)
    wear = profile.wear
    canvas = Canvas(papers.printed(raster, scale, rng.uniform(*wear.toner), rng.uniform(*wear.boldness)), scale)
    truths = _filled_in(rng, canvas, kind)
    image, _streaks = profile.device.scan(
        rng, canvas.pixels, scale, profile.device.view(rng, layout(), density), layout()
    )
    return Sheet(kind, image, truths)


def _filled_in(rng: np.random.Generator, canvas: Canvas, kind: Kind) -> tuple[Truth, ...]:
    """Five to eight names struck out by one hand; names that many dislike more often than others."""
    pens = TUNING.profiles[PROFILE].pens(TUNING.pens)
    hand, pen = TUNING.hands[rng.integers(len(TUNING.hands))], pens[rng.integers(len(pens))].picked_up(rng)
    voter = Voter(rng, hand, pen, TUNING.model, canvas)
    names = len(layout().places)
    count = 0 if kind is Kind.UNTOUCHED else int(rng.integers(STRUCK[0], STRUCK[1] + 1))
    struck = set(rng.choice(names, count, replace=False, p=_disliked(names)).tolist())
    odd = int(rng.choice(sorted(set(range(names)) - struck))) if kind is Kind.ODD else None
    usual = choose(rng, ORDINARY.strikes)
    truths = []
    for candidate, place in enumerate(layout().places):
        habits = replace(ORDINARY, odd=float(candidate == odd))
        truths.append(mark_name(voter, candidate, place, habits, float(candidate in struck), usual)[0])
    if kind is Kind.STRAY:
        low = max(place.row_box.bottom for place in layout().places)
        voter.write(hands.writing(rng, hand, Box(32, low + 3, 35, 6), loops=6))
    return tuple(truths)


@cache
def _disliked(names: int) -> np.ndarray:
    weights = np.random.default_rng(SALT).lognormal(0, _LIKING, names)
    return weights / weights.sum()


def _start() -> None:
    cv2.setNumThreads(1)


def scanned(folder: Path, jobs: int) -> tuple[list[Path], list[Sheet]]:
    """PDF files of one tray each in a folder, and every page of them in order, without its picture."""
    files: list[Path] = []
    known: list[Sheet] = []
    with multiprocessing.get_context("spawn").Pool(jobs, _start) as pool:
        pages: Iterator[Sheet] = pool.imap(sheet, box(), chunksize=4)
        while tray := [page for _, page in zip(range(TRAY), pages, strict=False)]:
            files.append(folder / f"tray-{len(files) + 1}.pdf")
            with pikepdf.new() as pdf:
                for page in tray:
                    add_page(pdf, page.image)
                pdf.save(files[-1])
            known += [replace(page, image=np.empty(0, np.uint8)) for page in tray]
    return files, known
