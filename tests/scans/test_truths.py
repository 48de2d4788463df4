"""How a reading of a mark is judged."""

import pytest

from nhiemky.core.ballots.reading import Ink, MarkReading, ReadMark
from tests.scans.truths import Truth, Verdict, lenient, plain, question


def read_as(mark: ReadMark) -> MarkReading:
    return MarkReading(0, mark, 0.9, Ink.LINE, mark, mark)


@pytest.mark.parametrize(
    ("truth", "mark", "verdict"),
    [
        (plain(0, "straight", ReadMark.STRUCK), ReadMark.STRUCK, Verdict.RIGHT),
        (plain(0, "straight", ReadMark.STRUCK), ReadMark.UNSURE, Verdict.UNSURE),
        (plain(0, "straight", ReadMark.STRUCK), ReadMark.CLEAR, Verdict.WRONG),
        (plain(0, "untouched", ReadMark.CLEAR), ReadMark.STRUCK, Verdict.WRONG),
        (question(0, "partial", ReadMark.CLEAR), ReadMark.STRUCK, Verdict.WRONG),
        (question(0, "partial", ReadMark.CLEAR), ReadMark.CLEAR, Verdict.SILENT),
        (question(0, "partial", ReadMark.CLEAR), ReadMark.UNSURE, Verdict.UNSURE),
        (lenient(0, "scribble", ReadMark.STRUCK), ReadMark.CLEAR, Verdict.WRONG),
    ],
)
def test_only_what_is_sure_and_not_right_is_wrong_or_silent(truth: Truth, mark: ReadMark, verdict: Verdict) -> None:
    assert truth.judge(read_as(mark)) is verdict


def test_a_disturbed_mark_keeps_its_answer_and_may_be_asked_about() -> None:
    truth = plain(0, "untouched", ReadMark.CLEAR).disturbed("crease")
    assert (truth.kind, truth.plain) == ("untouched + crease", False)
    assert truth.judge(read_as(ReadMark.STRUCK)) is Verdict.WRONG
