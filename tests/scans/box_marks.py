"""Marks in the boxes of an agree-or-disagree ballot, each with what a careful person would record."""

import numpy as np

from nhiemky.core.ballots.geometry import Box
from nhiemky.core.ballots.layout import Place
from nhiemky.core.ballots.reading import ReadMark
from tests.scans import hands
from tests.scans.hands import Paths
from tests.scans.strokes import Stroke
from tests.scans.truths import Truth, lenient, plain, question
from tests.scans.voters import Habits, Voter, choose

LEAST_BEYOND = 0.3  # of a mark's line over the border of two boxes: with less it is in one of them, plainly enough


def mark_boxes(
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
        # It costs the voter this vote: asking is no fault.
        return lenient(candidate, kind, ReadMark.BOTH), strokes
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
        strokes = voter.write(hands.cross(rng, between, 1.0))
        beyond = np.mean(np.concatenate([stroke.points[:, 0] for stroke in strokes]) > border)
        if min(beyond, 1 - beyond) < LEAST_BEYOND:
            held = ReadMark.AGREE if beyond < 0.5 else ReadMark.DISAGREE
            return lenient(candidate, "mostly in one box", held), strokes
        return question(candidate, kind, ReadMark.BOTH), strokes
    # "outside": beside both boxes, to the right of the table.
    side = Box(max(box.right, other.right) + rng.uniform(1.2, 3), box.y, box.height * 0.7, box.height * 0.8)
    return question(candidate, kind, ReadMark.NONE), voter.write(hands.cross(rng, side))
