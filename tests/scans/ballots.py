"""One scan of one ballot, with what is true of it."""

import zlib
from dataclasses import dataclass, replace

import cv2
import numpy as np

from nhiemky.core.ballots.geometry import Box
from nhiemky.core.ballots.layout import Layout
from tests.scans import papers
from tests.scans.forms import layout_of, raster_of
from tests.scans.marking import fill_in
from tests.scans.papers import Wear
from tests.scans.pens import Canvas, Pen
from tests.scans.profiles import Parameters
from tests.scans.scanners import under
from tests.scans.strokes import Hand
from tests.scans.truths import Truth
from tests.scans.voters import Voter, choose
from tests.scans.warps import View

FINER = 1.15  # the paper is drawn this much finer than it is scanned: a scanner's optics blur about as much


@dataclass(frozen=True)
class Scan:
    """A picture, grey (h, w) or blue-green-red (h, w, 3), of a sheet of a form; `view` says where its print fell."""

    image: np.ndarray
    form: str
    edition: int
    sheet: int
    view: View
    truths: tuple[Truth, ...]
    stray: bool
    two_inks: bool
    hand: str
    pen: str

    @property
    def layout(self) -> Layout:
        """The form's layout."""
        return layout_of(self.form, self.edition)


def scan(parameters: Parameters, profile: str, seed: int) -> Scan:
    """The scan with this seed: the same bytes whenever it is made."""
    rng = np.random.default_rng([parameters.salt, zlib.crc32(profile.encode()), seed])
    chosen = parameters.profiles[profile]
    form = choose(rng, chosen.forms)
    layout = layout_of(form, parameters.salt)
    sheet = int(rng.integers(1, len(layout.sheets) + 1))
    density = chosen.device.pixels_per_mm(rng)
    canvas = _printed(
        rng, (form, parameters.salt, sheet), round(density * FINER * 2) / 2, chosen.wear, colour=chosen.device.colour
    )
    hand = _person(rng, parameters.hands[rng.integers(len(parameters.hands))])
    pens = chosen.pens(parameters.pens)
    pen = pens[rng.integers(len(pens))]
    second = _other_pen(rng, parameters, pen) if rng.random() < chosen.habits.second_pen else None
    if rng.random() < chosen.wear.bleed:
        papers.bleed_through(canvas, rng, layout, rng.uniform(*chosen.wear.bleed_contrast), parameters.model)
    voter = Voter(rng, hand, pen.picked_up(rng), parameters.model, canvas, second)
    marked = fill_in(voter, layout, sheet, chosen.habits)
    spoiled = _worn(rng, canvas, layout, sheet, chosen.wear)
    view = chosen.device.view(rng, layout, density)
    image, streaks = chosen.device.scan(rng, canvas.pixels, canvas.scale, view, layout)
    boxes = [layout.places[candidate].row_box for candidate in layout.on_sheet(sheet)]
    if streaks:
        spoiled |= dict.fromkeys(under(streaks, view, boxes), "streak")
    truths = tuple(
        truth.disturbed(spoiled[index]) if index in spoiled else truth for index, truth in enumerate(marked.truths)
    )
    return Scan(
        image, form, parameters.salt, sheet, view, truths, marked.stray, second is not None, hand.name, pen.name
    )


def _other_pen(rng: np.random.Generator, parameters: Parameters, pen: Pen) -> Pen:
    """A pen whose colour nobody would take for the first one's."""
    others = [other for other in parameters.pens if np.ptp(np.subtract(other.colour, pen.colour)) > 0.35]
    return others[rng.integers(len(others))].picked_up(rng)


def _person(rng: np.random.Generator, kind: Hand) -> Hand:
    """One person with a kind of hand."""

    def about(value: float, by: float) -> float:
        return value * float(np.exp(rng.normal(0, by)))

    return replace(
        kind,
        tremor=about(kind.tremor, 0.4),
        tremor_rate=about(kind.tremor_rate, 0.15),
        speed=about(kind.speed, 0.25),
        slope=(kind.slope[0] + rng.normal(0, kind.slope[1]), kind.slope[1] * 0.6),
        overshoot=(kind.overshoot[0] + rng.normal(0, kind.overshoot[1]), kind.overshoot[1] * 0.7),
        height=(kind.height[0] + rng.normal(0, kind.height[1] * 0.7), kind.height[1]),
    )


def _printed(rng: np.random.Generator, side: tuple[str, int, int], scale: float, wear: Wear, *, colour: bool) -> Canvas:
    raster = raster_of(*side, scale)
    page = papers.printed(raster, scale, rng.uniform(*wear.toner), rng.uniform(*wear.boldness))
    return Canvas(cv2.cvtColor(page, cv2.COLOR_GRAY2BGR) if colour else page, scale)


def _worn(rng: np.random.Generator, canvas: Canvas, layout: Layout, sheet: int, wear: Wear) -> dict[int, str]:
    """Fold, stain and seal the sheet; says which of its names (counted on the sheet) lie under what."""
    places = [layout.places[candidate] for candidate in layout.on_sheet(sheet)]
    rows = [place.name_box if place.agree_box is None else place.row_box for place in places]
    under: dict[int, str] = {}
    if rng.random() < wear.creases:
        for line in papers.crease(canvas, rng, layout, rng.uniform(*wear.crease_contrast)):
            under |= dict.fromkeys(papers.crossed(line, rows), "crease")
    if rng.random() < wear.stains:
        papers.stain(canvas, rng, layout)
    if rng.random() < wear.seal:
        papers.seal(canvas, rng, (rng.uniform(30, 40), rng.uniform(30, 40)))
    if rng.random() < wear.seal_over_name:
        victim = rows[rng.integers(len(rows))]
        centre = victim.x + rng.uniform(-5, 1) * 3, victim.y + rng.uniform(-12, 12)
        covered = papers.seal(canvas, rng, centre)
        under |= {index: "seal" for index, row in enumerate(rows) if _overlap(covered, row)}
    return under


def _overlap(first: Box, second: Box) -> bool:
    across = min(first.right, second.right) - max(first.x, second.x)
    down = min(first.bottom, second.bottom) - max(first.y, second.y)
    return across > 0 and down > 0
