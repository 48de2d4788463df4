"""Two marks at one name, or one that runs on into the next row: what each leaves together looks like one line."""

from collections.abc import Callable

import numpy as np

from nhiemky.core.ballots.geometry import Box
from nhiemky.core.ballots.layout import Place
from nhiemky.core.ballots.reading import ReadMark
from tests.scans import hands
from tests.scans.covering import covered
from tests.scans.hands import Paths
from tests.scans.strokes import Hand, Stroke
from tests.scans.truths import Truth, lenient, question
from tests.scans.voters import Voter

# A line through half of a name's letters or more, meant for an underline, or through most, meant for one word of a
# short name, may be called a strike by a careful person: nobody can tell what was meant.
HALF, MOST = 0.5, 0.7
WHOLE = 0.9  # of a name under lines that were meant to strike it out


def _tailed(rng: np.random.Generator, hand: Hand, box: Box) -> Paths:
    """A strike that is not lifted at its end, or set down early: its tail runs into the row above or below."""
    x1, y1, x2, y2 = hands.strike(rng, hand, box)
    side, lean = rng.choice([-1, 1]), rng.uniform(-1.0, 4.0)
    reach = box.height * rng.uniform(0.8, 2.2) * side
    if rng.random() < 0.5:
        return [np.array([(x1 + lean - 1.5, y1 + reach), (x1, y1), (x2, y2)])]
    return [np.array([(x1, y1), (x2, y2), (x2 - lean + 1.5, y2 + reach)])]


def _steep(rng: np.random.Generator, hand: Hand, box: Box) -> Paths:
    """A sloping strike that goes on past its name into the rows above and below."""
    slope = np.tan(np.radians(rng.uniform(5, 16))) * rng.choice([-1, 1], p=[0.3, 0.7])
    middle = np.array([box.x + box.width * rng.uniform(0.4, 0.6), box.y + box.height * rng.uniform(0.4, 0.6)])
    before, after = (box.width / 2 + rng.uniform(0, 9) for _ in range(2))
    way = np.array([1.0, -slope])
    return [np.stack([middle - before * way, middle + after * way])]


def _two_parts(rng: np.random.Generator, hand: Hand, box: Box) -> Paths:
    """A strike in two lines that overlap in the middle of the name."""
    x1, y1, x2, _ = hands.strike(rng, hand, box)
    y2 = box.y + box.height * rng.uniform(0.38, 0.62)
    first, second = box.x + box.width * rng.uniform(0.5, 0.8), box.x + box.width * rng.uniform(0.2, 0.5)
    return [np.array([(x1, y1), (first, y1)]), np.array([(second, y2), (x2, y2)])]


def _tall_tick(rng: np.random.Generator, hand: Hand, box: Box) -> Paths:
    """A tick on or beside a name, as high as two rows."""
    reach = rng.uniform(6, 14)
    x = rng.uniform(box.x - reach, box.right)
    return hands.tick(rng, Box(x, box.y + box.height / 2 - 0.7 * reach, reach, reach))


def _on(rng: np.random.Generator, box: Box) -> Box:
    reach = rng.uniform(3, 5.5)
    return Box(rng.uniform(box.x, max(box.x, box.right - reach)), box.y, reach, box.height)


type Drawn = Callable[[np.random.Generator, Hand, Box, str], Paths]
PARTS: dict[str, Drawn] = {
    "underline": lambda rng, hand, box, _: hands.underline(rng, hand, box),
    "overline": lambda rng, hand, box, _: hands.overline(rng, hand, box),
    "circle": lambda rng, hand, box, _: hands.circle(rng, hand, box),
    "partial": hands.partial,
    "tick on name": lambda rng, _, box, __: hands.tick(rng, _on(rng, box)),
    "tall tick": lambda rng, hand, box, _: _tall_tick(rng, hand, box),
    "cross on name": lambda rng, _, box, __: hands.cross(rng, _on(rng, box)),
    "dash": lambda rng, _, box, __: hands.hesitation(rng, box),
}
STRIKES = {"tailed strike": _tailed, "steep strike": _steep, "strike in two parts": _two_parts}
COMPOUND = (*STRIKES, "tall tick", "two marks")


def mark_compound(voter: Voter, candidate: int, place: Place, kind: str) -> tuple[Truth, list[Stroke]]:
    """One of COMPOUND; what a careful person would record of it follows from where its ink lies."""
    rng, box = voter.rng, place.name_box
    if kind in STRIKES:
        strokes = voter.write(STRIKES[kind](rng, voter.hand, box))
        return _struck(candidate, kind, strokes, box), strokes
    chosen = [kind]
    if kind == "two marks":
        lines = ("underline", "overline", "circle", "partial")
        others = [name for name in PARTS if name != "circle"]
        chosen = [str(rng.choice(lines)), str(rng.choice(others))]
    paths = [path for name in chosen for path in PARTS[name](rng, voter.hand, box, place.name)]
    strokes = voter.write(paths)
    most = HALF if {"underline", "overline"} & set(chosen) else MOST
    return _unclear(candidate, " and ".join(chosen), strokes, box, most), strokes


def _struck(candidate: int, kind: str, strokes: list[Stroke], box: Box) -> Truth:
    if covered(strokes, box) < WHOLE:
        return either(candidate, f"{kind}, not whole")
    return lenient(candidate, kind, ReadMark.STRUCK)


def _unclear(candidate: int, kind: str, strokes: list[Stroke], box: Box, most: float) -> Truth:
    if covered(strokes, box) > most:
        return either(candidate, f"{kind} through letters")
    return question(candidate, kind, ReadMark.CLEAR)


def either(candidate: int, kind: str) -> Truth:
    """A mark of which nobody can say that it was no strike."""
    return Truth(candidate, kind, frozenset({ReadMark.STRUCK}), frozenset({ReadMark.CLEAR}), plain=False)
