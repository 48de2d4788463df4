"""Pages that make and change drafts of report forms: from nothing, from another version, from TOML, part by part."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nhiemky.core.definitions.problems import DEFINITION_PROBLEMS
from nhiemky.core.indicators.tables import LONGEST_FILE
from nhiemky.core.problem import Refused
from nhiemky.core.reporting.form_editing import Document, moved, rows_of, with_row, without_row
from nhiemky.core.reporting.form_writing import form_document
from nhiemky.core.reporting.forms import Role
from nhiemky.organisation.access import require
from nhiemky.reporting import access, catalogue
from nhiemky.reporting.definition_steps import StaleDefinitionError
from nhiemky.reporting.form_definitions import actions
from nhiemky.reporting.form_definitions.drafts import Draft, own_problems, tables_of, tell, text_of
from nhiemky.reporting.form_definitions.head_fields import ColumnsForm, HeadForm
from nhiemky.reporting.form_definitions.parts import PartForm
from nhiemky.reporting.form_definitions.row_fields import ROW_FORMS
from nhiemky.reporting.models import FormDefinition
from nhiemky.ui.language import say

_PARTS: dict[str, type[HeadForm | ColumnsForm]] = {"chung": HeadForm, "cot": ColumnsForm}
_KIB = 1024
# What a new form begins with; the columns are named on their own page.
_BLANK: Document = {
    "stock_columns": ["period"],
    "column": [{"code": "period", "role": Role.PERIOD.value, "name": {"vi": "Trong kỳ", "en": "In the period"}}],
}


def new(request: HttpRequest) -> HttpResponse:
    """A new form, or with `?tu=CODE&ban=VERSION` a new version of one."""
    user = require(request, access.DEFINE)
    base = _base(request)
    form = HeadForm(request.POST or None, initial={**HeadForm.initial_of(base), "edition": 0, **_again(base)})
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.draft(user, text_of(form.applied(base)))
        except Refused as refused:
            tell(form, refused.problems)
        else:
            return redirect("reporting:form_draft", row.pk)
    context = {"form": form, "base": base if "code" in base else None}
    return render(request, "reporting/definitions/new.html", context, status=422 if form.is_bound else 200)


def part(request: HttpRequest, pk: int, part: str) -> HttpResponse:
    """What the form is (`chung`), or its columns (`cot`)."""
    row = access.form_draft(request, pk)
    kind = _PARTS.get(part)
    if kind is None:
        raise Http404
    document = tables_of(row.text)
    form = kind(request.POST or None, initial={**kind.initial_of(document), "edition": row.edition})
    if request.method == "POST" and form.is_valid() and _changed(request, row, form, form.applied(document)):
        messages.success(request, _("The draft is kept."))
        return redirect("reporting:form_draft", pk)
    unfinished = [each.sentence for each in Draft.of(row).faults if each.address.endswith(f"/{part}/")]
    context = {"row": row, "form": form, "part": part, "unfinished": unfinished}
    return render(request, "reporting/definitions/part.html", context, status=422 if form.is_bound else 200)


def row(request: HttpRequest, pk: int, table: str, row: int) -> HttpResponse:
    """A line, field or rule; number 0 is a new one."""
    stored = access.form_draft(request, pk)
    document = tables_of(stored.text)
    if table not in ROW_FORMS or row > len(rows_of(document, table)):
        raise Http404
    if request.method == "POST" and row and {"remove", "up", "down"} & request.POST.keys():
        return _moved(request, stored, document, table, row)
    kind = ROW_FORMS[table]
    shown = kind.initial_of(rows_of(document, table)[row - 1]) if row else {}
    form = kind(request.POST or None, initial={**shown, "edition": stored.edition}, document=document, row=row)
    if request.method == "POST" and form.is_valid():
        after = with_row(document, table, row, form.content())
        number = row or len(rows_of(after, table))
        if _changed(request, stored, form, after, lambda text: own_problems(text, table, number)):
            messages.success(request, _("The draft is kept."))
            return _next(request, pk, table)
    context = {"row": stored, "form": form, "table": table, "number": row, "rows": len(rows_of(document, table))}
    if row:
        context["unfinished"] = [f"{say(each)} ({each.code})" for each in Draft.of(stored).problems_of(table, row)]
    return render(request, "reporting/definitions/row.html", context, status=422 if form.is_bound else 200)


class ImportForm(forms.Form):
    """A TOML text, as a file or typed."""

    file = forms.FileField(label=gettext_lazy("TOML file"), required=False)
    text = forms.CharField(
        label=gettext_lazy("or its text"),
        required=False,
        strip=False,
        max_length=LONGEST_FILE,
        widget=forms.Textarea(attrs={"rows": 16, "class": "code", "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        """One of both; a file is UTF-8 text of a bearable size."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        file = cleaned.get("file")
        if file is not None:
            cleaned["text"] = self._read(file)
        elif not cleaned.get("text", "").strip():
            self.add_error("text", _("Choose a file or paste its text."))
        return cleaned

    def _read(self, file: Any) -> str:
        if file.size > LONGEST_FILE:
            self.add_error("file", say(DEFINITION_PROBLEMS.problem("V08", limit=LONGEST_FILE // _KIB)))
            return ""
        try:
            return str(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            self.add_error("file", _("The file is not UTF-8 text."))
            return ""


def take(request: HttpRequest) -> HttpResponse:
    """A draft from TOML that was exported here or elsewhere; each problem names its table and key."""
    user = require(request, access.DEFINE)
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.draft(user, form.cleaned_data["text"])
        except Refused as refused:
            for each in refused.problems:
                form.add_error("text", f"{each.place}: {say(each)} ({each.code})")
        else:
            return redirect("reporting:form_draft", row.pk)
    return render(request, "reporting/definitions/import.html", {"form": form}, status=422 if form.is_bound else 200)


def _base(request: HttpRequest) -> Document:
    code, number = request.GET.get("tu", ""), request.GET.get("ban", "")
    if not code:
        return _BLANK
    try:
        return form_document(catalogue.form(code, number))
    except KeyError as error:
        raise Http404 from error


def _again(base: Document) -> dict[str, Any]:
    """A new version has days and a number of its own."""
    return {"version": "", "effective_from": None, "effective_until": None} if "code" in base else {}


def _changed(
    request: HttpRequest,
    row: FormDefinition,
    form: PartForm,
    document: Document,
    wrong: Callable[[str], list[Any]] = lambda _text: [],
) -> bool:
    """Keep the changed draft; otherwise say why not, beside the fields."""
    text = text_of(document)
    try:
        problems = wrong(text)
        if problems:
            tell(form, problems)
            return False
        actions.change(require(request, access.DEFINE), row, form.cleaned_data["edition"], text)
    except Refused as refused:
        tell(form, refused.problems)
        return False
    except StaleDefinitionError as stale:
        form.add_error(None, say(stale.problem))
        # What was typed stays; saved again it replaces what the other wrote.
        form.data = {**form.data, **request.POST.dict(), "edition": stale.row.edition}
        return False
    return True


def _moved(request: HttpRequest, stored: FormDefinition, document: Document, table: str, row: int) -> HttpResponse:
    sent = request.POST
    if "remove" in sent:
        after = without_row(document, table, row)
    else:
        after = moved(document, table, row, -1 if "up" in sent else 1)
    try:
        edition = int(sent.get("edition", ""))
        actions.change(require(request, access.DEFINE), stored, edition, text_of(after))
    except ValueError as error:
        raise Http404 from error
    except StaleDefinitionError as stale:
        messages.error(request, say(stale.problem))
    except Refused as refused:
        for each in refused.problems:
            messages.error(request, f"{say(each)} ({each.code})")
    return redirect("reporting:form_draft", stored.pk)


def _next(request: HttpRequest, pk: int, table: str) -> HttpResponse:
    if "next" in request.POST:
        return redirect("reporting:form_row", pk, table, 0)
    return redirect("reporting:form_draft", pk)
