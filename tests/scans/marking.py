"""One voter fills in one sheet: which marks, by which hand, with which pen; and what a careful person would record."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from nhiemky.core.ballots.geometry import Box
from nhiemky.core.ballots.layout import Layout, Place
from nhiemky.core.ballots.reading import ReadMark
from tests.scans import hands
from tests.scans.hands import Paths
from tests.scans.pens import Canvas, Pen, draw
from tests.scans.strokes import STEP, Hand, Stroke, StrokeModel
from tests.scans.truths import Truth, lenient, plain, question

Weights = Mapping[str, float]

PLAIN_STRIKES = {
    "straight": hands.straight,
    "slanted": hands.slanted,
    "wavy": hands.wavy,
    "zigzag": hands.zigzag,
    "double": hands.double,
    "retraced": hands.retraced,
    "two pieces": hands.two_pieces,
}
HEAVY_STRIKES = {"scribble": hands.scribble, "cross over": hands.cross_over}
AROUND_NAME = {"underline": hands.underline, "overline": hands.overline, "circle": hands.circle}

ENOUGH = 0.94  # of a name under the line: with less, a careful person looks twice
# From a capital's top (0.66 em over the baseline) to the baseline, and a line's width: 0.36 of a name box (1.12 em) up
# and down of its middle. A line further off runs above or below the letters.
LETTERS = 0.36


@dataclass(frozen=True)
class Habits:
    """How voters of a profile fill in: shares of names struck or refused, of odd marks, of sheets with stray ink."""

    struck: tuple[float, float]
    odd: float
    stray: float
    strikes: Weights
    odd_strikes: Weights
    boxes: Weights
    odd_boxes: Weights


@dataclass(frozen=True)
class Voter:
    """A hand, a pen and the stroke model, with the sheet in front of them."""

    rng: np.random.Generator
    hand: Hand
    pen: Pen
    model: StrokeModel
    canvas: Canvas

    def write(self, paths: Paths) -> list[Stroke]:
        """Draw what was meant; some people draw from right to left."""
        strokes = [self.model(self.rng, self.hand, path) for path in paths]
        for stroke in strokes:
            draw(self.canvas, self.rng, self.pen, stroke)
        return strokes


@dataclass(frozen=True)
class Marked:
    """What stands on the sheet after voting."""

    truths: tuple[Truth, ...]
    stray: bool


def choose(rng: np.random.Generator, weights: Weights) -> str:
    """One of the kinds, by weight."""
    kinds = list(weights)
    shares = np.array([weights[kind] for kind in kinds], float)
    return str(rng.choice(kinds, p=shares / shares.sum()))


def fill_in(voter: Voter, layout: Layout, sheet: int, habits: Habits) -> Marked:
    """Mark every name of a sheet."""
    rng = voter.rng
    share = rng.uniform(*habits.struck)
    usual = choose(rng, habits.strikes if layout.places[0].agree_box is None else habits.boxes)
    strokes: dict[int, list[Stroke]] = {}
    truths = []
    for candidate in layout.on_sheet(sheet):
        place = layout.places[candidate]
        marking = _mark_name if place.agree_box is None else _mark_boxes
        truth, strokes[candidate] = marking(voter, candidate, place, habits, share, usual)
        truths.append(truth)
    stray = bool(rng.random() < habits.stray) and _stray_ink(voter, layout, sheet)
    return Marked(tuple(_touched(truth, layout, strokes) for truth in truths), stray)


def _mark_name(
    voter: Voter, candidate: int, place: Place, habits: Habits, share: float, usual: str
) -> tuple[Truth, list[Stroke]]:
    rng, box = voter.rng, place.name_box
    if rng.random() < habits.odd:
        return _odd_name(voter, candidate, place, choose(rng, habits.odd_strikes))
    if rng.random() >= share:
        return plain(candidate, "untouched", ReadMark.CLEAR), []
    # A voter keeps to one way of striking most of the time.
    kind = usual if rng.random() < 0.8 else choose(rng, habits.strikes)
    strokes = voter.write(PLAIN_STRIKES[kind](rng, voter.hand, box))
    if _covered(strokes, box) < ENOUGH:
        return lenient(candidate, f"{kind}, short", ReadMark.STRUCK), strokes
    return plain(candidate, kind, ReadMark.STRUCK), strokes


def _covered(strokes: list[Stroke], box: Box) -> float:
    """The share of a name's length within a millimetre of a stroke that runs through its letters."""
    points = np.concatenate([stroke.points for stroke in strokes])
    through = points[np.abs(points[:, 1] - box.y - box.height / 2) < LETTERS * box.height]
    places = np.linspace(box.x, box.right, 80)
    return float(np.mean([np.any(np.abs(through[:, 0] - place) < 1.0) for place in places]))


def _odd_name(voter: Voter, candidate: int, place: Place, kind: str) -> tuple[Truth, list[Stroke]]:
    rng, hand, box = voter.rng, voter.hand, place.name_box
    clear, struck = ReadMark.CLEAR, ReadMark.STRUCK
    reach = rng.uniform(3, 5.5)
    if kind in HEAVY_STRIKES:
        return lenient(candidate, kind, struck), voter.write(HEAVY_STRIKES[kind](rng, hand, box))
    if kind in AROUND_NAME:
        return question(candidate, kind, clear), voter.write(AROUND_NAME[kind](rng, hand, box))
    if kind == "rest point":
        return lenient(candidate, kind, clear), voter.write(hands.dot(rng, box, (0.25, 0.5)))
    on_name = Box(rng.uniform(box.x, max(box.x, box.right - reach)), box.y, reach, box.height)
    paths = {
        "partial": lambda: hands.partial(rng, hand, box, place.name),
        "tick beside": lambda: hands.tick(rng, hands.beside(rng, box, reach)),
        "cross beside": lambda: hands.cross(rng, hands.beside(rng, box, reach)),
        "tick on name": lambda: hands.tick(rng, on_name),
        "small cross on name": lambda: hands.cross(rng, on_name),
        "dot": lambda: hands.dot(rng, box, (0.7, 1.6)),
        "hesitation": lambda: hands.hesitation(rng, box),
    }[kind]()
    return question(candidate, kind, clear), voter.write(paths)


def _mark_boxes(
    voter: Voter, candidate: int, place: Place, habits: Habits, share: float, usual: str
) -> tuple[Truth, list[Stroke]]:
    rng = voter.rng
    assert place.agree_box is not None
    assert place.disagree_box is not None
    agree = rng.random() >= share
    box, other = (place.agree_box, place.disagree_box) if agree else (place.disagree_box, place.agree_box)
    mark = ReadMark.AGREE if agree else ReadMark.DISAGREE
    if rng.random() < habits.odd:
        return _odd_boxes(voter, candidate, (box, other, mark), choose(rng, habits.odd_boxes))
    kind = usual if rng.random() < 0.8 else choose(rng, habits.boxes)
    return plain(candidate, f"box {kind}", mark), voter.write(_in_box(rng, box, kind))


def _in_box(rng: np.random.Generator, box: Box, kind: str) -> Paths:
    shapes = {"cross": hands.cross, "tick": hands.tick, "slash": hands.slash, "fill": hands.fill}
    return shapes[kind](rng, _aimed_at(rng, box))


def _aimed_at(rng: np.random.Generator, box: Box, share: float = 1.0) -> Box:
    """The square in a box, which may be much wider than high, that a hand writes in."""
    side = min(box.width, box.height) * rng.uniform(0.7, 1.0) * share
    slack = (box.width - side) / 2
    x = box.x + slack + np.clip(rng.normal(0, 0.35), -0.9, 0.9) * max(0.0, slack)
    return Box(x, box.y + (box.height - side) / 2 + rng.normal(0, 0.04) * box.height, side, side)


def _odd_boxes(voter: Voter, candidate: int, boxes: tuple[Box, Box, ReadMark], kind: str) -> tuple[Truth, list[Stroke]]:
    rng = voter.rng
    box, other, mark = boxes
    if kind == "no box":
        return plain(candidate, kind, ReadMark.NONE), []
    if kind == "both boxes":
        strokes = voter.write(_in_box(rng, box, "cross")) + voter.write(_in_box(rng, other, "cross"))
        return plain(candidate, kind, ReadMark.BOTH), strokes
    if kind == "overflowing cross":
        return lenient(candidate, kind, mark), voter.write(hands.cross(rng, _aimed_at(rng, box, 1.5)))
    if kind == "corrected":
        strokes = voter.write(_in_box(rng, other, "fill")) + voter.write(_in_box(rng, box, "cross"))
        return lenient(candidate, kind, ReadMark.BOTH), strokes
    if kind == "dot in box":
        return question(candidate, kind, ReadMark.NONE, mark), voter.write(
            hands.dot(rng, _aimed_at(rng, box), (0.5, 1.3))
        )
    if kind == "across both":
        border = (min(box.right, other.right) + max(box.x, other.x)) / 2
        between = Box(border - box.height / 2 + rng.normal(0, 0.5), box.y, box.height, box.height)
        return question(candidate, kind, ReadMark.BOTH), voter.write(hands.cross(rng, between, 1.0))
    # "outside": beside both boxes, to the right of the table.
    side = Box(max(box.right, other.right) + rng.uniform(1.2, 3), box.y, box.height * 0.7, box.height * 0.8)
    return question(candidate, kind, ReadMark.NONE), voter.write(hands.cross(rng, side))


def _touched(truth: Truth, layout: Layout, strokes: Mapping[int, list[Stroke]]) -> Truth:
    """The truth of a name into which a neighbour's stroke runs: the same, but asking about it is no fault."""
    place = layout.places[truth.candidate]
    for candidate, drawn in strokes.items():
        if candidate == truth.candidate:
            continue
        for stroke in drawn:
            boxes = (place.name_box, place.agree_box, place.disagree_box)
            if any(box is not None and _inside(stroke, box) > 0.8 for box in boxes):
                return truth.disturbed("a neighbour's stroke")
    return truth


def _inside(stroke: Stroke, box: Box) -> float:
    """How many millimetres of a stroke lie in a box."""
    x, y = stroke.points.T
    inside = (x > box.x) & (x < box.right) & (y > box.y) & (y < box.bottom)
    return float(inside.sum()) * STEP


def _stray_ink(voter: Voter, layout: Layout, sheet: int) -> bool:
    """A signature, an added name or a doodle below the table, above the lower markers. False where there is no room."""
    rng = voter.rng
    low = max(layout.places[candidate].row_box.bottom for candidate in layout.on_sheet(sheet))
    floor = min(layout.sheets[sheet - 1].code.y, layout.sheets[sheet - 1].markers[2].y)
    if floor - low < 8:
        return False
    height = rng.uniform(4, min(9, floor - low - 2))
    width = rng.uniform(18, 45)
    x = rng.uniform(0.2, 0.75) * (layout.width - width)
    box = Box(x, rng.uniform(low + 1.5, floor - height - 0.5), width, height)
    voter.write(hands.writing(rng, voter.hand, box, loops=int(rng.integers(3, 9))))
    return True
