"""Pages of units that move, merge and close: what is kept, what it changes in history, and correcting it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_GET

from nhiemky.core.indicators.definition import IndicatorDefinition
from nhiemky.core.indicators.formula import measures_of
from nhiemky.core.indicators.periods import year
from nhiemky.indicators import access, catalogue
from nhiemky.indicators.actions import up_to_date
from nhiemky.indicators.forms import DayForm
from nhiemky.indicators.history import cells_as_of
from nhiemky.indicators.models import Placement
from nhiemky.indicators.placements import actions
from nhiemky.indicators.placements.forms import CorrectionForm, PlacementForm, WithdrawalForm
from nhiemky.indicators.placements.registers import Row, find, kinds_of, names, zones_by_name
from nhiemky.indicators.queries import FIRST_YEAR, Cell, CellPlace, cells
from nhiemky.indicators.register_entries import reads_zones
from nhiemky.organisation.access import require, signed_in
from nhiemky.organisation.models import Unit
from nhiemky.records import clock
from nhiemky.ui.language import language
from nhiemky.ui.refusals import act
from nhiemky.zones.models import Project, Zone

_MOST_INDICATORS = 6


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Everything that is kept of units that moved, merged or closed, the newest first."""
    require(request, access.SEE)
    context = {
        "rows": _told(Placement.objects.select_related("successor").order_by("-pk")),
        "zones": zones_by_name(),
    }
    return render(request, "indicators/placements/index.html", context)


@require_GET
def unit(request: HttpRequest, code: str) -> HttpResponse:
    """One unit: where its register says it stands, what is kept besides, and history in the tree of another day."""
    row = access.placeable(request, code, access.SEE)
    rows = _told(Placement.objects.filter(unit=code).select_related("successor").order_by("-since", "-until", "-pk"))
    form = DayForm(request.GET if "as_of" in request.GET else None, initial={"as_of": _day_before(rows)})
    day = form.cleaned_data["as_of"] if form.is_valid() else None
    context: dict[str, object] = {
        "row": row,
        "superior": _superior(row),
        "rows": rows,
        "may_place": access.may_place(request.user, row),
        "kinds": [(each, _ASKED[each]) for each in kinds_of(row)],
        "form": form,
        "day": day,
    }
    if day:
        context["year"], context["changes"] = _changes(row, rows, day)
    return render(request, "indicators/placements/unit.html", context, status=422 if form.errors else 200)


def place(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """Keep that a unit moves, merges or closes."""
    row = access.placeable(request, code)
    if kind not in kinds_of(row):
        raise Http404
    form = PlacementForm(request.POST or None, row=row, kind=kind)
    if act(form, lambda valid: actions.place_unit(signed_in(request), valid.placement())):
        messages.success(request, _("It is kept; indicators follow."))
        return redirect("indicators:placements_of", code)
    return _form(request, form, f"{row}: {_ASKED[Placement.Kind(kind)]}", code)


def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Put another row in the place of a wrong one."""
    wrong = access.placement(request, pk)
    (row,) = find({wrong.unit})
    said = {name: getattr(wrong, name) for name in ("parent", "since", "until", "source")}
    form = CorrectionForm(request.POST or None, row=row, kind=wrong.kind, initial=said)
    if act(
        form,
        lambda valid: actions.correct(signed_in(request), wrong, valid.placement(), valid.cleaned_data["reason"]),
    ):
        messages.success(request, _("The correction is kept; what it replaces stays readable."))
        return redirect("indicators:placements_of", wrong.unit)
    return _form(request, form, _("Correct: %(unit)s") % {"unit": row}, wrong.unit)


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a placement count no more."""
    wrong = access.placement(request, pk)
    form = WithdrawalForm(request.POST or None)
    if act(form, lambda valid: actions.withdraw(signed_in(request), wrong, valid.cleaned_data["reason"])):
        messages.success(request, _("It counts no more; it stays readable with your reason."))
        return redirect("indicators:placements_of", wrong.unit)
    return _form(request, form, _("Withdraw: %(unit)s") % {"unit": names().get(wrong.unit, wrong.unit)}, wrong.unit)


_ASKED: Mapping[Placement.Kind, object] = {
    Placement.Kind.MOVE: pgettext_lazy("placement", "Record a move"),
    Placement.Kind.MERGE: pgettext_lazy("placement", "Record a merger"),
    Placement.Kind.CLOSING: pgettext_lazy("placement", "Record a closing"),
}


@dataclass(frozen=True)
class Told:
    """A placement with the names that its codes stand for."""

    row: Placement
    unit: str
    superior: str

    @property
    def replaced_by(self) -> Placement | None:
        """What corrects or withdraws it."""
        return getattr(self.row, "successor", None)

    @property
    def counts(self) -> bool:
        """Whether it is neither corrected nor withdrawn, nor a withdrawal itself."""
        return self.replaced_by is None and self.row.kind != Placement.Kind.WITHDRAWN


def _told(rows: Iterable[Placement]) -> list[Told]:
    listed, named = list(rows), names()
    return [Told(each, named.get(each.unit, each.unit), named.get(each.parent, each.parent)) for each in listed]


def _superior(row: Row) -> Zone | Unit | None:
    """Where the register says that the unit stands."""
    if isinstance(row, Project):
        return row.zone
    return row.board if isinstance(row, Zone) else row.parent


def _day_before(rows: Iterable[Told]) -> date:
    """The day before the newest change that has begun: history is most often compared across it."""
    counted = [each.row for each in rows if each.counts]
    changed = [row.since for row in counted if row.since]
    changed += [row.until + timedelta(days=1) for row in counted if row.kind == Placement.Kind.CLOSING and row.until]
    return max((day for day in changed if day <= clock.today()), default=clock.today()) - timedelta(days=1)


@dataclass(frozen=True)
class Change:
    """One indicator of one superior unit for a year: in today's tree, and in that of another day."""

    superior: str
    indicator: str
    measured_in: str
    today: Cell | None
    then: Cell | None

    @property
    def is_other(self) -> bool:
        """Whether the two differ."""
        return (self.today.value if self.today else None) != (self.then.value if self.then else None)


def _changes(row: Row, rows: Iterable[Told], day: date) -> tuple[str, list[Change]]:
    """The last full year that has values of the units that the unit stands or stood below, by both trees."""
    superior = _superior(row)
    codes = {each.row.parent for each in rows if each.counts and each.row.parent} | (
        {superior.code} if superior else set()
    )
    computation = up_to_date()
    years = {each.code: each for each in map(year, range(FIRST_YEAR, clock.today().year))}
    known = computation.values.filter(unit__in=codes, period__in=years, value__isnull=False)
    newest = known.order_by("-period").values_list("period", flat=True).first()
    if newest is None:
        return "", []
    asked = years[newest]
    valued = set(known.filter(period=newest).values_list("indicator", flat=True))
    current = catalogue.current()
    chosen = sorted(valued & current.keys(), key=lambda code: (not _of_zones(current[code]), code))[:_MOST_INDICATORS]
    today, then = cells(computation, chosen, codes, [asked]), cells_as_of(day, chosen, codes, [asked])
    named = names()
    changes = [
        Change(
            named.get(code, code),
            current[indicator].name.text(language()),
            current[indicator].unit,
            today.get(CellPlace(indicator, code, asked.code)),
            then.get(CellPlace(indicator, code, asked.code)),
        )
        for code in sorted(codes)
        for indicator in chosen
    ]
    return newest, changes


def _of_zones(definition: IndicatorDefinition) -> bool:
    """Whether it reads a register of zones: the only ones that a closing changes, so they are shown first."""
    return reads_zones(catalogue.measure_versions().sources(measures_of(definition.expression)))


def _form(request: HttpRequest, form: BaseForm, title: str, code: str) -> HttpResponse:
    context = {"form": form, "title": title, "code": code, "name": names().get(code, code)}
    return render(request, "indicators/placements/form.html", context, status=422 if form.is_bound else 200)
