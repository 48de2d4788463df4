"""The generator itself: the same seed gives the same scan, and what it says is true can be seen in the picture."""

import numpy as np
import pytest

from nhiemky.core.ballots.geometry import Box
from nhiemky.core.ballots.reading import ReadMark
from tests.scans.ballots import Scan, scan
from tests.scans.parameters_judging import JUDGING
from tests.scans.parameters_tuning import TUNING

STRUCK = frozenset({ReadMark.STRUCK})


def grey(made: Scan) -> np.ndarray:
    return made.image if made.image.ndim == 2 else made.image.mean(axis=2)


def darkness(made: Scan, box: Box) -> float:
    """How dark a box of the layout is in the picture, against the paper beside it."""
    x, y = np.meshgrid(np.linspace(box.x, box.right, 30), np.linspace(box.y, box.bottom, 30))
    places = np.rint(made.view.pixels(np.stack([x.ravel(), y.ravel()], axis=1))).astype(int)
    values = grey(made)[places[:, 1], places[:, 0]]
    return float(np.percentile(values, 95) - values.mean())


def test_the_same_seed_gives_the_same_scan() -> None:
    first, again = (scan(TUNING, "odd marks", 5) for _ in range(2))
    assert np.array_equal(first.image, again.image)
    assert first.truths == again.truths


def test_another_seed_or_set_gives_another_scan() -> None:
    first = scan(TUNING, "agree boxes", 5)
    assert first.truths != scan(TUNING, "agree boxes", 6).truths
    assert first.truths != scan(JUDGING, "agree boxes", 5).truths


@pytest.mark.parametrize(
    "profile", ["skew and turns", "print scale and shift", "bent paper", "phone, curled and tilted"]
)
def test_the_view_leads_to_the_markers(profile: str) -> None:
    made = scan(TUNING, profile, 3)
    for marker in made.layout.sheets[made.sheet - 1].markers:
        core = Box(marker.x + 2.3, marker.y + 2.3, 2.4, 2.4)
        ring = Box(marker.x + 1.3, marker.y + 1.3, 4.4, 0.4)
        (x, y), (u, v) = (
            made.view.pixels(np.array([[box.x + box.width / 2, box.y + box.height / 2]]))[0] for box in (core, ring)
        )
        assert grey(made)[int(y), int(x)] < grey(made)[int(v), int(u)] - 40


@pytest.mark.parametrize("parameters", [TUNING, JUDGING], ids=["tuning", "judging"])
def test_struck_names_are_darker_than_untouched_ones(parameters) -> None:
    made = scan(parameters, "clean 200 dpi grey", 2)
    names = {truth.candidate: made.layout.places[truth.candidate].name_box for truth in made.truths}
    struck = [darkness(made, names[truth.candidate]) for truth in made.truths if truth.right == STRUCK]
    clear = [darkness(made, names[truth.candidate]) for truth in made.truths if truth.kind == "untouched"]
    assert len(struck) + len(clear) == len(made.truths)
    assert np.mean(struck) > np.mean(clear) + 5


def test_what_disturbs_a_name_excuses_asking_about_it() -> None:
    made = scan(TUNING, "creases", 4)
    creased = [truth for truth in made.truths if truth.kind.endswith("+ crease")]
    assert not any(truth.plain for truth in creased)
    assert all(truth.right for truth in creased if truth.kind == "untouched + crease")


def test_tuning_and_judging_have_no_hand_pen_stroke_or_name_list_in_common() -> None:
    assert {hand.name for hand in TUNING.hands}.isdisjoint(hand.name for hand in JUDGING.hands)
    assert {pen.name for pen in TUNING.pens}.isdisjoint(pen.name for pen in JUDGING.pens)
    assert TUNING.model is not JUDGING.model
    assert TUNING.salt != JUDGING.salt
    assert list(TUNING.profiles) == list(JUDGING.profiles)
