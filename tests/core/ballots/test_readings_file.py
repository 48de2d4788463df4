import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.core.ballots.reading import Ink, MarkReading, PageReading, ReadMark, Status
from nhiemky.core.ballots.readings_file import PageRecord, page_line, read_readings, readings_text, refused_page
from nhiemky.core.ballots.reasons import reasons
from nhiemky.core.problem import Refused

MARK = MarkReading(0, ReadMark.STRUCK, 0.98765, Ink.LINE, ReadMark.STRUCK, ReadMark.UNSURE)
PAGE = PageRecord("scan.pdf#3", "ab" * 32, PageReading(Status.NEEDS_EYES, ("methods_differ",), 1, (MARK,)))

fractions = st.integers(0, 10_000).map(lambda number: number / 10_000)
said = st.sampled_from(ReadMark)
marks = st.lists(
    st.builds(MarkReading, st.integers(0, 99), said, fractions, st.sampled_from(Ink), said, said),
    unique_by=lambda mark: mark.candidate,
    max_size=4,
).map(tuple)
codes = st.lists(st.sampled_from(sorted(reasons())), max_size=3).map(tuple)
readings = st.builds(
    PageReading, st.sampled_from([Status.READ, Status.NEEDS_EYES]), codes, st.integers(1, 15), marks
) | st.builds(PageReading, st.just(Status.REFUSED), codes, st.none(), st.just(()))
records = st.builds(PageRecord, st.text(), st.sampled_from(["", "0f" * 32]), readings)


def written(pages):
    return "".join(readings_text(map(page_line, pages)))


def test_a_page_is_written_as_the_contract_says():
    (page,) = json.loads(written([PAGE]))["pages"]
    assert {key: page[key] for key in ("source", "sha256", "status", "reasons", "sheet")} == {
        "source": "scan.pdf#3",
        "sha256": "ab" * 32,
        "status": "needs_eyes",
        "reasons": ["methods_differ"],
        "sheet": 1,
    }
    assert page["marks"] == [
        {
            "candidate": 0,
            "mark": "struck",
            "confidence": 0.9877,
            "ink": "line",
            "by_new_ink": "struck",
            "by_strokes": "unsure",
        }
    ]


def test_a_refused_page_has_its_reason_and_no_marks():
    (page,) = json.loads(written([refused_page("a.jpg#1", "", "bilevel")]))["pages"]
    assert (page["status"], page["reasons"], page["sheet"], page["marks"]) == ("refused", ["bilevel"], None, [])


@given(st.lists(records, max_size=3))
def test_what_is_written_is_read_back(pages):
    assert list(read_readings(written(pages))) == pages


def test_a_mark_without_our_additions_is_read():
    bare = {"candidate": 0, "mark": "struck", "confidence": 1}
    page = {"source": "s", "sha256": "", "status": "read", "reasons": [], "marks": [bare]}
    (read,) = read_readings(json.dumps({"pages": [page]}))
    assert read.reading.sheet == 1
    assert read.reading.marks == (MarkReading(0, ReadMark.STRUCK, 1, Ink.NOTHING, ReadMark.STRUCK, ReadMark.STRUCK),)


def changed(**changes):
    page = json.loads(page_line(PAGE)) | changes
    return json.dumps({"pages": [{name: value for name, value in page.items() if value != "gone"}]})


def changed_mark(**changes):
    return changed(marks=[json.loads(page_line(PAGE))["marks"][0] | changes])


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("[", [""]),
        ("[]", [""]),
        ('{"pages": {}}', [""]),
        ('{"pages": [1]}', ["pages.1"]),
        (changed(source=3, sha256="AB", status="seen"), ["pages.1.source", "pages.1.sha256", "pages.1.status"]),
        (changed(reasons=["tired"], sheet=0), ["pages.1.reasons", "pages.1.sheet"]),
        (changed(reasons=None, marks="gone"), ["pages.1.reasons", "pages.1.marks"]),
        (changed(marks=[1]), ["pages.1.marks.1"]),
        (changed_mark(candidate=-1, mark="x"), ["pages.1.marks.1.candidate", "pages.1.marks.1.mark"]),
        (changed_mark(confidence=1.01, ink="x"), ["pages.1.marks.1.confidence", "pages.1.marks.1.ink"]),
        (changed_mark(confidence=True, by_strokes=0), ["pages.1.marks.1.confidence", "pages.1.marks.1.by_strokes"]),
        (changed(marks=json.loads(page_line(PAGE))["marks"] * 2), ["pages.1.marks.2.candidate"]),
        (changed(status=["read"]), ["pages.1.status"]),
        (changed(reasons=[["x"]]), ["pages.1.reasons"]),
    ],
)
def test_every_problem_is_named_with_its_place(text, places):
    with pytest.raises(Refused) as caught:
        read_readings(text)
    assert [problem.place for problem in caught.value.problems] == places
