"""Reading what the board's forms are computed from, and filling them in."""

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import Any

from nhiemky.core.indicators.periods import Period
from nhiemky.core.reporting import lines
from nhiemky.core.reporting.board_forms import figures
from nhiemky.core.reporting.board_forms.attraction import attraction
from nhiemky.core.reporting.board_forms.figures import Figure, Table
from nhiemky.core.reporting.board_forms.infrastructure import Infrastructure as Kept
from nhiemky.core.reporting.board_forms.infrastructure import infrastructure
from nhiemky.core.reporting.board_forms.material import Effect, Land, Material, Origin, Project
from nhiemky.core.reporting.board_forms.production import production
from nhiemky.core.reporting.value_states import ValueState
from nhiemky.core.zones.capital import Capital, Kind
from nhiemky.core.zones.endings import as_of, heir
from nhiemky.organisation.models import Unit
from nhiemky.records.digests import canonical
from nhiemky.reporting.background import with_cells
from nhiemky.reporting.duties import owed
from nhiemky.reporting.models import Infrastructure
from nhiemky.reporting.queries import counted
from nhiemky.zones import endings
from nhiemky.zones import models as zones
from nhiemky.zones.countries import country_name
from nhiemky.zones.queries import ZoneLand, by_name, land, steps

QUARTERLY = "A.III.1"
_USED = frozenset(
    lines.Place(line, column)
    for line in ("I", "II", "III", "IV", "V", "V.1", "V.2", "VII")
    for column in ("quarter", "since_licence")
)
_STATE_HOLDS = timedelta(days=731)
_Facts = zones.ZoneFact.Kind

FORMS: Mapping[str, Callable[[Material, Unit], Table]] = {
    "2101": lambda material, _board: attraction(material),
    "2103": lambda material, board: infrastructure(material, _kept(board, material.period.end)),
    "2104": lambda material, _board: production(material),
}


def fill_in(form: str, board: Unit, period: Period, rate: Decimal, kept: Collection[str] = ()) -> Table:
    """A form of a board for a period at a rate. A fixed number of queries; KeyError for a form we do not have.

    `kept`: zones that have a row although nothing is stated of them, such as those of a form that was kept.
    """
    return FORMS[form](_material(board, period, rate, kept), board)


def _material(board: Unit, period: Period, rate: Decimal, kept: Collection[str]) -> Material:
    listed = by_name(zones.Zone.objects.filter(board=board))
    projects = list(zones.Project.objects.filter(zone__in=listed).select_related("zone__board", "enterprise"))
    found, effects = _capital(projects, period)
    ended = endings.known()
    certified = [each for each in projects if each.pk in found]
    reports = counted(None).filter(project__in=certified, form=QUARTERLY, period_end__lte=period.end)
    # One that has not reported for two years tells nothing of its state today.
    recent = reports.filter(period_end__gte=period.start - _STATE_HOLDS)
    every = with_cells(recent.order_by("period_end"), _USED)
    return Material(
        period=period,
        rate=rate,
        zones={each.code: each.name for each in listed},
        projects=tuple(
            Project(each.code, heir(each.zone.code, ended, period.end), Origin(each.origin), *found[each.pk])
            for each in certified
        ),
        effects=effects,
        filed=tuple(each for each in every if period.contains(each.period)),
        latest=tuple({each.unit: each for each in every}.values()),
        owing=_owing(certified, period),
        land=_land(listed, period),
        ended=frozenset(as_of(ended, period.end).keys() - {*kept}),
    )


def _capital(
    projects: Sequence[zones.Project], period: Period
) -> tuple[dict[int, tuple[bool, Capital]], tuple[Effect, ...]]:
    """By project whether it is in force and its capital at the period's end, and the certificates of the period."""
    rows = zones.Certificate.objects.filter(project__in=projects, successor=None, issued_on__lte=period.end)
    state: dict[int, tuple[bool, Capital]] = {}
    effects: list[Effect] = []
    codes = {each.pk: each.code for each in projects}
    for number, group in groupby(rows.order_by("project", "issued_on", "pk"), key=lambda each: each.project_id):
        left = Capital()
        for step in steps(group):
            one = step.certificate
            if one.issued_on >= period.start:
                currency = lines.Currency(one.currency)
                effects.append(Effect(codes[number], one.number, Kind(one.kind), one.capital_change, currency, left))
            left = step.after
        state[number] = (one.kind != zones.Certificate.Kind.REVOCATION, left)
    return state, tuple(effects)


def _owing(projects: Sequence[zones.Project], period: Period) -> tuple[tuple[str, str], ...]:
    """Quarterly reports of the period that are not accepted, whether late, waiting or not due yet."""
    return tuple(
        (each.unit.code, each.duty.period.code)
        for each in owed(projects, period.end + timedelta(days=1))
        if each.form.code == QUARTERLY and each.accepted is None and period.contains(each.duty.period)
    )


def _land(listed: Iterable[zones.Zone], period: Period) -> dict[str, Land]:
    every = list(listed)
    after, before = land(every, period.end), land(every, period.start - timedelta(days=1))
    return {now.zone.code: _land_of(now, then) for now, then in zip(after, before, strict=True)}


def _land_of(now: ZoneLand, before: ZoneLand) -> Land:
    sources = tuple(f"{each.get_kind_display()}: {each.source} ({each.as_of:%d/%m/%Y})" for each in now.facts.values())
    return Land(
        leased=now.hectares(_Facts.LEASED),
        leased_before=before.hectares(_Facts.LEASED),
        industrial=now.hectares(_Facts.INDUSTRIAL_SERVICE_LAND),
        area=now.hectares(_Facts.AREA_TOTAL),
        sources=sources,
    )


def _kept(board: Unit, day: date) -> list[Kept]:
    rows = (
        Infrastructure.objects.filter(zone__board=board, as_of__lte=day).select_related("zone").order_by("as_of", "pk")
    )
    newest = {row.zone_id: row for row in rows}
    return [
        Kept(
            row.zone.code,
            {
                "decision": row.decision,
                "certificate": row.certificate,
                "place": row.place,
                "investor": row.investor,
                "country": country_name(row.country),
                "status": str(row.get_status_display()),
            },
            {name: getattr(row, name) for name in ("foreign", "domestic", "completion", "handed_over", "realised")},
            f"{row.source} ({row.as_of:%d/%m/%Y})",
        )
        for row in newest.values()
    ]


def plain(table: Table) -> dict[str, Any]:
    """The cells of a form as plain JSON values: exact fractions as texts, with their state and basis."""
    return {
        "form": table.form,
        "period": table.period,
        "rate": f"{table.rate.normalize():f}",
        "rows": [
            {"code": row.code, "texts": row.texts, "cells": {code: _cell(cell) for code, cell in row.cells.items()}}
            for row in table.rows
        ],
    }


def as_kept(now: Table, stored: Mapping[str, Any]) -> Table:
    """A form with the cells that were kept of it; rows that it did not have then are left out."""
    kept = {row["code"]: row for row in stored["rows"]}
    rows = [replace(row, **_kept_row(kept[row.code])) for row in now.rows if row.code in kept]
    return replace(now, rows=tuple(rows))


def _kept_row(stored: Mapping[str, Any]) -> dict[str, Any]:
    return {"texts": stored["texts"], "cells": {code: _kept_cell(cell) for code, cell in stored["cells"].items()}}


def _kept_cell(stored: Mapping[str, Any]) -> Figure:
    basis = figures.Basis(**{name: tuple(names) for name, names in stored["basis"].items()})
    value = None if stored["value"] is None else Fraction(stored["value"])
    return Figure(value, stored["unit"], ValueState(stored["state"]), basis)


def digest(stored: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical bytes; the same for equal forms in any database."""
    return hashlib.sha256(canonical(json.loads(json.dumps(stored)))).hexdigest()


def _cell(figure: Figure) -> dict[str, Any]:
    basis = figure.basis
    return {
        "value": None if figure.value is None else str(figure.value),
        "unit": figure.unit,
        "state": figure.state.value,
        "basis": {name: list(getattr(basis, name)) for name in figures.Basis.__dataclass_fields__},
    }
