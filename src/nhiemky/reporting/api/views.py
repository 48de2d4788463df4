"""The operations: each is what a page does, with the same verb, for one enterprise."""

from dataclasses import replace
from http import HTTPStatus
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Header, Path, Query, Router

from nhiemky.core.indicators.periods import Period, parse_period
from nhiemky.core.problem import Refused
from nhiemky.core.reporting import forms as definitions
from nhiemky.records import clock
from nhiemky.reporting import actions, catalogue
from nhiemky.reporting.api import door, saying, schemas
from nhiemky.reporting.api.answers import Answer, matched, once
from nhiemky.reporting.api.entries import entry_of
from nhiemky.reporting.api.problems import refusal
from nhiemky.reporting.duties import owed
from nhiemky.reporting.models import ApiToken
from nhiemky.reporting.models.units import ReportingUnit, reporter_of
from nhiemky.reporting.problems import REPORT_PROBLEMS

_REFUSALS = {
    status.value: schemas.ProblemOut
    for status in (
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.UNAUTHORIZED,
        HTTPStatus.NOT_FOUND,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        HTTPStatus.UNPROCESSABLE_ENTITY,
        HTTPStatus.TOO_MANY_REQUESTS,
    )
}
_CONFLICT = {HTTPStatus.CONFLICT.value: schemas.ProblemOut}
_EDITIONS = _CONFLICT | {
    HTTPStatus.PRECONDITION_FAILED.value: schemas.ProblemOut,
    HTTPStatus.PRECONDITION_REQUIRED.value: schemas.ProblemOut,
}

Number = Annotated[int, Path(ge=1, le=2**63 - 1)]
Limit = Annotated[int, Query(ge=1, le=200)]
Offset = Annotated[int, Query(ge=0, le=1_000_000)]
Wanted = Annotated[str | None, Query(min_length=1, max_length=40)]
Key = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        max_length=100,
        min_length=1,
        pattern=r"^[\x21-\x7e]+$",
        description="The same request with the same key is done once and answered the same for seven days.",
    ),
]
IfMatch = Annotated[
    str | None, Header(alias="If-Match", max_length=200, description="The ETag that was read, such as “3”.")
]

# A board writes its own reports in the browser.
_REPORTERS = frozenset({definitions.Reporter.PROJECT, definitions.Reporter.ZONE})

router = Router(auth=door.Bearer())


@router.get("/duties", response={200: schemas.DutiesOut} | _REFUSALS, url_name="duties", summary="Nghĩa vụ báo cáo")
def list_duties(
    request: HttpRequest,
    place: Annotated[schemas.DutyPlace | None, Query()] = None,
    form: Wanted = None,
    period: Wanted = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> HttpResponse:
    """Liệt kê các báo cáo mà doanh nghiệp phải nộp: quá hạn, bị trả lại, đến hạn, chờ duyệt, đã tiếp nhận, chưa đến kỳ.

    The reports that the enterprise owes, by what there is to do.
    """
    token = door.token_of(request)
    duties = [
        each
        for each in owed(door.units(token), clock.today())
        if (place is None or each.place == place)
        and (form is None or each.form.code == form)
        and (period is None or each.duty.period.code == period)
    ]
    items = [saying.duty(each) for each in duties[offset : offset + limit]]
    return once(request, token, None, lambda: Answer(schemas.DutiesOut(total=len(duties), items=items)))


@router.get("/forms", response={200: list[schemas.FormOut]} | _REFUSALS, url_name="forms", summary="Danh mục biểu")
def list_forms(request: HttpRequest) -> Any:
    """Các biểu mà dự án và khu công nghiệp phải báo cáo, mọi phiên bản.

    The forms that projects and zones report on, in all versions.
    """
    return [saying.form_named(each) for each in _forms()]


@router.get(
    "/forms/{code}/{version}",
    response={200: schemas.WholeFormOut} | _REFUSALS,
    url_name="form",
    summary="Cấu trúc biểu",
)
def read_form(request: HttpRequest, code: Annotated[str, Path()], version: Annotated[str, Path()]) -> HttpResponse:
    """Các cột, dòng, trường thông tin của một phiên bản biểu.

    Columns, lines and fields of one version of a form.
    """
    found = next((each for each in _forms() if (each.code, each.version) == (code, version)), None)

    def answer() -> Answer:
        if found is None:
            raise refusal(HTTPStatus.NOT_FOUND, "A06")
        return Answer(saying.whole_form(found))

    return once(request, door.token_of(request), None, answer)


@router.get("/reports", response={200: schemas.ReportsOut} | _REFUSALS, url_name="reports", summary="Các báo cáo")
def list_reports(
    request: HttpRequest,
    state: Annotated[schemas.State | None, Query()] = None,
    form: Wanted = None,
    period: Wanted = None,
    unit: Wanted = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> HttpResponse:
    """Các báo cáo của doanh nghiệp, mới nhất trước; state=accepted để lấy báo cáo đã tiếp nhận.

    The enterprise's reports, newest first; state=accepted for those that count or were corrected.
    """
    token = door.token_of(request)
    wanted = {"state": state.value if state else None, "form": form, "period": period}
    named = {name: _storable(value) for name, value in wanted.items() if value is not None}
    found = door.reports(token, unit).filter(**named).defer("entry").order_by("-pk")
    items = [saying.report_named(each) for each in found[offset : offset + limit]]
    return once(request, token, None, lambda: Answer(schemas.ReportsOut(total=found.count(), items=items)))


@router.post(
    "/reports",
    response={201: schemas.WholeReportOut} | _REFUSALS | _CONFLICT,
    url_name="reports",
    summary="Lập báo cáo",
)
def begin_report(request: HttpRequest, sent: schemas.BeginIn, key: Key = None) -> HttpResponse:
    """Lập báo cáo đến kỳ của một dự án hoặc khu công nghiệp, kèm số liệu ban đầu nếu có. Phần A do hệ thống điền.

    Begin a report that is due, with a first entry if there is one; the registers fill in Part A.
    """
    token = door.token_of(request)

    def answer() -> Answer:
        form, period = _due_form(sent)
        unit = _unit(token, form, sent.unit)
        entry = entry_of(form, sent.entry)
        return saying.whole_report(actions.begin(token.acts_as, unit, form, period, entry), HTTPStatus.CREATED)

    return once(request, token, key, answer)


@router.get(
    "/reports/{pk}", response={200: schemas.WholeReportOut} | _REFUSALS, url_name="report", summary="Đọc báo cáo"
)
def read_report(request: HttpRequest, pk: Number) -> HttpResponse:
    """Một báo cáo, ấn bản hiện tại ở tiêu đề ETag.

    One report; its edition is the ETag.
    """
    token = door.token_of(request)
    return once(request, token, None, lambda: saying.whole_report(door.report(token, pk)))


@router.put(
    "/reports/{pk}",
    response={200: schemas.WholeReportOut} | _REFUSALS | _EDITIONS,
    url_name="report",
    summary="Lưu báo cáo",
)
def save_report(
    request: HttpRequest, pk: Number, sent: schemas.EntryIn, if_match: IfMatch = None, key: Key = None
) -> HttpResponse:
    """Lưu toàn bộ số liệu của báo cáo đang mở; If-Match là ấn bản đã đọc, sai thì 412 và không ghi gì.

    Replace the entry of an open report; If-Match names the edition that was read.
    """
    token = door.token_of(request)

    def answer() -> Answer:
        report = door.report(token, pk)
        edition = matched(report, if_match)
        entry = entry_of(report.definition, sent)
        return saying.whole_report(actions.save(token.acts_as, report, entry, edition))

    return once(request, token, key, answer)


@router.get(
    "/reports/{pk}/findings",
    response={200: schemas.FindingsOut} | _REFUSALS,
    url_name="findings",
    summary="Kết quả kiểm tra",
)
def read_findings(request: HttpRequest, pk: Number) -> HttpResponse:
    """Mọi kết quả kiểm tra báo cáo (lỗi chặn, cảnh báo) với mã như trên trang nhập, và số do hệ thống tính.

    Everything the checks find, with the codes of the page, and the figures that are computed.
    """
    token = door.token_of(request)
    return once(request, token, None, lambda: Answer(saying.findings(door.report(token, pk))))


@router.post(
    "/reports/{pk}/submission",
    response={200: schemas.WholeReportOut} | _REFUSALS | _EDITIONS,
    url_name="submission",
    summary="Gửi báo cáo",
)
def submit_report(
    request: HttpRequest, pk: Number, sent: schemas.SubmitIn, if_match: IfMatch = None, key: Key = None
) -> HttpResponse:
    """Gửi báo cáo tới Ban Quản lý; còn lỗi thì 422 với từng lỗi và chỗ của nó.

    Send the report to the management board; what stands in the way comes back with codes and pointers.
    """
    token = door.token_of(request)

    def answer() -> Answer:
        report = door.report(token, pk)
        edition = matched(report, if_match)
        if not sent.confirm:
            raise Refused(replace(REPORT_PROBLEMS.problem("P10"), place="/confirm"))
        return saying.whole_report(actions.submit(token.acts_as, report, edition))

    return once(request, token, key, answer)


def _forms() -> list[definitions.Form]:
    return [each for each in catalogue.forms() if each.reporter in _REPORTERS]


def _unit(token: ApiToken, form: definitions.Form, code: str) -> ReportingUnit:
    for unit in door.units(token):
        if unit.code == code and reporter_of(unit) is form.reporter:
            return unit
    raise refusal(HTTPStatus.UNPROCESSABLE_ENTITY, "A13", "/unit", unit=code)


def _due_form(sent: schemas.BeginIn) -> tuple[definitions.Form, Period]:
    period = parse_period(sent.period)
    codes = {each.code: each for each in catalogue.in_force(period.end) if each.reporter in _REPORTERS}
    form = codes.get(sent.form)
    if form is None:
        raise refusal(HTTPStatus.UNPROCESSABLE_ENTITY, "A12", "/form", form=sent.form, period=sent.period)
    if sent.version not in {None, form.version}:
        raise refusal(HTTPStatus.CONFLICT, "A09", "/version", period=sent.period, form=form.code, version=form.version)
    return form, period


def _storable(text: str) -> str:
    # PostgreSQL takes no NUL, not even to look for one.
    return text.replace("\x00", "\ufffd")
