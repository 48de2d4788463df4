"""One voter fills in one sheet: marks on all its names, and ink where none belongs."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from nhiemky.core.ballots.geometry import Box
from nhiemky.core.ballots.layout import Layout
from nhiemky.core.ballots.reading import ReadMark
from tests.scans import hands
from tests.scans.box_marks import mark_boxes
from tests.scans.compound_marks import HALF, either
from tests.scans.covering import covered
from tests.scans.name_marks import mark_name
from tests.scans.strokes import STEP, Stroke
from tests.scans.truths import Truth, question
from tests.scans.voters import Habits, Voter, choose

TOUCH = 0.4  # mm of a neighbour's stroke in a name's or a box's place: less is the end of a line on the rule between

INTRUDES = 3.0  # mm of a neighbour's stroke in a box: a mark of its own to the eye


@dataclass(frozen=True)
class Marked:
    """What stands on the sheet after voting."""

    truths: tuple[Truth, ...]
    stray: bool


def fill_in(voter: Voter, layout: Layout, sheet: int, habits: Habits) -> Marked:
    """Mark every name of a sheet."""
    rng = voter.rng
    share = rng.uniform(*habits.struck)
    usual = choose(rng, habits.strikes if layout.places[0].agree_box is None else habits.boxes)
    strokes: dict[int, list[Stroke]] = {}
    truths = []
    for candidate in layout.on_sheet(sheet):
        place = layout.places[candidate]
        marking = mark_name if place.agree_box is None else mark_boxes
        truth, strokes[candidate] = marking(voter, candidate, place, habits, share, usual)
        truths.append(truth)
    margin = voter.pen.width[0] / 2
    told = [_touched(truth, layout, strokes, margin) for truth in truths]
    if layout.places[0].agree_box is None and rng.random() < habits.long_lines:
        line = voter.write([_long_line(rng, layout, sheet)])[0]
        told = [_crossed(truth, layout, line) for truth in told]
    return Marked(tuple(told), bool(rng.random() < habits.stray) and _stray_ink(voter, layout, sheet))


def _long_line(rng: np.random.Generator, layout: Layout, sheet: int) -> np.ndarray:
    """A stroke down through several names at once, more or less steep."""
    column = [layout.places[candidate] for candidate in layout.on_sheet(sheet)]
    first = column[rng.integers(len(column))]
    count = rng.integers(3, 7)
    begin = rng.uniform(first.name_box.x, first.name_box.right)
    end = begin + rng.uniform(-0.6, 0.6) * first.name_box.width
    return np.array([[begin, first.row_box.y], [end, first.row_box.y + count * first.row_box.height]])


def _crossed(truth: Truth, layout: Layout, line: Stroke) -> Truth:
    """A name that a long line meets is a question, unless it was struck before."""
    box = layout.places[truth.candidate].name_box
    if _inside(line, box, 0.0) == 0:
        # The line's end may still come near enough to be asked about.
        return truth.disturbed("a long line near") if _inside(line, box, 3.0) else truth
    if ReadMark.CLEAR in truth.right:
        return question(truth.candidate, "a long line through several names", ReadMark.CLEAR)
    return truth.disturbed("a long line")


def _touched(truth: Truth, layout: Layout, strokes: Mapping[int, list[Stroke]], margin: float) -> Truth:
    """The truth of a name into which a neighbour's stroke runs: the same, but asking about it is no fault."""
    place = layout.places[truth.candidate]
    boxes = [box for box in (place.name_box, place.agree_box, place.disagree_box) if box is not None]
    for candidate, drawn in strokes.items():
        if candidate == truth.candidate:
            continue
        if place.agree_box is not None and any(
            _inside(stroke, box, 0.0) > INTRUDES for stroke in drawn for box in boxes
        ):
            # Whoever sees only this row sees two marks.
            return question(truth.candidate, f"{truth.kind} + a neighbour's mark", *ReadMark)
        if any(_inside(stroke, box, margin) > TOUCH for stroke in drawn for box in boxes):
            if place.agree_box is None and covered(drawn, place.name_box) > HALF and ReadMark.CLEAR in truth.right:
                # It bows or slopes through this name: whoever sees only this row sees it struck.
                return either(truth.candidate, f"{truth.kind} + a neighbour's stroke through letters")
            return truth.disturbed("a neighbour's stroke")
    return truth


def _inside(stroke: Stroke, box: Box, margin: float) -> float:
    """How many millimetres of a stroke lie in a box, or nearer to it than `margin`."""
    x, y = stroke.points.T
    if y.max() < box.y - margin or y.min() > box.bottom + margin:
        return 0.0
    inside = (x > box.x - margin) & (x < box.right + margin) & (y > box.y - margin) & (y < box.bottom + margin)
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
