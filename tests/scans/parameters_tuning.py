"""Parameters to tune readers on: lognormal strokes, these hands and pens, salt 1. Look at its pictures as you like."""

from dataclasses import replace

from tests.scans.papers import Wear
from tests.scans.pens import Pen
from tests.scans.phones import Phone
from tests.scans.profiles import Parameters, Profile
from tests.scans.scanners import Scanner
from tests.scans.strokes import Hand
from tests.scans.strokes_lognormal import lognormal_stroke
from tests.scans.voters import COMPOUND_STRIKES, ODD_BOXES, ODD_STRIKES, Habits

HANDS = (
    Hand("steady", 0.04, 10, 140, (1.5, 1.5), 0.008, (2.0, 1.2), (0.0, 0.06), (1.0, 0.08)),
    Hand("hasty", 0.06, 9, 320, (5.0, 3.0), 0.02, (4.0, 3.0), (0.0, 0.09), (0.9, 0.15)),
    Hand("elderly", 0.28, 5.5, 55, (2.0, 3.0), 0.012, (0.5, 1.5), (0.0, 0.08), (0.85, 0.2)),
    Hand("left-slant", 0.07, 9, 160, (-5.0, 2.0), 0.015, (2.0, 1.5), (0.02, 0.07), (1.05, 0.1)),
    Hand("large", 0.10, 8, 180, (3.0, 3.0), 0.025, (6.0, 3.0), (0.0, 0.09), (1.2, 0.15), 1.4),
    Hand("brief", 0.05, 10, 200, (1.0, 2.0), 0.010, (-0.3, 0.9), (0.0, 0.06), (0.8, 0.1)),
    Hand("feeble", 0.22, 6.5, 70, (1.0, 3.0), 0.012, (1.0, 1.5), (0.0, 0.07), (0.68, 0.15)),
    Hand("stopping short", 0.06, 9, 180, (1.5, 2.0), 0.012, (-1.3, 0.8), (0.0, 0.06), (0.95, 0.1)),
    Hand("low", 0.05, 9.5, 170, (0.5, 1.5), 0.010, (1.0, 1.3), (0.10, 0.05), (1.0, 0.1)),
    Hand("high", 0.06, 9.5, 190, (2.5, 1.5), 0.012, (1.2, 1.5), (-0.10, 0.05), (0.95, 0.12)),
    Hand("falling", 0.08, 8.5, 150, (-2.5, 1.5), 0.015, (0.5, 1.5), (0.03, 0.06), (1.0, 0.12)),
    Hand("careless", 0.10, 8, 280, (2.0, 4.0), 0.03, (0.0, 2.0), (0.03, 0.1), (0.9, 0.2)),
    Hand("light", 0.05, 10, 360, (4.0, 2.5), 0.018, (0.5, 1.8), (0.0, 0.08), (0.6, 0.12)),
)

PENS = (
    Pen("ballpoint blue", (0.62, 0.24, 0.16), (0.35, 0.6), (0.75, 0.95), 0.15, 0.01, blobs=0.05),
    Pen("ballpoint black", (0.14, 0.13, 0.13), (0.35, 0.6), (0.75, 0.95), 0.15, 0.01, blobs=0.05),
    Pen("ballpoint red", (0.25, 0.20, 0.82), (0.35, 0.6), (0.75, 0.95), 0.15, 0.01, blobs=0.05),
    Pen("gel", (0.35, 0.12, 0.08), (0.4, 0.75), (0.9, 1.0)),
    Pen("felt", (0.10, 0.10, 0.10), (0.9, 1.5), (0.85, 1.0), 0.05),
    Pen("pencil dark", (0.25, 0.25, 0.25), (0.4, 0.8), (0.65, 0.85), 0.45),
    Pen(
        "ballpoint worn", (0.58, 0.25, 0.18), (0.3, 0.5), (0.7, 0.92), 0.2, 0.02, (0.3, 0.9), 0.08, dry_start=(0.0, 1.2)
    ),
    Pen("fine liner", (0.16, 0.15, 0.15), (0.25, 0.38), (0.8, 0.97), 0.03),
    Pen("gel violet", (0.55, 0.18, 0.42), (0.4, 0.65), (0.75, 0.95), gaps=0.004, dry_start=(0.0, 0.8)),
    Pen("pencil light", (0.30, 0.30, 0.30), (0.4, 0.7), (0.45, 0.6), 0.5, weak=True),
    Pen("skipping ballpoint", (0.55, 0.22, 0.15), (0.3, 0.5), (0.65, 0.9), 0.25, 0.05, (0.3, 1.4), weak=True),
    Pen("pencil faint", (0.34, 0.34, 0.34), (0.3, 0.55), (0.38, 0.55), 0.5, weak=True),
)

ORDINARY = Habits(
    struck=(0.08, 0.5),
    odd=0.0,
    strikes={"straight": 5, "slanted": 2, "wavy": 1, "zigzag": 0.5, "double": 0.7, "retraced": 0.4, "two pieces": 0.4},
    odd_strikes=ODD_STRIKES,
    boxes={"cross": 6, "tick": 2, "slash": 0.6, "fill": 0.4},
    odd_boxes=ODD_BOXES,
)
SOME_ODD = replace(ORDINARY, odd=0.02)
ODD = replace(ORDINARY, odd=0.5, odd_strikes=COMPOUND_STRIKES, long_lines=0.4, struck=(0.1, 0.4))
STRAY = replace(ORDINARY, stray=1.0)
TWO_PENS = replace(ORDINARY, second_pen=1.0, struck=(0.2, 0.5))

ALL_FORMS = {"strike-60": 5, "strike-30": 2, "strike-15": 1, "strike-6": 1, "agree-20": 2, "agree-3": 1}
CLEAN = Scanner()

PROFILES = {
    "clean 200 dpi grey": Profile(CLEAN, 0.26, ORDINARY, weak=False),
    "pale and skipping pens": Profile(CLEAN, 0.04, ORDINARY, weak=True),
    "clean 200 dpi colour": Profile(replace(CLEAN, colour=True), 0.04, ORDINARY),
    "clean 300 dpi grey": Profile(replace(CLEAN, dpi=(300,)), 0.04, ORDINARY),
    "agree boxes": Profile(CLEAN, 0.07, ORDINARY, forms={"agree-20": 1}),
    "odd boxes": Profile(CLEAN, 0.03, ODD, forms={"agree-20": 1}),
    "odd marks": Profile(CLEAN, 0.08, ODD),
    "all forms": Profile(replace(CLEAN, dpi=(200, 240, 300)), 0.04, SOME_ODD, forms=ALL_FORMS),
    "stray ink": Profile(CLEAN, 0.02, STRAY, forms={"strike-30": 1, "strike-6": 2, "agree-3": 1}),
    "skew and turns": Profile(replace(CLEAN, skew=(-10, 10), turns=(0, 1, 2, 3)), 0.05, SOME_ODD),
    "print scale and shift": Profile(replace(CLEAN, print_scale=(0.92, 1.04), print_shift=(-8, 8)), 0.05, SOME_ODD),
    "strong jpeg": Profile(replace(CLEAN, quality=(30, 60), noise=(2, 6)), 0.04, SOME_ODD),
    "noise and tone": Profile(
        replace(CLEAN, noise=(4, 12), gamma=(0.5, 1.9), black=(5, 80), white=(190, 250), blur=(0.3, 1.2)),
        0.04,
        SOME_ODD,
        Wear(toner=(20, 120), boldness=(-0.06, 0.12)),
    ),
    "dust and dark edges": Profile(
        replace(CLEAN, dust=60, dark_edges=0.7, skew=(-4, 4), lies=(-5, 5)), 0.04, SOME_ODD, Wear(stains=0.5)
    ),
    "streaks": Profile(replace(CLEAN, streaks=1.5, turns=(0, 0, 1, 2, 3)), 0.03, SOME_ODD),
    "creases": Profile(CLEAN, 0.03, SOME_ODD, Wear(creases=1.0)),
    "bleed-through": Profile(CLEAN, 0.03, SOME_ODD, Wear(bleed=1.0, bleed_contrast=(0.05, 0.19))),
    "red seal, colour": Profile(replace(CLEAN, colour=True), 0.02, SOME_ODD, Wear(seal=0.6, seal_over_name=0.7)),
    "red seal, grey": Profile(CLEAN, 0.02, SOME_ODD, Wear(seal=0.6, seal_over_name=0.7)),
    "two inks, colour": Profile(replace(CLEAN, colour=True), 0.01, TWO_PENS),
    "bent paper": Profile(replace(CLEAN, bend=4.0), 0.03, SOME_ODD),
    "phone": Profile(Phone(), 0.06, ORDINARY),
    "phone, curled and tilted": Profile(
        Phone(curl=6.0, tilt=(8, 26), shadow=0.9, uneven=(0.1, 0.5), blur=(0.4, 1.2), shake=(0, 3), roll=(-20, 20)),
        0.03,
        SOME_ODD,
    ),
}

TUNING = Parameters("tuning", 1, lognormal_stroke, HANDS, PENS, PROFILES)
