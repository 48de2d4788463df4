"""Parameters to judge readers with: spline strokes, other hands, pens and ranges, salt 2. Run it rarely and
never tune on it: a reader is mended by what the tuning set shows; the judging set tells whether that was more than
fitting."""

from dataclasses import replace

from tests.scans.papers import Wear
from tests.scans.pens import Pen
from tests.scans.phones import Phone
from tests.scans.profiles import Parameters, Profile
from tests.scans.scanners import Scanner
from tests.scans.strokes import Hand
from tests.scans.strokes_spline import spline_stroke
from tests.scans.voters import COMPOUND_STRIKES, ODD_BOXES, ODD_STRIKES, Habits

HANDS = (
    Hand("careful", 0.05, 12, 0, (0.5, 1.0), 0.006, (1.0, 0.8), (0.02, 0.05), (1.0, 0.06)),
    Hand("impatient", 0.08, 6, 0, (7.0, 2.5), 0.022, (5.0, 4.0), (-0.02, 0.08), (0.85, 0.18)),
    Hand("old and shaking", 0.33, 7, 0, (1.0, 3.5), 0.010, (0.8, 1.8), (0.03, 0.07), (0.8, 0.2)),
    Hand("left-handed", 0.06, 10, 0, (-6.5, 2.5), 0.016, (2.5, 1.5), (0.0, 0.08), (1.0, 0.12)),
    Hand("heavy", 0.07, 9, 0, (2.5, 2.5), 0.012, (3.0, 2.0), (0.0, 0.07), (1.35, 0.12)),
    Hand("light and short", 0.06, 11, 0, (2.0, 2.0), 0.010, (-0.2, 0.8), (-0.03, 0.06), (0.75, 0.1)),
    Hand("sprawling", 0.13, 8, 0, (3.0, 4.0), 0.028, (8.0, 4.0), (0.0, 0.09), (1.1, 0.15), 1.5),
)

PENS = (
    Pen("ballpoint, dark blue", (0.52, 0.20, 0.14), (0.32, 0.55), (0.7, 0.92), 0.2, 0.015, (0.2, 0.9), 0.04),
    Pen("ballpoint, sky blue", (0.75, 0.42, 0.20), (0.35, 0.6), (0.75, 0.95), 0.1, 0.005),
    Pen("ballpoint, black", (0.18, 0.17, 0.17), (0.32, 0.55), (0.7, 0.92), 0.2, 0.015, (0.2, 0.9), 0.04),
    Pen("ballpoint, red", (0.30, 0.24, 0.85), (0.32, 0.55), (0.7, 0.92), 0.2, 0.015),
    Pen("rollerball", (0.28, 0.10, 0.08), (0.45, 0.8), (0.88, 1.0), 0.03),
    Pen("marker", (0.12, 0.11, 0.11), (1.0, 1.6), (0.8, 0.98), 0.08),
    Pen("pencil 2B", (0.22, 0.22, 0.22), (0.5, 0.9), (0.6, 0.85), 0.4),
    Pen("pencil H", (0.32, 0.32, 0.32), (0.35, 0.6), (0.42, 0.6), 0.45, weak=True),
    Pen("dying ballpoint", (0.50, 0.22, 0.15), (0.3, 0.5), (0.6, 0.85), 0.3, 0.06, (0.2, 1.2), weak=True),
    Pen("fountain pen", (0.45, 0.18, 0.12), (0.4, 0.7), (0.8, 1.0), 0.02, blobs=0.2),
)

ORDINARY = Habits(
    struck=(0.05, 0.6),
    odd=0.0,
    strikes={
        "straight": 6,
        "slanted": 2,
        "wavy": 1.2,
        "zigzag": 0.6,
        "double": 0.5,
        "retraced": 0.5,
        "two pieces": 0.3,
    },
    odd_strikes=ODD_STRIKES,
    boxes={"cross": 6, "tick": 2, "slash": 0.5, "fill": 0.5},
    odd_boxes=ODD_BOXES,
)
SOME_ODD = replace(ORDINARY, odd=0.02)
ODD = replace(ORDINARY, odd=0.5, odd_strikes=COMPOUND_STRIKES, long_lines=0.4, struck=(0.1, 0.5))
STRAY = replace(ORDINARY, stray=1.0)
TWO_PENS = replace(ORDINARY, second_pen=1.0, struck=(0.2, 0.5))

ALL_FORMS = {"strike-60": 4, "strike-30": 2, "strike-15": 2, "strike-6": 1, "agree-20": 2, "agree-3": 1}
CLEAN = Scanner(skew=(-1.8, 1.8), lies=(-2.5, 2.5), noise=(0.8, 3.5), blur=(0.25, 0.65), white=(235, 255), dust=5)

PROFILES = {
    "clean 200 dpi grey": Profile(CLEAN, 0.26, ORDINARY, weak=False),
    "pale and skipping pens": Profile(CLEAN, 0.04, ORDINARY, weak=True),
    "clean 200 dpi colour": Profile(replace(CLEAN, colour=True), 0.04, ORDINARY),
    "clean 300 dpi grey": Profile(replace(CLEAN, dpi=(300,)), 0.04, ORDINARY),
    "agree boxes": Profile(CLEAN, 0.07, ORDINARY, forms={"agree-20": 1}),
    "odd boxes": Profile(CLEAN, 0.03, ODD, forms={"agree-20": 1}),
    "odd marks": Profile(CLEAN, 0.08, ODD),
    "all forms": Profile(replace(CLEAN, dpi=(200, 220, 300)), 0.04, SOME_ODD, forms=ALL_FORMS),
    "stray ink": Profile(CLEAN, 0.02, STRAY, forms={"strike-30": 1, "strike-6": 2, "agree-3": 1}),
    "skew and turns": Profile(replace(CLEAN, skew=(-10, 10), turns=(0, 1, 2, 3)), 0.05, SOME_ODD),
    "print scale and shift": Profile(replace(CLEAN, print_scale=(0.92, 1.04), print_shift=(-8, 8)), 0.05, SOME_ODD),
    "strong jpeg": Profile(replace(CLEAN, quality=(30, 55), noise=(1, 7)), 0.04, SOME_ODD),
    "noise and tone": Profile(
        replace(CLEAN, noise=(5, 11), gamma=(0.55, 1.8), black=(5, 75), white=(195, 250), blur=(0.25, 1.15)),
        0.04,
        SOME_ODD,
        Wear(toner=(25, 115), boldness=(-0.05, 0.11)),
    ),
    "dust and dark edges": Profile(
        replace(CLEAN, dust=80, dark_edges=0.8, skew=(-5, 5), lies=(-5, 5)), 0.04, SOME_ODD, Wear(stains=0.6)
    ),
    "streaks": Profile(replace(CLEAN, streaks=1.8, streak_contrast=(0.08, 0.6), turns=(0, 0, 1, 2, 3)), 0.03, SOME_ODD),
    "creases": Profile(CLEAN, 0.03, SOME_ODD, Wear(creases=1.0, crease_contrast=(0.06, 0.45))),
    "bleed-through": Profile(CLEAN, 0.03, SOME_ODD, Wear(bleed=1.0, bleed_contrast=(0.05, 0.18))),
    "red seal, colour": Profile(replace(CLEAN, colour=True), 0.02, SOME_ODD, Wear(seal=0.7, seal_over_name=0.8)),
    "red seal, grey": Profile(CLEAN, 0.02, SOME_ODD, Wear(seal=0.7, seal_over_name=0.8)),
    "two inks, colour": Profile(replace(CLEAN, colour=True), 0.01, TWO_PENS),
    "bent paper": Profile(replace(CLEAN, bend=4.0), 0.03, SOME_ODD),
    "phone": Profile(Phone(tilt=(0, 18), shadow=0.6, tint=(-0.1, 0.1)), 0.06, ORDINARY),
    "phone, curled and tilted": Profile(
        Phone(curl=6.0, tilt=(6, 28), shadow=0.9, uneven=(0.1, 0.5), blur=(0.4, 1.3), shake=(0, 3.2), roll=(-25, 25)),
        0.03,
        SOME_ODD,
    ),
}

JUDGING = Parameters("judging", 2, spline_stroke, HANDS, PENS, PROFILES)
