"""Forms of the board: filled in for a period, kept with their rate, and compared with what they would be now."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from nhiemky.core.indicators.periods import parse_period
from nhiemky.core.reporting.board_forms.figures import Column, Figure, Row, Table
from nhiemky.core.reporting.value_states import OBS_STATUS, VALUE_STATES, ValueState
from nhiemky.organisation.access import may, signed_in, units
from nhiemky.organisation.models import Unit, User
from nhiemky.printing.document import Document
from nhiemky.printing.pdf import render_pdf
from nhiemky.records import clock
from nhiemky.reporting import access, actions
from nhiemky.reporting.board_forms.filling import as_kept, fill_in, plain
from nhiemky.reporting.board_forms.forms import FillingForm, InfrastructureForm
from nhiemky.reporting.board_forms.paper import document
from nhiemky.reporting.board_forms.writing import as_csv, as_xlsx, mark, places
from nhiemky.reporting.models import BoardRecord, Infrastructure, Report
from nhiemky.reporting.models.units import at_boards
from nhiemky.ui.language import language
from nhiemky.ui.refusals import act
from nhiemky.zones import access as zones

_KINDS: dict[str, tuple[str, Callable[[Table, str], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", lambda table, _board: as_csv(table)),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
}


@dataclass(frozen=True)
class Shown:
    """A cell on a page. `since` is what it was in the record where that differs."""

    column: Column
    figure: Figure
    places: int
    mark: str
    state: str
    status: str
    since: Fraction | None
    is_changed: bool


def index(request: HttpRequest) -> HttpResponse:
    """Ask for a form, a period and a rate; what was kept before."""
    user = access.overseer(request)
    boards = _boards(user)
    form = FillingForm(boards=boards, initial=_usual(boards))
    records = BoardRecord.objects.filter(board__in=boards).select_related("board", "kept_by").defer("table")[:50]
    lands = [
        (zone, zone.infrastructure.first()) for zone in zones.zones(user, access.SEE).prefetch_related("infrastructure")
    ]
    context = {"form": form, "records": records, "zones": lands, "may_keep": may(user, access.ACCEPT)}
    return render(request, "reporting/board_forms.html", context)


def filled(request: HttpRequest) -> HttpResponse:
    """A form filled in now; with `tep` as a file; POST keeps it."""
    user = access.overseer(request)
    form = FillingForm(request.POST if request.method == "POST" else request.GET, boards=_boards(user))
    if not form.is_valid():
        context = {"form": form, "records": [], "zones": [], "may_keep": may(user, access.ACCEPT)}
        return render(request, "reporting/board_forms.html", context, status=422)
    wanted = form.cleaned_data
    if request.method == "POST":
        kept: list[BoardRecord] = []

        def keep(valid: FillingForm) -> None:
            asked = valid.cleaned_data
            kept.append(
                actions.keep_board_form(user, asked["ban"], asked["bieu"], asked["ky"], asked["ty_gia"], asked["nguon"])
            )

        if act(form, keep):
            messages.success(request, _("The form is kept as it is now, with its rate."))
            return redirect("reporting:board_record", kept[0].pk)
    table = fill_in(wanted["bieu"], wanted["ban"], wanted["ky"], wanted["ty_gia"])
    if request.GET.get("tep") in _KINDS:
        return _file(request.GET["tep"], table, wanted["ban"])
    if request.GET.get("tep") == "pdf":
        return _pdf(document(table, wanted["ban"], clock.today(), wanted["nguon"]), table)
    keep_address = urlencode({name: request.GET.get(name, "") for name in ("bieu", "ban", "ky", "ty_gia", "nguon")})
    context = {
        "table": table,
        "rows": _rows(table, None),
        "board": wanted["ban"],
        "form": form,
        "keep": keep_address,
        "may_keep": may(user, access.ACCEPT, wanted["ban"]),
    }
    return render(request, "reporting/board_form.html", context, status=200 if request.method == "GET" else 422)


def record(request: HttpRequest, pk: int) -> HttpResponse:
    """A kept form as it was, and which cells would be otherwise now."""
    found = get_object_or_404(BoardRecord.objects.select_related("board", "kept_by"), pk=pk)
    user = access.overseer(request)
    if not _boards(user).filter(pk=found.board_id).exists():
        raise Http404
    codes = [row["code"] for row in found.table["rows"]]
    now = fill_in(found.form, found.board, parse_period(found.period), found.rate, codes)
    if request.GET.get("tep") == "pdf":
        kept = as_kept(now, found.table)
        return _pdf(document(kept, found.board, localdate(found.kept_at), found.rate_source, found), kept)
    context = {
        "record": found,
        "table": now,
        "rows": _rows(now, found),
        "board": found.board,
        "is_changed": plain(now)["rows"] != found.table["rows"],
    }
    return render(request, "reporting/board_form.html", context)


def infrastructure(request: HttpRequest, code: str) -> HttpResponse:
    """Keep what is known of a zone's infrastructure as of a day; it starts as a copy of the newest."""
    zone = zones.zone(request, code, access.ACCEPT)
    newest = Infrastructure.objects.filter(zone=zone).first()
    row = Infrastructure(zone=zone)
    if newest is not None and request.method == "GET":
        for name in InfrastructureForm.Meta.fields:
            setattr(row, name, getattr(newest, name))
    form = InfrastructureForm(request.POST or None, instance=row)
    if request.method == "POST" and act(
        form, lambda valid: actions.keep_infrastructure(signed_in(request), valid.save(commit=False))
    ):
        messages.success(request, _("The infrastructure of the zone is kept."))
        return redirect("reporting:board_forms")
    context = {"zone": zone, "form": form, "history": Infrastructure.objects.filter(zone=zone)}
    return render(request, "reporting/infrastructure.html", context, status=422 if form.is_bound else 200)


def _boards(user: User) -> QuerySet[Unit]:
    return units(user, access.SEE).filter(zones__isnull=False).distinct()


def _usual(boards: QuerySet[Unit]) -> dict[str, object]:
    """The board, the quarter that ended last, and the rate on the newest accepted report, for a person to change."""
    today = clock.today()
    year, quarter = (today.year, (today.month - 1) // 3) if today.month > 3 else (today.year - 1, 4)
    newest = Report.objects.filter(at_boards(boards), rate__isnull=False).order_by("-accepted_at").first()
    return {
        "ban": boards.first(),
        "ky": f"{year}-Q{quarter}",
        "ty_gia": newest.rate if newest else None,
        "nguon": _("the rate on the newest report; put the State Bank's here") if newest else "",
    }


def _rows(table: Table, kept: BoardRecord | None) -> list[tuple[Row, list[Shown | None]]]:
    stored = {row["code"]: row["cells"] for row in kept.table["rows"]} if kept else {}
    return [
        (
            row,
            [
                _shown(column, row.cells.get(column.code), stored.get(row.code, {}).get(column.code), kept)
                for column in table.columns
            ],
        )
        for row in table.rows
    ]


def _shown(
    column: Column, figure: Figure | None, stored: dict[str, str] | None, kept: BoardRecord | None
) -> Shown | None:
    if figure is None:
        return None
    was = Fraction(stored["value"]) if stored and stored["value"] is not None else None
    state = VALUE_STATES[figure.state].text(language()) if figure.state is not ValueState.VALUE else ""
    return Shown(
        column,
        figure,
        places(column, figure),
        mark(column, figure),
        state,
        OBS_STATUS[figure.state],
        was,
        kept is not None and was != figure.value,
    )


def _pdf(made: Document, table: Table) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="bieu-{table.form}-{table.period}.pdf"'}
    return HttpResponse(render_pdf(made), content_type="application/pdf", headers=headers)


def _file(kind: str, table: Table, board: Unit) -> HttpResponse:
    content_type, write = _KINDS[kind]
    name = f"bieu-{table.form}-{table.period}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(write(table, board.name), content_type=content_type, headers=headers)
