"""Marks on the names of a strike-out ballot, each with what a careful person would record."""

from dataclasses import replace

import numpy as np

from nhiemky.core.ballots.geometry import Box
from nhiemky.core.ballots.layout import Place
from nhiemky.core.ballots.reading import ReadMark
from tests.scans import hands
from tests.scans.compound_marks import COMPOUND, HALF, MOST, either, mark_compound
from tests.scans.covering import covered
from tests.scans.pens import Pen, draw
from tests.scans.strokes import Stroke
from tests.scans.truths import Truth, lenient, plain, question
from tests.scans.voters import Habits, Voter, choose

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
RUBBED_OUT = 0.12  # of a pencil's darkness that an eraser leaves, at most
FLUID = Pen("correction fluid", (1.0, 1.0, 1.0), (3.0, 4.5), (0.9, 1.0))


def mark_name(
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
    if covered(strokes, box) < ENOUGH:
        return lenient(candidate, f"{kind}, short", ReadMark.STRUCK), strokes
    return plain(candidate, kind, ReadMark.STRUCK), strokes


def _odd_name(voter: Voter, candidate: int, place: Place, kind: str) -> tuple[Truth, list[Stroke]]:
    rng, hand, box = voter.rng, voter.hand, place.name_box
    clear, struck = ReadMark.CLEAR, ReadMark.STRUCK
    reach = rng.uniform(3, 5.5)
    if kind in HEAVY_STRIKES:
        return lenient(candidate, kind, struck), voter.write(HEAVY_STRIKES[kind](rng, hand, box))
    if kind in AROUND_NAME:
        strokes = voter.write(AROUND_NAME[kind](rng, hand, box))
        if kind != "circle" and covered(strokes, box) > HALF:
            # The hand bowed it into the letters: now nobody can say it was no strike.
            return either(candidate, f"{kind} through letters"), strokes
        return question(candidate, kind, clear), strokes
    if kind in COMPOUND:
        return mark_compound(voter, candidate, place, kind)
    if kind == "rest point":
        return lenient(candidate, kind, clear), voter.write(hands.dot(rng, box, (0.25, 0.5)))
    if kind == "rubbed out":
        return lenient(candidate, kind, clear), _rubbed_out(voter, box)
    if kind == "painted over":
        return question(candidate, kind, clear), _painted_over(voter, box)
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
    strokes = voter.write(paths)
    if kind == "partial" and covered(strokes, box) > MOST:
        return either(candidate, "strike of most"), strokes
    return question(candidate, kind, clear), strokes


def _rubbed_out(voter: Voter, box: Box) -> list[Stroke]:
    """What an eraser leaves of a strike in pencil."""
    left = voter.rng.uniform(0.04, RUBBED_OUT)
    pencil = replace(voter.pen, colour=(0.3, 0.3, 0.3), opacity=(left, left), grain=0.5)
    return voter.write(hands.straight(voter.rng, voter.hand, box), pencil)


def _painted_over(voter: Voter, box: Box) -> list[Stroke]:
    """A strike taken back with correction fluid, which takes letters with it."""
    strokes = voter.write(hands.straight(voter.rng, voter.hand, box))
    share = voter.rng.uniform(0.4, 1.0)
    x = np.linspace(box.x, box.x + share * box.width, 6)
    cover = np.stack([x, box.y + box.height / 2 + voter.rng.normal(0, 0.3, 6)], axis=1)
    brushed = voter.model(voter.rng, voter.hand, cover)
    draw(voter.canvas, voter.rng, FLUID, replace(brushed, density=np.ones_like(brushed.density)))
    return strokes
