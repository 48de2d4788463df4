"""A board with its values: what its panels ask for is read together, one query for each dimension they split by."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import groupby, product

from nhiemky.boards.models import Board, Panel
from nhiemky.core.bilingual import Bilingual
from nhiemky.core.boards.content import Content, Figure, Held, Measured, Named, Spot, TargetResult, View
from nhiemky.core.boards.content import Panel as Shown
from nhiemky.core.indicators.goals import Direction
from nhiemky.core.indicators.periods import Period
from nhiemky.core.zones.sectors import sector_name
from nhiemky.indicators import catalogue
from nhiemky.indicators.actions import up_to_date
from nhiemky.indicators.models import Computation
from nhiemky.indicators.queries import cells, target_period
from nhiemky.indicators.results import Result, results, to_decimal
from nhiemky.organisation.models import Unit
from nhiemky.records import clock
from nhiemky.resolution.models import Resolution
from nhiemky.resolution.queries import core_target
from nhiemky.zones import endings
from nhiemky.zones.countries import country
from nhiemky.zones.models import Project, Zone

UNKNOWN = Bilingual("không rõ", "not known")


@dataclass(frozen=True)
class Reading:
    """A board as it stands: its content, and the computation that the values were read from."""

    content: Content
    computation: Computation


def read(board: Board, panels: Sequence[Panel], as_of: date) -> Reading:
    """All values of some panels of a board, as of a day."""
    computation = up_to_date()
    asked = [panel for panel in panels if panel.view != Panel.View.BULLETS]
    wanted = [Asked(panel.by, panel.indicators, panel.units, panel.core_periods) for panel in asked]
    figures = figures_now(computation, wanted)
    names = _names(asked, figures)
    compared = {panel.resolution for panel in panels if panel.view == Panel.View.BULLETS and panel.resolution}
    targets = {resolution.pk: _targets(resolution, as_of) for resolution in compared}
    shown = tuple(_shown(panel, figures, names, targets) for panel in panels)
    content = Content(Bilingual(board.title_vi, board.title_en), as_of, computation.snapshot, shown)
    return Reading(content, computation)


@dataclass(frozen=True)
class Asked:
    """The values of one panel: codes of indicators and units, periods, and the dimension they are split by, if any."""

    by: str
    indicators: Collection[str]
    units: Collection[str]
    periods: Collection[Period]


type Series = dict[tuple[str, str], Figure]
type Figures = Mapping[tuple[str, str, str], Series]
"""By dimension, indicator and unit: the figures by split and period."""


def figures_now(computation: Computation, panels: Iterable[Asked]) -> Figures:
    """The values that panels ask for; one query for each dimension."""
    found: dict[tuple[str, str, str], Series] = defaultdict(dict)
    for by, group in groupby(sorted(panels, key=lambda panel: panel.by), key=lambda panel: panel.by):
        asked = list(group)
        indicators = {code for panel in asked for code in panel.indicators}
        units = {code for panel in asked for code in panel.units}
        periods = list(dict.fromkeys(period for panel in asked for period in panel.periods))
        for place, cell in cells(computation, indicators, units, periods, by or None).items():
            value = None if cell.value is None else cell.written
            series = found[by, place.indicator, place.unit]
            series[place.split or "", place.period] = Figure(value, cell.status, cell.facts)
    return found


@dataclass(frozen=True)
class _Names:
    units: Mapping[str, Held]
    measured: Mapping[str, Measured]
    zones: Mapping[str, Bilingual]


def _names(panels: Iterable[Panel], figures: Figures) -> _Names:
    """What the panels name: one query for units, one for zones, whether asked for or found in a split."""
    wanted = {code for panel in panels for code in panel.units}
    held = {
        code: Held(code, Bilingual(name, name), None)
        for code, name in Unit.objects.filter(code__in=wanted).values_list("code", "name")
    }
    split = {code for (by, *_), series in figures.items() if by == Panel.By.ZONE for code, _ in series}
    zones = {zone.code: zone for zone in Zone.objects.filter(code__in=wanted | split)}
    named = endings.named({code: zone.name for code, zone in zones.items()}, clock.today())
    held |= {code: Held(code, named[code], _place(zones[code])) for code in zones.keys() & wanted}
    measured = {
        code: Measured(code, definition.name, definition.unit, definition.cite)
        for code, definition in catalogue.definitions().items()
    }
    return _Names(held, measured, named)


def _place(zone: Zone) -> tuple[Decimal, Decimal] | None:
    if zone.longitude is None or zone.latitude is None:
        return None
    return zone.longitude, zone.latitude


def _shown(panel: Panel, figures: Figures, names: _Names, targets: Mapping[int, tuple[TargetResult, ...]]) -> Shown:
    title = Bilingual(panel.title_vi, panel.title_en)
    if panel.view == Panel.View.BULLETS:
        compared = targets.get(panel.resolution_id or 0, ())
        return Shown(title, View.BULLETS, "", (), (), (), (), {}, compared)
    own = _of_the_panel(panel, figures)
    codes = sorted({spot[2] for spot in own}, key=lambda code: (not code, code)) if panel.by else []
    return Shown(
        title=title,
        view=View(panel.view),
        by=panel.by,
        indicators=tuple(names.measured[code] for code in panel.indicators if code in names.measured),
        units=tuple(_on_the_map(names.units[code], panel) for code in panel.units if code in names.units),
        splits=_splits(panel.by, codes, names),
        periods=panel.core_periods,
        figures=own,
    )


def _on_the_map(unit: Held, panel: Panel) -> Held:
    """Without its place when it ended before the panel's newest period, which is the one that a map shows."""
    ending = endings.known().get(unit.code)
    if unit.place and ending and ending.last_day < panel.core_periods[-1].start:
        return replace(unit, place=None)
    return unit


def _of_the_panel(panel: Panel, figures: Figures) -> dict[Spot, Figure]:
    periods = {period.code for period in panel.core_periods}
    return {
        Spot(indicator, unit, split, period): figure
        for indicator, unit in product(panel.indicators, panel.units)
        for (split, period), figure in figures.get((panel.by, indicator, unit), {}).items()
        if period in periods
    }


def _splits(by: str, codes: Sequence[str], names: _Names) -> tuple[Named, ...]:
    known: Mapping[str, Bilingual] = {}
    match by:
        case Panel.By.ZONE:
            known = names.zones
        case Panel.By.COUNTRY:
            known = {code: country(code) for code in codes if code}
        case Panel.By.SECTOR:
            known = {code: _sector(code) for code in codes if code}
        case Panel.By.ORIGIN:
            known = ORIGINS
    return tuple(Named(code, known.get(code) or (Bilingual(code, code) if code else UNKNOWN)) for code in codes)


def _sector(code: str) -> Bilingual:
    name = sector_name(code)
    return Bilingual(f"{code} · {name.vi}", f"{code} · {name.en}") if name else Bilingual(code, code)


ORIGINS: Mapping[str, Bilingual] = {
    Project.Origin.FDI.value: Bilingual("có vốn nước ngoài", "foreign invested"),
    Project.Origin.DOMESTIC.value: Bilingual("trong nước", "domestic"),
}


def _targets(resolution: Resolution, as_of: date) -> tuple[TargetResult, ...]:
    _, rows = results(resolution, as_of)
    return tuple(target_result(row, as_of) for row in rows)


def target_result(row: Result, as_of: date) -> TargetResult:
    """A result as a board holds it."""
    goal, actual, expected = row.goal, row.attainment.actual, row.even_progress(as_of)
    sentence = core_target(row.target)
    return TargetResult(
        number=row.target.number,
        sentence=Bilingual(sentence.sentence("vi"), sentence.sentence("en")),
        result=Bilingual(row.in_words("vi"), row.in_words("en")),
        unit=row.target.unit,
        target=None if goal.value is None else f"{goal.value:f}",
        upper=None if goal.upper is None else f"{goal.upper:f}",
        actual=None if actual is None else _written(actual),
        expected=None if expected is None else f"{expected.normalize():f}",
        at_most=goal.direction is Direction.AT_MOST,
        indicator=row.target.indicator,
        holder=row.unit.code,
        holder_name=row.unit.name,
        period=target_period(row.target.period_start, row.target.period_end).code,
    )


def _written(exact: Fraction) -> str:
    return f"{to_decimal(exact).normalize():f}"
