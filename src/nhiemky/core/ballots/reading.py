"""What was read from one scanned page: where ink is and how sure that is. No law: `elections.validity` judges."""

from dataclasses import dataclass
from enum import StrEnum


class ReadMark(StrEnum):
    """The marks of readings.json; `unsure` is for a person to answer."""

    STRUCK = "struck"
    CLEAR = "clear"
    AGREE = "agree"
    DISAGREE = "disagree"
    BOTH = "both"
    NONE = "none"
    UNSURE = "unsure"


class Ink(StrEnum):
    """The shape of the ink found at a name or in a box, told apart so that a person is asked the right question."""

    NOTHING = "nothing"
    LINE = "line"  # through the whole name, in any slope or shape
    PARTIAL = "partial"  # through a part of the name
    UNDERLINE = "underline"
    OVERLINE = "overline"
    CIRCLE = "circle"
    CROSS = "cross"
    TICK = "tick"
    SCRIBBLE = "scribble"
    FILL = "fill"
    DOT = "dot"
    OUTSIDE = "outside"  # beside the box
    FAINT = "faint"  # perhaps a crease, a shadow, bleed-through or an eraser
    STREAK = "streak"  # a line of the scanner or a fold: it goes on far beyond the name
    SEAL = "seal"


class Status(StrEnum):
    """What becomes of a page."""

    READ = "read"
    NEEDS_EYES = "needs_eyes"
    REFUSED = "refused"


@dataclass(frozen=True)
class MarkReading:
    """The mark at one candidate (from 0, in printed order of the whole ballot), what both methods saw, and the ink."""

    candidate: int
    mark: ReadMark
    confidence: float
    ink: Ink
    by_new_ink: ReadMark
    by_strokes: ReadMark


@dataclass(frozen=True)
class PageReading:
    """One page: its status, the codes of `reasons.toml` that say why, its sheet (None when refused) and its marks."""

    status: Status
    reasons: tuple[str, ...]
    sheet: int | None
    marks: tuple[MarkReading, ...]
