"""The interface put together, and its OpenAPI 3.1 description."""

from collections.abc import Mapping
from functools import cache
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from nhiemky.reporting.api.answers import refuse
from nhiemky.reporting.api.door import MOST_BYTES
from nhiemky.reporting.api.problems import API_PROBLEMS, MEDIA_TYPE, Refusal, joined, refusal
from nhiemky.reporting.api.views import router
from nhiemky.reporting.tokens import MOST_A_MINUTE

PREFIX = "/api/v1/"
_DESCRIPTION = f"""Dành cho phần mềm của doanh nghiệp: đọc nghĩa vụ báo cáo, lập, lưu, gửi báo cáo và đọc kết quả
kiểm tra, với đúng các bước, kiểm tra và mã lỗi như trên trang nhập. Mã truy cập gửi ở tiêu đề Authorization (Bearer).
Số viết dạng chuỗi, dấu chấm thập phân, không phân cách nghìn; bỏ trống là chưa có số liệu, "0" là bằng không.
Tối đa {MOST_A_MINUTE} yêu cầu một phút, nội dung tối đa {MOST_BYTES // 1024} KB. Lỗi trả về theo RFC 9457, có mã số.

For enterprises' software: the duties, verbs, checks and codes of the pages. Numbers are strings with a decimal point.
"""

api = NinjaAPI(
    title="Nhiệm Kỳ – báo cáo của doanh nghiệp",
    version="1.0.0",
    description=_DESCRIPTION,
    openapi_url=None,
    docs_url=None,
    urls_namespace="reporting_api",
)
api.add_router("", router)


@cache
def description() -> Mapping[str, Any]:
    """The description as plain JSON values: what django-ninja says of the types, with problems as what they are.

    Made once in each process: nothing in it changes while one runs, and to make it takes a fifth of a second.
    """
    told: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=PREFIX))
    for operations in told["paths"].values():
        for operation in operations.values():
            for parameter in operation.get("parameters", ()):
                parameter["schema"] = _without_null(parameter["schema"])
            for status, response in operation["responses"].items():
                _describe(response, int(status))
    return told


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """A parameter is there or left out; an address and a header know no null."""
    kinds = [each for each in schema.get("anyOf", ()) if each != {"type": "null"}]
    rest = {name: value for name, value in schema.items() if name != "anyOf"}
    return rest | kinds[0] if len(kinds) == 1 else schema


def _describe(response: dict[str, Any], status: int) -> None:
    content = response.get("content", {})
    if status >= HTTPStatus.BAD_REQUEST:
        response["content"] = {MEDIA_TYPE: content["application/json"]}
    response["description"] = HTTPStatus(status).phrase
    reference = content["application/json"]["schema"].get("$ref", "")
    if status < HTTPStatus.BAD_REQUEST and reference.endswith("/WholeReportOut"):
        text = {"schema": {"type": "string"}}
        response["headers"] = {"ETag": text} | ({"Location": text} if status == HTTPStatus.CREATED else {})


@api.exception_handler(Refusal)
def _refused(request: HttpRequest, error: Refusal) -> HttpResponse:
    return refuse(error)


@api.exception_handler(AuthenticationError)
def _unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    refused = refusal(HTTPStatus.UNAUTHORIZED, "A02")
    return refuse(Refusal(refused.status, refused.problem, headers={"WWW-Authenticate": "Bearer"}))


@api.exception_handler(Http404)
def _missing(request: HttpRequest, error: Http404) -> HttpResponse:
    return refuse(refusal(HTTPStatus.NOT_FOUND, "A06"))


@api.exception_handler(HttpError)
def _unparsable(request: HttpRequest, error: HttpError) -> HttpResponse:
    """django-ninja raises this for one thing: a body that is no JSON."""
    return refuse(refusal(HTTPStatus.BAD_REQUEST, "A08"))


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    problems = tuple(
        API_PROBLEMS.problem("A01", _pointer(each["loc"]), reason=f"{'.'.join(map(str, each['loc']))}: {each['msg']}")
        for each in error.errors
    )
    return refuse(Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, problems[0], problems))


def _pointer(where: tuple[str | int, ...]) -> str:
    """Where in the body; empty for a header, a query or a path. django-ninja puts the parameter's name second."""
    return joined(*where[2:]) if where and where[0] == "body" else ""
