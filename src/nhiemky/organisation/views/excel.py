"""Members out to Excel and in from Excel."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from nhiemky.organisation import access, actions, member_sheet, member_workbook, queries, uploads
from nhiemky.organisation.forms import UploadForm
from nhiemky.organisation.member_sheet import Fault, Line
from nhiemky.organisation.models import Unit, User
from nhiemky.organisation.spreadsheets import RefusedFileError, read_rows
from nhiemky.organisation.views.members import require_cell
from nhiemky.organisation.views.units import require_form
from nhiemky.records import clock
from nhiemky.records.actions import looked

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """Today's members as an Excel file; who took it is recorded."""
    unit = access.unit(request, pk, access.SEE_MEMBERS)
    looked(access.signed_in(request), unit, "organisation:members_export")
    return _file(member_workbook.export(queries.members_of(unit, clock.today())), f"dang-vien-{unit.code}.xlsx")


@require_safe
def template(request: HttpRequest, pk: int) -> HttpResponse:
    """The empty sheet to fill in."""
    cell = access.unit(request, pk, access.MANAGE_MEMBERS)
    require_cell(cell)
    return _file(member_workbook.template(cell), f"mau-dang-vien-{cell.code}.xlsx")


@require_form
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose a file, see every error or every member, then import all of them at once."""
    cell = access.unit(request, pk, access.MANAGE_MEMBERS)
    require_cell(cell)
    if request.method != "POST":
        return _form(request, cell, UploadForm(), 200)
    if "rows" in request.POST:
        return _again(request, cell)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _form(request, cell, form, 422)
    try:
        found = member_sheet.lines_of(read_rows(form.cleaned_data["file"]))
    except RefusedFileError as refused:
        form.add_error("file", str(refused))
        return _form(request, cell, form, 422)
    if isinstance(found, Fault):
        form.add_error("file", _("Row %(row)s, %(column)s") % {"row": found.row, "column": found.column or "–"})
        form.add_error("file", found.sentence)
        return _form(request, cell, form, 422)
    return _preview(request, cell, found)


def _again(request: HttpRequest, cell: Unit) -> HttpResponse:
    """The rows come back from the preview: check them once more against the database, and import on confirmation."""
    user = access.signed_in(request)
    try:
        lines = uploads.unpack(user, cell, request.POST["rows"])
    except uploads.StaleUploadError:
        form = UploadForm()
        messages.error(request, _("The list has waited too long; choose the file again."))
        return _form(request, cell, form, 422)
    if "confirm" in request.POST:
        done = _import(user, cell, lines)
        if done is not None:
            messages.success(request, ngettext("%(n)s member imported.", "%(n)s members imported.", done) % {"n": done})
            return redirect("organisation:members", cell.pk)
    return _preview(request, cell, lines)


def _import(user: User, cell: Unit, lines: list[Line]) -> int | None:
    """How many were imported; None when something is no longer right."""
    reading = member_sheet.check(cell, lines)
    if reading.faults:
        return None
    return len(actions.import_members(user, cell, reading.admissions))


def _preview(request: HttpRequest, cell: Unit, lines: list[Line]) -> HttpResponse:
    reading = member_sheet.check(cell, lines)
    return render(
        request,
        "organisation/import_preview.html",
        {
            "unit": cell,
            "reading": reading,
            "rows": uploads.pack(access.signed_in(request), cell, lines),
        },
        status=422 if reading.faults else 200,
    )


def _form(request: HttpRequest, cell: Unit, form: UploadForm, status: int) -> HttpResponse:
    shown = {"unit": cell, "form": form, "columns": member_sheet.COLUMNS}
    return render(request, "organisation/import.html", shown, status=status)


def _file(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})
