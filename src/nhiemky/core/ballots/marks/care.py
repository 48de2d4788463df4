"""More care with voters of whom much must be asked: what is hardly sure on their pages is asked about too.

Two marks at one name, a neighbour's line through it and other chances come together on pages where they are many; a
person looks at such a ballot anyway.
"""

from collections.abc import Sequence

from nhiemky.core.ballots.marks import limits
from nhiemky.core.ballots.marks.sight import doubted
from nhiemky.core.ballots.reading import MarkReading, ReadMark


def with_more_care(marks: Sequence[MarkReading]) -> tuple[MarkReading, ...]:
    """The same readings where most of the touched names are sure; else with all strikes asked about that are not surer
    than `limits.SURE_OF_MANY`."""
    unsure = sum(mark.mark is ReadMark.UNSURE for mark in marks)
    touched = sum(mark.mark is not ReadMark.CLEAR for mark in marks)
    if unsure < limits.MANY or unsure < limits.MANY_OF_TOUCHED * touched:
        return tuple(marks)
    return tuple(doubted(mark, mark.ink) if _hardly_sure(mark) else mark for mark in marks)


def _hardly_sure(mark: MarkReading) -> bool:
    return mark.mark is ReadMark.STRUCK and mark.confidence < limits.SURE_OF_MANY
