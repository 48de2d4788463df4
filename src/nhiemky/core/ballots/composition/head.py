"""The head of a ballot: who votes, the room for the seal top left, what is voted on and how (reference 1.5)."""

from dataclasses import dataclass, replace
from enum import StrEnum

from nhiemky.core.ballots.composition import words
from nhiemky.core.ballots.composition.lines import DECIMALS, Line, Stacked, centred, stacked
from nhiemky.core.ballots.composition.paper import MM_PER_POINT, BallotPaper, Page, WidthOf
from nhiemky.core.ballots.layout import Rule, Text
from nhiemky.core.ballots.problems import BALLOT_PROBLEMS

#: The side of a corner marker.
MARKER = 7.0
#: A round seal is at most 36 mm wide; its room stays this far from any marker.
SEAL, SEAL_GAP = 36.0, 4.0
_CAPTION = 7.0
_LEAST_ISSUER = 7.0
_MOST_ISSUER_LINES = 5
# White between the head and the table.
_BELOW, _BELOW_DENSE = 1.5, 0.8
# How far the words beside the seal may shrink so that a long list still takes one sheet: to 8.4 points at least on A4.
_SHRINKS = (0.95, 0.9, 0.85, 0.8)


class Head(StrEnum):
    """How much paper the head takes, from most to least."""

    SPACIOUS = "spacious"  # the title under the seal, across the page
    BESIDE = "beside"  # the title beside the seal, how to vote below
    DENSE = "dense"  # all of it beside the seal
    TIGHT = "tight"  # the same, smaller than one would like


#: The heads whose words are set small and without white below.
_LOW = (Head.DENSE, Head.TIGHT)


@dataclass(frozen=True)
class Sizes:
    """Sizes of print in points."""

    party: float
    issuer: float
    kind: float
    title: float
    body: float


_SIZES = {
    "A5": Sizes(party=11, issuer=10, kind=17, title=12, body=11),
    "A4": Sizes(party=13, issuer=12, kind=20, title=14, body=12.5),
}
_DENSE_SIZES = {
    "A5": Sizes(party=10.5, issuer=10, kind=14, title=11, body=10),
    "A4": Sizes(party=12, issuer=11, kind=15, title=12, body=10.5),
}


@dataclass(frozen=True)
class Headed:
    """The head in its place, and the y below it."""

    texts: tuple[Text, ...]
    rules: tuple[Rule, ...]
    bottom: float


@dataclass(frozen=True)
class _Frame:
    """The left column, of organisation and seal, and the right one, of the Party's name; both between the markers."""

    left: float
    middle: float
    right: float
    top: float
    sizes: Sizes
    width_of: WidthOf


def compose_head(paper: BallotPaper, page: Page, head: Head, width_of: WidthOf) -> Headed:
    """The head of every sheet; raises Refused (B105) when the organisation or the title does not fit."""
    frame = _frame(page, head, width_of)
    issuer = _issuer(paper, frame)
    party, rule = _party(frame)
    under_seal = page.top + SEAL
    titles, how = _titles(paper, head, frame.sizes), Line(words.how_to_vote(paper.contest), frame.sizes.body, space=0.6)
    parts: list[Stacked]
    if head is Head.SPACIOUS:
        parts = [_block((*titles, how), page.left, page.right, under_seal + 1.5, width_of)]
    elif head is Head.BESIDE:
        beside = _block(titles, frame.middle, frame.right, rule.y1 + 2, width_of)
        below = _block((how,), page.left, page.right, max(under_seal, beside.bottom) + 0.5, width_of)
        parts = [beside, below]
    elif head is Head.DENSE:
        parts = [_block((*titles, how), frame.middle, frame.right, rule.y1 + 0.8, width_of)]
    else:
        parts = [_tight((*titles, how), frame, rule.y1 + 0.8, under_seal - _BELOW_DENSE)]
    texts = (*issuer, party, *(text for part in parts for text in part.texts))
    white = _BELOW_DENSE if head in _LOW else _BELOW
    return Headed(texts, (rule,), round(max(under_seal, parts[-1].bottom + white), DECIMALS))


def _frame(page: Page, head: Head, width_of: WidthOf) -> _Frame:
    sizes = (_DENSE_SIZES if head in _LOW else _SIZES)[page.name]
    left, right = page.left + MARKER + SEAL_GAP, page.right - MARKER - SEAL_GAP
    wide = right - width_of(words.PARTY, sizes.party, bold=True)
    narrow = left + SEAL + SEAL_GAP
    # Where the title stands under the seal, the organisation may have all that the Party's name leaves.
    middle = wide if head is Head.SPACIOUS else min(wide, narrow)
    return _Frame(left, middle, right, page.top, sizes, width_of)


def _issuer(paper: BallotPaper, frame: _Frame) -> tuple[Text, ...]:
    """The organisation in capitals, shrunk until it takes few lines, and where the seal goes."""
    size = frame.sizes.issuer
    left, right = frame.left, frame.middle - SEAL_GAP
    while size >= _LEAST_ISSUER:
        line = Line(paper.contest.organisation.upper(), size, bold=True)
        block = stacked((line,), left, right, frame.top, frame.width_of)
        if block is not None and len(block.texts) <= _MOST_ISSUER_LINES:
            baseline = max(frame.top + SEAL * 0.7, block.bottom + _CAPTION * MM_PER_POINT)
            seal = centred(words.SEAL, (left + right) / 2, baseline, _CAPTION, frame.width_of)
            return (*block.texts, seal)
        size -= 0.5
    raise BALLOT_PROBLEMS.refusal("B105", "organisation", field="organisation")


def _party(frame: _Frame) -> tuple[Text, Rule]:
    size = frame.sizes.party
    baseline = frame.top + size * MM_PER_POINT
    party = centred(words.PARTY, (frame.middle + frame.right) / 2, baseline, size, frame.width_of, bold=True)
    under = round(baseline + 1.4, DECIMALS)
    end = round(party.x + frame.width_of(words.PARTY, size, bold=True), DECIMALS)
    return party, Rule(party.x, under, end, under, 0.25)


def _titles(paper: BallotPaper, head: Head, sizes: Sizes) -> tuple[Line, ...]:
    contest = paper.contest
    lines = [Line(words.KIND, sizes.kind, bold=True), Line(contest.title, sizes.title, bold=True)]
    if again := words.round_line(paper):
        lines.append(Line(again, sizes.body))
    if head not in _LOW:
        lines.append(Line(contest.organisation, sizes.body))
    lines.append(Line(words.seats_line(contest), sizes.body, bold=True, space=0.6))
    return tuple(lines)


def _tight(lines: tuple[Line, ...], frame: _Frame, top: float, bottom: float) -> Stacked:
    """All lines beside the seal in the largest size that ends with it, or in the smallest."""
    for shrink in _SHRINKS:
        smaller = tuple(replace(line, size=line.size * shrink) for line in lines)
        block = _block(smaller, frame.middle, frame.right, top, frame.width_of)
        if block.bottom <= bottom:
            break
    return block


def _block(lines: tuple[Line, ...], left: float, right: float, top: float, width_of: WidthOf) -> Stacked:
    block = stacked(lines, left, right, top, width_of)
    if block is None:
        raise BALLOT_PROBLEMS.refusal("B105", "title", field="title")
    return block
