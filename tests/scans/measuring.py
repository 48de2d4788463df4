"""Read generated scans with the whole reader and count what came of them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np

from nhiemky.core.ballots.reader import Reader
from nhiemky.core.ballots.reading import PageReading, ReadMark, Status
from nhiemky.printing.ballots import reference
from tests.scans.ballots import Scan, scan
from tests.scans.forms import FORMS, layout_of
from tests.scans.profiles import Parameters
from tests.scans.truths import Verdict

Page = tuple[str, int]
"""A profile and a seed."""


@dataclass(frozen=True)
class Mistake:
    """A mark read wrongly, or silently, by a reader that was sure of it."""

    profile: str
    seed: int
    candidate: int
    kind: str
    verdict: Verdict
    mark: ReadMark


@dataclass
class Count:
    """Sums over the pages of a profile.

    `asked` are plain marks that a reader was unsure of, `for_page` sheets sent to people for ink that is not there."""

    pages: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    marks: int = 0
    plain: int = 0
    asked: int = 0
    questions: int = 0
    verdicts: Counter[Verdict] = field(default_factory=Counter)
    asked_kinds: Counter[str] = field(default_factory=Counter)
    stray: int = 0
    stray_missed: int = 0
    two_inks: int = 0
    two_inks_missed: int = 0
    for_page: int = 0
    mistakes: list[Mistake] = field(default_factory=list)
    refused_pages: list[tuple[Page, tuple[str, ...]]] = field(default_factory=list)

    def add(self, other: "Count") -> None:
        """Take another count in."""
        for name in (
            "pages",
            "marks",
            "plain",
            "asked",
            "questions",
            "stray",
            "stray_missed",
            "two_inks",
            "two_inks_missed",
            "for_page",
        ):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.refused.update(other.refused)
        self.verdicts.update(other.verdicts)
        self.asked_kinds.update(other.asked_kinds)
        self.mistakes.extend(other.mistakes)
        self.refused_pages.extend(other.refused_pages)

    @property
    def unsure(self) -> float:
        """The share of plain marks that people would be asked about."""
        return self.asked / self.plain if self.plain else 0.0


@lru_cache(maxsize=16)
def reader_of(form: str, edition: int) -> Reader:
    """The reader of a form."""
    layout = layout_of(form, edition)
    return Reader(layout, reference(layout, Reader.PX_PER_MM))


def pages_of(parameters: Parameters, marks: int, only: str | None = None, first_seed: int = 1) -> list[Page]:
    """The pages that make up about so many marks, each profile with its share; `only` takes one profile whole."""
    pages: list[Page] = []
    whole = sum(profile.share for profile in parameters.profiles.values())
    for name, profile in parameters.profiles.items():
        if only not in (None, name):
            continue
        weight = sum(profile.forms.values())
        per_page = sum(FORMS[form].names * share / weight for form, share in profile.forms.items())
        wanted = marks * (1.0 if only else profile.share / whole)
        pages += [(name, first_seed + number) for number in range(max(1, round(wanted / per_page)))]
    return pages


def measure(parameters: Parameters, page: Page, keep: Path | None = None) -> Count:
    """Make one page, read it and judge each of its marks; pictures of mistakes are kept in a folder if given."""
    profile, seed = page
    made = scan(parameters, profile, seed)
    reading = reader_of(made.form, made.edition).read(made.image)
    count = _judged(made, reading, page)
    if keep is not None:
        _kept(made, count, keep / parameters.name)
    return count


def _judged(made: Scan, reading: PageReading, page: Page) -> Count:
    count = Count(pages=1)
    if reading.status is Status.REFUSED:
        count.refused.update(reading.reasons)
        count.refused_pages.append((page, reading.reasons))
        return count
    assert reading.sheet == made.sheet
    noticed = "stray_ink" in reading.reasons
    count.stray, count.stray_missed = int(made.stray), int(made.stray and not noticed)
    several = "several_inks" in reading.reasons
    count.two_inks, count.two_inks_missed = int(made.two_inks), int(made.two_inks and not several)
    count.for_page = int((noticed and not made.stray) or (several and not made.two_inks))
    marks = {mark.candidate: mark for mark in reading.marks}
    for truth in made.truths:
        mark = marks[truth.candidate]
        verdict = truth.judge(mark)
        if verdict is Verdict.SILENT and noticed:
            # The whole ballot goes to people because of ink beside its marks: nobody passes over this one.
            verdict = Verdict.RIGHT
        count.marks += 1
        count.verdicts[verdict] += 1
        count.questions += verdict is Verdict.UNSURE
        count.plain += truth.plain
        if truth.plain and verdict is Verdict.UNSURE:
            count.asked += 1
            count.asked_kinds[f"{truth.kind} ({mark.ink})"] += 1
        if verdict in (Verdict.WRONG, Verdict.SILENT):
            count.mistakes.append(Mistake(*page, truth.candidate, truth.kind, verdict, mark.mark))
    return count


def _kept(made: Scan, count: Count, folder: Path) -> None:
    """The row of each mistake, cut from the scan, and the whole scan of the first."""
    folder.mkdir(parents=True, exist_ok=True)
    for mistake in count.mistakes:
        box = made.layout.places[mistake.candidate].row_box
        around = [
            [box.x - 3, box.y - 3],
            [box.right + 3, box.y - 3],
            [box.right + 3, box.bottom + 3],
            [box.x - 3, box.bottom + 3],
        ]
        x, y, width, height = cv2.boundingRect(made.view.pixels(np.array(around, float)).astype("float32"))
        cut = made.image[max(0, y) : y + height, max(0, x) : x + width]
        name = f"{mistake.verdict}-{mistake.profile}-{mistake.seed}-{mistake.candidate}-{mistake.kind}-{mistake.mark}"
        cv2.imwrite(str(folder / f"{name.replace(' ', '_')}.png"), cut)


def total(counts: Iterable[Count]) -> Count:
    """All of them in one."""
    sum_of = Count()
    for count in counts:
        sum_of.add(count)
    return sum_of
