"""Pages of report forms: all versions, one version as it is filled in, and its text as TOML."""

from dataclasses import dataclass
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from nhiemky.core.indicators.periods import parse_period
from nhiemky.core.reporting import lines
from nhiemky.core.reporting.background import NOTHING_KNOWN
from nhiemky.core.reporting.form_writing import form_toml
from nhiemky.core.reporting.forms import Form, Frequency
from nhiemky.organisation.access import may, require
from nhiemky.records import clock
from nhiemky.reporting import access, catalogue
from nhiemky.reporting.form_definitions.parts import FREQUENCIES, REPORTERS
from nhiemky.reporting.models import FormDefinition
from nhiemky.reporting.reading import Entry, Reading
from nhiemky.reporting.sheet import Sheet, sheet
from nhiemky.ui.language import language

_EXAMPLE = {Frequency.MONTH: "{}-01", Frequency.QUARTER: "{}-Q1", Frequency.HALF: "{}-H1", Frequency.YEAR: "{}"}


@dataclass(frozen=True)
class Version:
    """A version on the list: `row` is None for one that comes with the product."""

    form: Form
    name: str
    row: FormDefinition | None
    is_in_force: bool


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every form with its versions, and the drafts."""
    user = require(request, access.SEE)
    rows = {(row.code, row.version): row for row in FormDefinition.objects.exclude(state="draft")}
    in_force = set(catalogue.in_force(clock.today()))
    versions = [
        Version(each, each.name.text(language()), rows.get((each.code, each.version)), each in in_force)
        for each in catalogue.forms()
    ]
    context = {
        "forms": [
            (code, list(reversed(list(group)))) for code, group in groupby(versions, lambda each: each.form.code)
        ],
        "drafts": FormDefinition.objects.filter(state="draft").select_related("changed_by"),
        "may_define": may(user, access.DEFINE),
    }
    return render(request, "reporting/definitions/index.html", context)


@require_GET
def version(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """One version of a form, as it is filled in."""
    user = require(request, access.SEE)
    form = _found(code, number)
    row = (
        FormDefinition.objects.filter(code=code, version=number)
        .exclude(state="draft")
        .select_related("changed_by", "released_by", "retired_by")
        .first()
    )
    context = {
        **shown(form),
        "row": row,
        "is_in_force": form in catalogue.in_force(clock.today()),
        "may_define": may(user, access.DEFINE),
    }
    return render(request, "reporting/definitions/version.html", context)


@require_GET
def toml(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """The version as TOML, to be taken elsewhere or changed in an editor."""
    require(request, access.SEE)
    form = _found(code, number)
    return _file(form_toml(form), f"{catalogue.slug(form)}-{number}.toml")


@require_GET
def draft_toml(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft as TOML, finished or not."""
    row = access.form_draft(request, pk)
    return _file(row.text, f"{catalogue.slug_of(row.code)}-{row.version}.toml")


def _file(text: str, name: str) -> HttpResponse:
    return HttpResponse(
        text,
        content_type="application/toml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def shown(form: Form) -> dict[str, object]:
    """What a page says of a form: its sheet with nothing in it, and its facts in words."""
    return {
        "definition": form,
        "name": form.name.text(language()),
        "sheet": blank_sheet(form),
        "frequency": dict(FREQUENCIES)[form.frequency],
        "reporter": dict(REPORTERS)[form.reporter],
    }


def blank_sheet(form: Form) -> Sheet:
    """The form as its reporter opens it, before anything is typed."""
    period = parse_period(_EXAMPLE[form.frequency].format(form.effective_from.year))
    report = lines.Report(form.code, "", period, lines.Currency.VND, None, dict.fromkeys(lines.places(form)))
    return sheet(Reading(form, Entry(), report, NOTHING_KNOWN, frozenset(), {}, (), {}), checked=False)


def _found(code: str, number: str) -> Form:
    try:
        return catalogue.form(code, number)
    except KeyError as error:
        raise Http404 from error
