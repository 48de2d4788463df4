"""Lay a ballot out: choose the paper, the head and the columns, and put every letter and line in its place.

`compose(BallotPaper(contest), width_of)` is all a caller needs; `nhiemky.printing.letter_widths.width_of` measures with
the fonts that print.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from nhiemky.core.ballots import code
from nhiemky.core.ballots.composition import words
from nhiemky.core.ballots.composition.checks import checked
from nhiemky.core.ballots.composition.head import MARKER, Head, Headed, compose_head
from nhiemky.core.ballots.composition.lines import DECIMALS, LEADING, Line, Stacked, centred, stacked
from nhiemky.core.ballots.composition.paper import MM_PER_POINT, MOST_SHEETS, PAGES, BallotPaper, Page, WidthOf
from nhiemky.core.ballots.composition.table import (
    LEAST_PITCH,
    LEAST_SIZE,
    MOST_PITCH,
    TITLES,
    Column,
    Table,
    best_size,
    columns_between,
    draw,
    size_for,
)
from nhiemky.core.ballots.geometry import Box
from nhiemky.core.ballots.identity import Identity, election_number
from nhiemky.core.ballots.layout import Layout, Place, Sheet, Text
from nhiemky.core.ballots.layout_file import numbered
from nhiemky.core.ballots.problems import BALLOT_PROBLEMS, problem
from nhiemky.core.problem import Refused

#: The side of one cell of the identity code, and the white around the code.
CELL, QUIET = 1.0, 3.0
#: Rows at least this far apart on one sheet are comfortable: no smaller head or larger paper is looked for.
_COMFORTABLE = 8.5
_NOTE_SIZES = {"A5": 8.5, "A4": 10.0}
_NOTE_GAP = 1.0
_SHEET_SIZE = 11.0
_HEADS = ((Head.SPACIOUS, True), (Head.SPACIOUS, False), (Head.BESIDE, False), (Head.DENSE, False), (Head.TIGHT, False))


@dataclass(frozen=True)
class _Plan:
    """One way to print a ballot."""

    page: Page
    columns: tuple[Column, ...]
    head: Headed
    tight: bool
    note: tuple[Text, ...]
    sheets: int
    pitch: float
    size: float

    @property
    def comfortable(self) -> bool:
        return self.sheets == 1 and self.pitch >= _COMFORTABLE and not self.tight


def compose(paper: BallotPaper, width_of: WidthOf) -> Layout:
    """The layout of a ballot: the same paper gives the same layout, to the last thousandth of a millimetre.

    Of the ways to print it the first comfortable one is taken, from small paper to large, one column before two and a
    spacious head before a dense one; if none is, the one with the fewest sheets, then words of full size, then the
    highest rows.
    Texts are printed in NFC. Raises Refused (B101 to B106) with every problem found.
    """
    paper = checked(paper, width_of)
    return _layout(paper, _chosen_plan(paper, width_of), width_of)


def _chosen_plan(paper: BallotPaper, width_of: WidthOf) -> _Plan:
    plans: list[_Plan] = []
    refusals: list[Refused] = []
    for page, columns in _papers(paper):
        for head, noted in _HEADS:
            try:
                plan = _plan(paper, page, columns, head, width_of, noted=noted)
            except Refused as refused:
                refusals.append(refused)
                continue
            if plan.comfortable:
                return plan
            plans.append(plan)
    if not plans:
        raise min(refusals, key=lambda refused: len(refused.problems))
    best = min(plans, key=lambda plan: (plan.sheets, plan.tight, -plan.pitch))
    if best.sheets > MOST_SHEETS:
        raise BALLOT_PROBLEMS.refusal("B106", found=best.sheets, most=MOST_SHEETS)
    return best


def _papers(paper: BallotPaper) -> Iterator[tuple[Page, int]]:
    """The papers to try; two columns on A5 only for who asks for it, since A4 reads better."""
    for page in PAGES:
        if paper.page in (None, page.name):
            narrow = page is PAGES[0] and paper.page is None
            choices = (1,) if narrow else (1, 2)
            yield from ((page, columns) for columns in ((paper.columns,) if paper.columns else choices))


def _plan(paper: BallotPaper, page: Page, count: int, head: Head, width_of: WidthOf, *, noted: bool) -> _Plan:
    names, style = paper.contest.candidates, paper.contest.style
    headed = compose_head(paper, page, head, width_of)
    note = _note(paper, page, width_of) if noted else ()
    height = _table_bottom(page, note) - headed.bottom - TITLES
    most_rows = int(height / LEAST_PITCH)
    if most_rows < 1:
        raise BALLOT_PROBLEMS.refusal("B105", "title", field="title")
    sheets = -(-len(names) // (most_rows * count))
    rows = -(-_per_sheet(names, sheets) // count)
    pitch = min(MOST_PITCH, int(height / rows * 100) / 100)
    widths = [width_of(name, 1, bold=False) for name in names]
    columns = columns_between(page.left, page.right, count, style, max(widths) * best_size(pitch))
    room = columns[0].room
    size = size_for(pitch, room, max(widths))
    if size is None:
        raise Refused(
            *(
                problem("B104", f"candidates.{number}", number=number, name=name, size=int(LEAST_SIZE))
                for number, (name, width) in enumerate(zip(names, widths, strict=True), start=1)
                if width * LEAST_SIZE > room
            )
        )
    return _Plan(page, columns, headed, head is Head.TIGHT, note, sheets, pitch, size)


def _per_sheet(names: Sequence[str], sheets: int) -> int:
    """Names on each sheet but the last, which has as many or fewer: the sheets are filled evenly."""
    return -(-len(names) // sheets)


def _code_box(page: Page) -> Box:
    width, height = code.COLUMNS * CELL, code.ROWS * CELL
    return Box(round(page.width / 2 - width / 2, DECIMALS), round(page.bottom - height, DECIMALS), width, height)


def _table_bottom(page: Page, note: tuple[Text, ...]) -> float:
    size = _NOTE_SIZES[page.name]
    above = LEADING * size * MM_PER_POINT * len(note) + (_NOTE_GAP if note else 0)
    return _code_box(page).y - QUIET - above


def _note(paper: BallotPaper, page: Page, width_of: WidthOf) -> tuple[Text, ...]:
    """What makes a ballot invalid, its last line at the quiet zone of the code."""
    line = Line(words.invalid_line(paper.contest), _NOTE_SIZES[page.name])
    block = stacked((line,), page.left, page.right, 0, width_of)
    assert block is not None, "every word of ours is narrower than a page"
    return _lowered(block, _code_box(page).y - QUIET - block.bottom)


def _lowered(block: Stacked, by: float) -> tuple[Text, ...]:
    return tuple(replace(text, baseline=round(text.baseline + by, DECIMALS)) for text in block.texts)


def _layout(paper: BallotPaper, plan: _Plan, width_of: WidthOf) -> Layout:
    contest, page = paper.contest, plan.page
    table = Table(plan.columns, plan.head.bottom, plan.pitch, plan.size, contest.style, width_of)
    election = election_number(contest.organisation, contest.title)
    step = _per_sheet(contest.candidates, plan.sheets)
    sheets: list[Sheet] = []
    places: list[Place] = []
    for number in range(1, plan.sheets + 1):
        start = (number - 1) * step
        drawn = draw(table, number, start + 1, contest.candidates[start : start + step])
        places.extend(drawn.places)
        texts = (*plan.head.texts, *drawn.texts, *plan.note, *_sheet_lines(number, plan, width_of))
        identity = Identity(election, paper.round, contest.style, number, plan.sheets, layout=0)
        rules = (*plan.head.rules, *drawn.rules)
        sheets.append(Sheet(number, _markers(page), _code_box(page), identity, texts, rules))
    return numbered(Layout(page.width, page.height, contest.style, tuple(sheets), tuple(places)))


def _markers(page: Page) -> tuple[Box, Box, Box, Box]:
    low_x, high_x = page.left, page.right - MARKER
    low_y, high_y = page.top, page.bottom - MARKER
    corners = (low_x, low_y), (high_x, low_y), (high_x, high_y), (low_x, high_y)
    first, second, third, fourth = (Box(x, y, MARKER, MARKER) for x, y in corners)
    return first, second, third, fourth


def _sheet_lines(number: int, plan: _Plan, width_of: WidthOf) -> tuple[Text, ...]:
    """“Tờ 1/2” on both sides of the identity code, when there are several sheets."""
    if plan.sheets == 1:
        return ()
    page, box = plan.page, _code_box(plan.page)
    line = words.sheet_line(number, plan.sheets)
    return tuple(
        centred(line, (left + right) / 2, page.bottom - 2, _SHEET_SIZE, width_of, bold=True)
        for left, right in ((page.left + MARKER, box.x), (box.right, page.right - MARKER))
    )
