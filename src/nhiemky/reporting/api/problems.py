"""Answers that say no: RFC 9457 problem details with our numbered codes, in both languages, each with its pointer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

from nhiemky.core.catalogue import Catalogue
from nhiemky.core.problem import Problem
from nhiemky.core.reporting.findings import WARNINGS
from nhiemky.reporting.reading import place_of
from nhiemky.ui.language import say

API_PROBLEMS = Catalogue.of(__package__)
MEDIA_TYPE = "application/problem+json"
# Where each code is explained, on the page of the interface.
_TYPE = "/api/v1/#{code}"


@dataclass(frozen=True)
class Refusal(Exception):  # noqa: N818 - an outcome, and it reads so where it is raised
    """The status and the first problem of an answer; `errors` are all that is wrong, each with its place."""

    status: HTTPStatus
    problem: Problem
    errors: tuple[Problem, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)


def refusal(status: HTTPStatus, code: str, place: str = "", /, **values: object) -> Refusal:
    """A refusal with one of the interface's own problems."""
    return Refusal(status, API_PROBLEMS.problem(code, place, **values))


def body_of(refused: Refusal) -> dict[str, object]:
    """The problem details: `detail` in the language asked for, `vi` and `en` always."""
    problem = refused.problem
    return {
        "type": _TYPE.format(code=problem.code),
        "title": refused.status.phrase,
        "status": refused.status.value,
        "detail": say(problem),
        "code": problem.code,
        "vi": problem.vi,
        "en": problem.en,
        "errors": [error_of(each) for each in refused.errors or (problem,)],
    }


def error_of(problem: Problem) -> dict[str, object]:
    """One thing that is wrong; `pointer` is a JSON pointer (RFC 6901) into the entry, empty for the whole."""
    return {
        "code": problem.code,
        "severity": "warning" if problem.code in WARNINGS else "blocking",
        "pointer": pointer(problem.place),
        "vi": problem.vi,
        "en": problem.en,
    }


def pointer(place: str) -> str:
    """Where a problem of a report stands in the entry that is sent: cells by line and column, fields by code."""
    if place.startswith("/") or not place:
        return place
    cell = place_of(place)
    if cell.column:
        return joined("cells", cell.line, cell.column)
    return "/rate" if place == "rate" else joined("fields", place)


def joined(*steps: object) -> str:
    """A JSON pointer of its steps."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)


def unprocessable(problems: Iterable[Problem]) -> Refusal:
    """422 with all problems of a report; the first says what it is about."""
    listed = tuple(problems)
    return Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, listed[0], listed)
