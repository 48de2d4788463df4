"""Who comes in: a token in the Authorization header, so many requests a minute, bodies of so many bytes."""

from http import HTTPStatus
from typing import cast

from django.core.exceptions import RequestDataTooBig
from django.db.models import QuerySet
from django.http import HttpRequest
from ninja.security import HttpBearer

from nhiemky.reporting import access, tokens
from nhiemky.reporting.api.problems import refusal
from nhiemky.reporting.models import ApiToken, Report
from nhiemky.reporting.models.units import WITH_UNIT, ReportingUnit, of_units

MOST_BYTES = 256 * 1024
_MINUTE = 60
# What may stand behind the question mark; a misspelt filter would otherwise answer with everything.
_PARAMETERS = {
    ("GET", "duties"): frozenset({"place", "form", "period", "limit", "offset"}),
    ("GET", "reports"): frozenset({"state", "form", "period", "unit", "limit", "offset"}),
}


class Bearer(HttpBearer):
    """The token of an enterprise."""

    openapi_bearerFormat = "opaque"  # noqa: N815 - the name that OpenAPI gives it

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken:
        """The token in force. Raises Refusal 401, 413, 422 (A14) or 429."""
        found = tokens.holder(token)
        if found is None:
            raise refusal(HTTPStatus.UNAUTHORIZED, "A02")
        if not tokens.count(found):
            refused = refusal(HTTPStatus.TOO_MANY_REQUESTS, "A05", most=tokens.MOST_A_MINUTE, seconds=_MINUTE)
            raise type(refused)(refused.status, refused.problem, headers={"Retry-After": str(_MINUTE)})
        _refuse_a_large_body(request)
        _refuse_strange_parameters(request)
        return found


def token_of(request: HttpRequest) -> ApiToken:
    """The token that the request came in with."""
    return cast(ApiToken, request.auth)  # type: ignore[attr-defined]


def units(token: ApiToken) -> list[ReportingUnit]:
    """The projects and zones that the token's account reports for, of the token's enterprise alone. Four queries."""
    projects = access.own_projects(token.acts_as).filter(enterprise=token.enterprise_id)
    return [*projects, *access.own_zones(token.acts_as).filter(developer=token.enterprise_id)]


def reports(token: ApiToken, code: str | None = None) -> QuerySet[Report]:
    """The reports of these units, or of those with a code."""
    theirs = [unit for unit in units(token) if code is None or unit.code == code]
    return Report.objects.filter(of_units(theirs)).select_related(*WITH_UNIT, "changed_by")


def report(token: ApiToken, pk: int) -> Report:
    """A report of the token's enterprise. Raises Refusal 404 for any other, so that nobody learns it is there."""
    # Larger numbers than the database has would be an error of its own.
    found = reports(token).filter(pk=pk).first() if pk < 2**63 else None
    if found is None:
        raise refusal(HTTPStatus.NOT_FOUND, "A06")
    return found


def _refuse_strange_parameters(request: HttpRequest) -> None:
    name = request.resolver_match.url_name if request.resolver_match else ""
    strange = request.GET.keys() - _PARAMETERS.get((request.method or "", name or ""), frozenset())
    if strange:
        raise refusal(HTTPStatus.UNPROCESSABLE_ENTITY, "A14", name=min(strange))


def _refuse_a_large_body(request: HttpRequest) -> None:
    try:
        size = len(request.body)
    except RequestDataTooBig:
        size = MOST_BYTES + 1
    if size > MOST_BYTES:
        raise refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "A04", most=MOST_BYTES // 1024)
