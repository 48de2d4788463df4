"""How an operation answers: JSON with its edition as ETag, a problem, or the very answer that was given before."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from http import HTTPStatus

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Schema

from nhiemky.core.problem import Refused
from nhiemky.records import clock
from nhiemky.reporting.actions import StaleError
from nhiemky.reporting.api.problems import MEDIA_TYPE, Refusal, body_of, refusal, unprocessable
from nhiemky.reporting.models import ApiAnswer, ApiToken, Report

# So long an answer is given again to the same request with the same key.
KEPT = timedelta(days=7)
# What a request meets that comes at the wrong time, and is right otherwise.
_CONFLICTS = frozenset({"S01", "P04", "P09", "P11"})


@dataclass(frozen=True)
class Answer:
    """A body with its status and headers."""

    body: Schema
    status: HTTPStatus = HTTPStatus.OK
    headers: Mapping[str, str] = field(default_factory=dict)


def respond(answer: Answer) -> HttpResponse:
    """The answer as JSON; Vietnamese stays readable."""
    return _response(answer.status, answer.body.model_dump_json(), answer.headers, "application/json")


def refuse(refused: Refusal) -> HttpResponse:
    """A problem as JSON."""
    text = json.dumps(body_of(refused), ensure_ascii=False)
    return _response(refused.status, text, refused.headers, MEDIA_TYPE)


def once(request: HttpRequest, token: ApiToken, key: str | None, make: Callable[[], Answer]) -> HttpResponse:
    """Do something once for a key: the same request again gets the same answer, another one is refused with A07.

    The answer and what was done are one transaction: after a crash neither is there, and the request can be repeated.
    """
    if key is None:
        return _made(make)
    with transaction.atomic():
        ApiAnswer.objects.filter(token=token, at__lt=clock.now() - KEPT).delete()
        asked = _digest(request)
        kept, is_new = ApiAnswer.objects.get_or_create(
            token=token, key=key, defaults={"request": asked, "at": clock.now()}
        )
        if not is_new:
            return _again(kept, asked)
        response = _made(make)
        kept.status, kept.body = response.status_code, response.content.decode()
        kept.headers = {name: response[name] for name in ("Content-Type", "ETag", "Location") if name in response}
        kept.save()
        return response


def etag(report: Report) -> str:
    """The edition of a report as If-Match names it."""
    return f'"{report.edition}"'


def matched(report: Report, if_match: str | None) -> int:
    """The edition that was read, when it still is the report's. Raises Refusal 428 or 412."""
    if if_match is None:
        raise refusal(HTTPStatus.PRECONDITION_REQUIRED, "A10")
    if etag(report) not in [each.strip() for each in if_match.split(",")]:
        raise stale(StaleError(report))
    return report.edition


def stale(error: StaleError) -> Refusal:
    """412: somebody saved since; the answer names the edition there is now."""
    return Refusal(HTTPStatus.PRECONDITION_FAILED, error.problem, headers={"ETag": etag(error.report)})


def refused_by_verb(refused: Refused) -> Refusal:
    """409 where the state of the report stands in the way, else 422; with every reason."""
    first = refused.problems[0]
    if first.code in _CONFLICTS:
        return Refusal(HTTPStatus.CONFLICT, first, refused.problems)
    return unprocessable(refused.problems)


def _made(make: Callable[[], Answer]) -> HttpResponse:
    try:
        with transaction.atomic():
            return respond(make())
    except Refusal as refused:
        return refuse(refused)
    except Refused as refused:
        return refuse(refused_by_verb(refused))
    except StaleError as error:
        return refuse(stale(error))


def _again(kept: ApiAnswer, asked: str) -> HttpResponse:
    if kept.request != asked:
        return refuse(refusal(HTTPStatus.UNPROCESSABLE_ENTITY, "A07", key=kept.key))
    headers = {name: value for name, value in kept.headers.items() if name != "Content-Type"}
    return _response(kept.status, kept.body, headers | {"Idempotent-Replayed": "true"}, kept.headers["Content-Type"])


def _digest(request: HttpRequest) -> str:
    told = f"{request.method} {request.get_full_path()} {request.headers.get('If-Match', '')}\n".encode()
    return hashlib.sha256(told + request.body).hexdigest()


def _response(status: int, text: str, headers: Mapping[str, str], media_type: str) -> HttpResponse:
    response = HttpResponse(text, status=int(status), content_type=media_type)
    response["Cache-Control"] = "no-store"
    for name, value in headers.items():
        response[name] = value
    return response
