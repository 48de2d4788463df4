"""readings.json: what was read from each page, in the order of the pages, the same bytes for the same readings.

One page a line, so that a batch of any size can be written as it is read.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from nhiemky.core.ballots.problems import BALLOT_PROBLEMS, problem
from nhiemky.core.ballots.reading import Ink, MarkReading, PageReading, ReadMark, Status
from nhiemky.core.ballots.reasons import reasons
from nhiemky.core.bilingual import Bilingual
from nhiemky.core.problem import Problem, Refused

#: A reading's confidence is known to no more digits than these.
_DIGITS = 4
_HASH = frozenset("0123456789abcdef")


@dataclass(frozen=True)
class PageRecord:
    """A page of readings.json: where it came from, the hash of its pixels (empty when none decoded), its reading."""

    source: str
    sha256: str
    reading: PageReading


def refused_page(source: str, sha256: str, reason: str) -> PageRecord:
    """The record of a page that is not read at all."""
    return PageRecord(source, sha256, PageReading(Status.REFUSED, (reason,), None, ()))


def page_line(page: PageRecord) -> str:
    """A page as one line of JSON, without the end of the line."""
    reading = page.reading
    record = {
        "source": page.source,
        "sha256": page.sha256,
        "status": reading.status.value,
        "reasons": list(reading.reasons),
        "sheet": reading.sheet,
        "marks": [_mark_record(mark) for mark in reading.marks],
    }
    return json.dumps(record, ensure_ascii=False)


def _mark_record(mark: MarkReading) -> dict[str, Any]:
    return {
        "candidate": mark.candidate,
        "mark": mark.mark.value,
        "confidence": round(mark.confidence, _DIGITS),
        "ink": mark.ink.value,
        "by_new_ink": mark.by_new_ink.value,
        "by_strokes": mark.by_strokes.value,
    }


def readings_text(lines: Iterable[str]) -> Iterator[str]:
    """The whole file in pieces, from the lines of its pages."""
    yield '{"pages": ['
    for number, line in enumerate(lines):
        yield (",\n" if number else "\n") + line
    yield "\n]}\n"


def read_readings(text: str) -> tuple[PageRecord, ...]:
    """The pages of readings.json; raises Refused (B311 to B313) with every problem of every page.

    A mark may leave out `ink`, `by_new_ink` and `by_strokes`, a page `sheet`: then they are what the mark says, and 1.
    """
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BALLOT_PROBLEMS.refusal("B311", reason=error) from None
    if not (isinstance(document, dict) and isinstance(document.get("pages"), list)):
        raise BALLOT_PROBLEMS.refusal("B312")
    pages = document["pages"]
    found = [wrong for number, page in enumerate(pages, start=1) for wrong in _wrong_page(page, number)]
    if found:
        raise Refused(*found)
    return tuple(_record(page) for page in pages)


def _record(page: Mapping[str, Any]) -> PageRecord:
    status = Status(page["status"])
    marks = tuple(_mark(mark) for mark in page["marks"])
    sheet = None if status is Status.REFUSED else page.get("sheet", 1)
    return PageRecord(page["source"], page["sha256"], PageReading(status, tuple(page["reasons"]), sheet, marks))


def _mark(mark: Mapping[str, Any]) -> MarkReading:
    said = mark["mark"]
    return MarkReading(
        candidate=mark["candidate"],
        mark=ReadMark(said),
        confidence=mark["confidence"],
        ink=Ink(mark.get("ink", Ink.NOTHING)),
        by_new_ink=ReadMark(mark.get("by_new_ink", said)),
        by_strokes=ReadMark(mark.get("by_strokes", said)),
    )


_OBJECT = Bilingual("một đối tượng", "an object")
_LIST = Bilingual("một danh sách", "a list")
_TEXT = Bilingual("một dòng chữ", "a text")
_NUMBER = Bilingual("một số từ 0 đến 1", "a number from 0 to 1")
_COUNT = Bilingual("một số nguyên từ 0 trở lên", "a whole number of 0 or more")
_SHEET = Bilingual("null hoặc một số nguyên từ 1 trở lên", "null or a whole number of 1 or more")
_HEX = Bilingual("64 chữ số thập lục phân hoặc để trống", "64 hexadecimal digits or empty")
_ONCE = Bilingual("số thứ tự của một người, mỗi người một lần", "the number of a candidate, each only once")


def _known(words: Iterable[str]) -> Bilingual:
    joined = ", ".join(words)
    return Bilingual(f"một trong: {joined}", f"one of: {joined}")


def _is_count(value: object, least: int = 0) -> bool:
    return type(value) is int and value >= least


def _wrong_page(page: Any, number: int) -> Iterator[Problem]:
    place = f"pages.{number}"
    if not isinstance(page, dict):
        yield problem("B313", place, page=number, field=place, expected=_OBJECT)
        return
    digest, why = page.get("sha256"), page.get("reasons")
    checks = (
        ("source", isinstance(page.get("source"), str), _TEXT),
        ("sha256", isinstance(digest, str) and len(digest) in {0, 64} and _HASH.issuperset(digest), _HEX),
        ("status", page.get("status") in tuple(Status), _known(Status)),
        ("reasons", isinstance(why, list) and all(code in tuple(reasons()) for code in why), _known(reasons())),
        ("sheet", page.get("sheet") is None or _is_count(page["sheet"], 1), _SHEET),
        ("marks", isinstance(page.get("marks"), list), _LIST),
    )
    yield from _failed(checks, place, number)
    if isinstance(page.get("marks"), list):
        yield from _wrong_marks(page["marks"], place, number)


def _wrong_marks(marks: list[Any], place: str, number: int) -> Iterator[Problem]:
    seen: set[int] = set()
    for index, mark in enumerate(marks, start=1):
        own = f"{place}.marks.{index}"
        if not isinstance(mark, dict):
            yield problem("B313", own, page=number, field=own, expected=_OBJECT)
            continue
        candidate, confidence = mark.get("candidate"), mark.get("confidence")
        sure = isinstance(confidence, int | float) and not isinstance(confidence, bool) and 0 <= confidence <= 1
        checks = (
            ("candidate", _is_count(candidate), _COUNT),
            ("candidate", not _is_count(candidate) or candidate not in seen, _ONCE),
            ("mark", mark.get("mark") in tuple(ReadMark), _known(ReadMark)),
            ("confidence", sure, _NUMBER),
            ("ink", mark.get("ink", Ink.NOTHING) in tuple(Ink), _known(Ink)),
            ("by_new_ink", mark.get("by_new_ink", ReadMark.NONE) in tuple(ReadMark), _known(ReadMark)),
            ("by_strokes", mark.get("by_strokes", ReadMark.NONE) in tuple(ReadMark), _known(ReadMark)),
        )
        yield from _failed(checks, own, number)
        if _is_count(candidate):
            seen.add(int(str(candidate)))


def _failed(checks: Iterable[tuple[str, bool, Bilingual]], place: str, number: int) -> Iterator[Problem]:
    for field, right, expected in checks:
        if not right:
            yield problem("B313", f"{place}.{field}", page=number, field=f"{place}.{field}", expected=expected)
