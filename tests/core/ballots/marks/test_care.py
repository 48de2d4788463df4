import pytest

from nhiemky.core.ballots.marks import limits
from nhiemky.core.ballots.marks.care import with_more_care
from nhiemky.core.ballots.reading import Ink, MarkReading, ReadMark


def read(mark: ReadMark, confidence: float, ink: Ink = Ink.LINE) -> MarkReading:
    return MarkReading(7, mark, confidence, ink, mark, mark)


UNSURE = read(ReadMark.UNSURE, 0.7, Ink.PARTIAL)
CLEAR = read(ReadMark.CLEAR, 0.91, Ink.NOTHING)
HARDLY, SURELY = (read(ReadMark.STRUCK, limits.SURE_OF_MANY + by) for by in (-0.01, 0.01))


def test_what_is_hardly_sure_is_asked_about_beside_many_questions():
    page = [UNSURE] * limits.MANY + [HARDLY, SURELY, CLEAR]
    found = with_more_care(page)
    assert found[: limits.MANY] == tuple(page[: limits.MANY])
    asked, surely, clear = found[limits.MANY :]
    assert (asked.mark, asked.ink, asked.by_new_ink) == (ReadMark.UNSURE, Ink.LINE, ReadMark.STRUCK)
    assert asked.confidence < limits.SURE
    assert (surely, clear) == (SURELY, CLEAR)


def test_marks_in_boxes_stand():
    page = [UNSURE] * limits.MANY + [read(ReadMark.AGREE, limits.SURE_OF_MANY - 0.01)]
    assert with_more_care(page) == tuple(page)


@pytest.mark.parametrize(
    "page",
    [
        [UNSURE] * (limits.MANY - 1) + [HARDLY],
        [UNSURE] * limits.MANY + [HARDLY] * (limits.MANY + 1),
        [UNSURE] * limits.MANY + [CLEAR] * 9,
        [],
    ],
)
def test_few_questions_raise_no_others(page):
    assert with_more_care(page) == tuple(page)
