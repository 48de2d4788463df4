import ast
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import nhiemky.core.ballots.marks
from nhiemky.core.ballots.marks import limits
from nhiemky.core.ballots.marks.read import read_known, read_marks
from nhiemky.core.ballots.reading import Ink, ReadMark
from tests.core.ballots.marks.drawn import EM, NAMES, PX, Stroke, crossing, grey, loop, scan
from tests.core.ballots.marks.drawn_read import KNOWN, PAGE, along, asked, marks, read


def test_a_page_with_one_untouched_name_is_read_and_one_without_is_asked_about():
    strikes = [along(row) for row in range(len(NAMES))]
    assert marks(*strikes[1:]) == [ReadMark.CLEAR, *[ReadMark.STRUCK] * (len(NAMES) - 1)]
    # Nothing on it shows how its print fits.
    assert marks(*strikes) == [ReadMark.UNSURE] * len(NAMES)


def test_an_untouched_page_is_clear_and_asks_nothing():
    found, reasons = read(shift=(0.3, -0.3))
    assert [mark.mark for mark in found] == [ReadMark.CLEAR] * len(NAMES)
    assert {mark.ink for mark in found} == {Ink.NOTHING}
    assert all(mark.confidence >= limits.SURE for mark in found)
    assert reasons == ()


@pytest.mark.parametrize(
    ("strokes", "ink"),
    [
        ([along(0, end=-7)], Ink.PARTIAL),
        ([along(0, start=12)], Ink.PARTIAL),
        ([along(0, -0.25)], Ink.UNDERLINE),
        ([along(3, -0.05)], Ink.UNDERLINE),
        ([along(0, 0.85)], Ink.OVERLINE),
        ([Stroke(loop(PAGE.layout.places[1].name_box))], Ink.CIRCLE),
        ([along(2, start=-14.0, end=109.0)], Ink.STREAK),
        (crossing(PAGE.layout.places[0].name_box.right + 7, 74.5, 4.0), Ink.CROSS),
        (crossing(20.0, 74.5, 4.5), Ink.CROSS),
        ([Stroke([(60, 74), (61.5, 76.5), (65, 72.5)])], Ink.TICK),
        ([Stroke([(31.0, 74.3), (31.4, 74.6), (31.0, 74.8)], 1.2)], Ink.DOT),
    ],
    ids=[
        *("surname", "given name", "under", "at the feet", "over", "around", "streak"),
        *("cross beside", "cross on the number", "tick beside", "dot"),
    ],
)
def test_other_ink_is_for_people_with_its_kind(strokes, ink):
    found = read(*strokes)
    assert list(asked(found).values()) == [ink]
    assert sum(mark.mark is ReadMark.CLEAR for mark in found[0]) == len(NAMES) - 1
    assert "unsure_mark" in found[1]


def test_letters_painted_over_are_for_people():
    picture = scan(PAGE)
    box = PAGE.layout.places[3].name_box
    picture[int(box.y * PX) : int(box.bottom * PX), int((box.x + 9) * PX) : int((box.x + 14) * PX)] = 250
    found = read_known(255 - grey(picture), None, KNOWN)
    assert asked(found) == {3: Ink.FAINT}


def test_a_strike_whose_letters_are_painted_over_is_for_people():
    """A line runs where letters were: its own darkness is none of theirs."""
    picture = scan(PAGE, [along(3, 0.15, width=0.8, rise=1.8)])
    box = PAGE.layout.places[3].name_box
    baseline = box.y + 0.9 * EM
    picture[int(box.y * PX) : int((baseline - 0.5) * PX), int(box.x * PX) : int((box.x + 11) * PX)] = 250
    assert asked(read_known(255 - grey(picture), None, KNOWN)) == {3: Ink.FAINT}


def test_reading_without_preparation_is_the_same():
    picture = grey(scan(PAGE, [along(3)]))
    assert read_marks(picture, None, PAGE.reference, PAGE.layout, PAGE.sheet) == read_known(255 - picture, None, KNOWN)


@settings(max_examples=20, deadline=None)
@given(
    st.floats(-0.3, 0.3),
    st.floats(-0.3, 0.3),
    st.floats(0.6, 1.0),
    st.integers(-20, 5),
    st.floats(0.3, 1.3),
    st.integers(0, 99),
)
def test_place_light_and_sharpness_change_no_answer(right, down, contrast, light, blur, seed):
    """Shifts up to 0.3 mm, darker or paler pictures, and blur leave every answer as it is."""
    picture = scan(
        PAGE, [along(0), along(2, 0.35, rise=0.6), along(4, end=-10)], shift=(right, down), blur=blur, seed=seed
    )
    dimmed = np.clip(255 + light - (255 - picture.astype(np.float32)) * contrast, 0, 255).astype(np.uint8)
    found = [mark.mark for mark in read_known(255 - grey(dimmed), None, KNOWN)[0]]
    struck, clear, unsure = ReadMark.STRUCK, ReadMark.CLEAR, ReadMark.UNSURE
    assert found == [struck, clear, struck, clear, unsure, clear]


def test_the_two_methods_share_no_measurement():
    folder = Path(nhiemky.core.ballots.marks.__file__).parent

    def imported(module: str) -> set[str]:
        tree = ast.parse((folder / f"{module}.py").read_text("utf-8"))
        here = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        names = {node.module.rpartition(".")[2] for node in here if node.module and "core.ballots." in node.module}
        rooms = ("nhiemky.core.ballots", "nhiemky.core.ballots.marks")
        named = {alias.name for node in here if node.module in rooms for alias in node.names}
        return {name for name in names | named if name != "marks"}

    plumbing = {"medians", "minimal_paths", "limits", "sight", "strips", "reading", "layout", "geometry"}
    first = {
        "new_ink",
        "columns",
        "heights",
        "gaps",
        "lines",
        "stretches",
        "fit",
        "ridges",
        "grain",
        "folds",
        "in_boxes",
    }
    assert set.union(*(imported(module) for module in first)) <= plumbing | first
    assert imported("strokes") | imported("boxes") <= plumbing
