"""Ballots with boxes read by OMRChecker and by ours: pages a second and wrong marks, the same images, one run.

`./run bench ballots_omrchecker FOLDER [pages]`, FOLDER being a checkout of github.com/Udayraj123/OMRChecker (1.x, the
days when `src/core.py` had `ImageInstanceOps`) with what it asks for installed. It is not on PyPI and no part of this
project. Crosses and ticks only, as its form allows, in one box of nine rows of ten. It gets our corner markers as its
marker, the boxes of our layout as its template, and images of one size. It never says that it is unsure.
"""

import copy
import importlib
import json
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from bench.ballots_pages import jpeg
from nhiemky.core.ballots.layout import Layout, Place
from nhiemky.core.ballots.one_core import keep_to_one_core
from nhiemky.core.ballots.reader import Reader
from nhiemky.core.ballots.reading import ReadMark, Status
from nhiemky.core.ballots.registration.markers import SIDE
from nhiemky.core.ballots.scans.files import open_scan
from nhiemky.core.ballots.scans.page import ScanPage
from nhiemky.printing.ballots import reference
from tests.scans.ballots import Scan, scan
from tests.scans.forms import layout_of
from tests.scans.parameters_judging import JUDGING
from tests.scans.profiles import Profile

FORM = "agree-20"
PROFILES = ("agree boxes", "noise and tone", "print scale and shift", "phone")
BOXES = {"cross": 3.0, "tick": 1.0}
NOT_ONE = {"no box": 1.0, "both boxes": 1.0}  # one row in ten
# A stroke over the printed border of a box is no mark: OMRChecker's authors, too, take a box's inside.
BORDER = 0.4  # mm
MIDDLE = 0.7  # of a box's width, where the marks are: its measure is the mean of all it looks at
AS_IT_COMES = {"MIN_GAP": 30, "MIN_JUMP": 25, "CONFIDENT_SURPLUS": 5}
# Thin pens darken our wide boxes by 10 to 25 levels, much less than the bubbles it was made for. Of all tried on the
# tuning set (2 widths of box, 7 pairs of thresholds) these left the fewest wrong marks.
FOR_THIN_PENS = {"MIN_GAP": 2, "MIN_JUMP": 2, "CONFIDENT_SURPLUS": 2}
WAYS = {
    "as it comes, 666 px wide": (666, AS_IT_COMES),
    "thresholds for thin pens, 666 px": (666, FOR_THIN_PENS),
    "thresholds for thin pens, 200 dpi": (None, FOR_THIN_PENS),
}

type Answers = dict[int, ReadMark] | None
type Read = Callable[[bytes], Answers]


def pages(profile: str, count: int) -> list[Scan]:
    """So many judging scans of a profile with crosses and ticks, some rows with none or two."""
    chosen = JUDGING.profiles[profile]
    habits = replace(chosen.habits, odd=0.1, boxes=BOXES, odd_boxes=NOT_ONE)
    only: Profile = replace(chosen, habits=habits, forms={FORM: 1.0})
    parameters = replace(JUDGING, profiles={profile: only})
    return [scan(parameters, profile, seed) for seed in range(1, count + 1)]


def template(folder: Path, layout: Layout, width: int) -> tuple[Path, int]:
    """OMRChecker's description of the form, its marker beside it, and the height that goes with a width in pixels."""
    first, _, last, _ = layout.sheets[0].markers
    left, top = first.x + first.width / 2, first.y + first.height / 2
    across, down = last.x + last.width / 2 - left, last.y + last.height / 2 - top
    scale = width / layout.width

    def block(number: int, place: Place) -> dict[str, object]:
        assert place.agree_box
        assert place.disagree_box
        aside = BORDER + (1 - MIDDLE) / 2 * place.agree_box.width
        start = [
            round((place.agree_box.x - left + aside) * scale),
            round((place.agree_box.y - top + BORDER) * scale),
        ]
        return {
            "fieldLabels": [f"q{number}"],
            "bubbleValues": ["A", "D"],
            "direction": "horizontal",
            "bubblesGap": (place.disagree_box.x - place.agree_box.x) * scale,
            "labelsGap": 0,
            "origin": start,
            "bubbleDimensions": [
                round((place.agree_box.width - 2 * aside) * scale),
                round((place.agree_box.height - 2 * BORDER) * scale),
            ],
        }

    raster = reference(layout, Reader.PX_PER_MM)[0]
    cut = [round(each * Reader.PX_PER_MM) for each in (first.y, first.bottom, first.x, first.right)]
    cv2.imwrite(str(folder / "omr_marker.png"), raster[cut[0] : cut[1], cut[2] : cut[3]])
    crop = {
        "relativePath": "omr_marker.png",
        "sheetToMarkerWidthRatio": int(layout.width / SIDE),
        "marker_rescale_range": [80, 120],
        "marker_rescale_steps": 10,
        "apply_erode_subtract": False,  # finds our markers where the default does not
    }
    described = {
        "pageDimensions": [round(across * scale), round(down * scale)],
        "bubbleDimensions": [10, 10],
        "preProcessors": [{"name": "CropOnMarkers", "options": crop}],
        "fieldBlocks": {f"row{number}": block(number, place) for number, place in enumerate(layout.places)},
    }
    path = folder / "template.json"
    path.write_text(json.dumps(described))
    return path, round(width * layout.height / layout.width)


MARKS = {"A": ReadMark.AGREE, "D": ReadMark.DISAGREE, "AD": ReadMark.BOTH, "": ReadMark.NONE}


def theirs(folder: Path, layout: Layout, width: int, thresholds: dict[str, int]) -> Read:
    """OMRChecker's way from a file's bytes to what it says of each row; None where it finds no markers."""
    path, height = template(folder, layout, width)
    defaults: Any = importlib.import_module("src.defaults")
    config = copy.deepcopy(defaults.CONFIG_DEFAULTS)
    config["dimensions"]["processing_width"], config["dimensions"]["processing_height"] = width, height
    config["threshold_params"].update(thresholds)
    form = importlib.import_module("src.template").Template(path, config)
    steps = form.image_instance_ops

    def read(file: bytes) -> Answers:
        grey = cv2.imdecode(np.frombuffer(file, np.uint8), cv2.IMREAD_GRAYSCALE)
        page = steps.apply_preprocessors("scan.jpg", grey, form)
        if page is None:
            return None
        said = steps.read_omr_response(form, image=page, name="scan.jpg", save_dir=None)[0]
        return {int(label[1:]): MARKS[answer] for label, answer in said.items()}

    return read


def ours(layout: Layout) -> Read:
    """Our reader's way from a file's bytes to each row's mark; None where it refuses the page."""
    reader = Reader(layout, reference(layout, Reader.PX_PER_MM))

    def read(file: bytes) -> Answers:
        page = open_scan("scan.jpg", BytesIO(file)).page(1)
        assert isinstance(page, ScanPage)
        reading = reader.read(page.pyramid)
        if reading.status is Status.REFUSED:
            return None
        return {mark.candidate: mark.mark for mark in reading.marks}

    return read


def judged(made: list[Scan], answers: list[Answers]) -> Counter[str]:
    """How many marks are right, asked about, wrong, or on a page that was not read."""
    count: Counter[str] = Counter()
    for page, said in zip(made, answers, strict=True):
        for truth in page.truths:
            if said is None:
                count["not read"] += 1
            elif said[truth.candidate] is ReadMark.UNSURE:
                count["asked"] += 1
            else:
                count["right" if said[truth.candidate] in truth.right else "wrong"] += 1
    return count


def main() -> None:
    """Print a row for each profile and reader."""
    sys.path.insert(0, sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 60
    keep_to_one_core()
    layout = layout_of(FORM, JUDGING.salt)
    full = round(layout.width * 200 / 25.4)
    print("| images | reader | pages/s | marks | right | asked | **wrong** | on pages not read |")
    print("|---|---|---:|---:|---:|---:|---:|---:|")
    for profile in PROFILES:
        made = pages(profile, count)
        files = [jpeg(page.image) for page in made]
        with tempfile.TemporaryDirectory() as folder:
            readers = {"ours": ours(layout)}
            for name, (width, thresholds) in WAYS.items():
                own = Path(folder) / name
                own.mkdir()
                readers[f"OMRChecker, {name}"] = theirs(own, layout, width or full, thresholds)
            for name, row in rows(readers, made, files).items():
                print(f"| {profile} | {name} | {row}", flush=True)


def rows(readers: dict[str, Read], made: list[Scan], files: list[bytes]) -> dict[str, str]:
    """Each reader's line; page by page they take turns, so that a busy machine slows all alike."""
    seconds: dict[str, list[float]] = {name: [] for name in readers}
    said: dict[str, list[Answers]] = {name: [] for name in readers}
    for file in files:
        for name, read in readers.items():
            started = time.process_time()
            said[name].append(read(file))
            seconds[name].append(time.process_time() - started)
    lines = {}
    for name in readers:
        count = judged(made, said[name])
        lines[name] = (
            f"{1 / statistics.median(seconds[name]):.0f} | {count.total():,} | {count['right']:,} | {count['asked']} | "
            f"**{count['wrong']}** | {count['not read']} |"
        )
    return lines


if __name__ == "__main__":
    main()
