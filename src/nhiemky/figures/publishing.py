"""What could be published: computed values and attainments, each under a short code (`offer_codes`)."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import QuerySet
from django.http import Http404

from nhiemky.congress.models import Congress
from nhiemky.core.bilingual import Bilingual
from nhiemky.core.indicators.goals import Shape
from nhiemky.core.indicators.periods import Period, label, parse_period
from nhiemky.core.indicators.wording import BASELINES, Baseline
from nhiemky.figures import access, queries
from nhiemky.figures.drafts import Draft
from nhiemky.figures.models import Figure
from nhiemky.figures.offer_codes import OfCell, OfferCode, OfReport, OfTarget, parse_offer_code
from nhiemky.indicators import catalogue
from nhiemky.indicators.actions import up_to_date
from nhiemky.indicators.models import Computation, IndicatorValue
from nhiemky.indicators.queries import target_period, values
from nhiemky.indicators.results import Result, results_of, to_decimal
from nhiemky.organisation.access import units
from nhiemky.organisation.models import Unit, User
from nhiemky.records import clock
from nhiemky.resolution.models import FROZEN_STATES, Resolution
from nhiemky.resolution.queries import core_target
from nhiemky.ui.language import language

# Indicators of a cell that stand in its news though no target reads them, with the key they suggest.
OF_A_CELL = {
    "members": "members",
    "groups": "party_groups",
    "seats_elected": "seats_elected",
    "targets": "targets",
    "tasks": "tasks",
}
REPORTED = ("exports", "imports", "budget_revenue", "average_income", "revenue", "workers")


@dataclass(frozen=True)
class Offer:
    """A value that could be published. `result` is set where a target stands behind it; `percent`: its attainment."""

    code: OfferCode
    key: str
    label: Bilingual
    holder: Unit
    indicator: str
    period: Period
    value: Decimal
    unit: str
    result: Result | None = None
    percent: bool = False

    @property
    def name(self) -> str:
        """The label in the reader's language."""
        return self.label.text(language())

    @property
    def covers(self) -> str:
        """The period in the reader's language."""
        return label(self.period, language())


def offers(only: Collection[str] | None = None) -> dict[str, Offer]:
    """Everything computed that could be published, by its code; of some codes only what they need is computed."""
    computation = up_to_date()
    found = _all(computation) if only is None else _some(computation, only)
    return {str(offer.code): offer for offer in found}


def unpublished(user: User) -> list[Offer]:
    """Offers of the boards and of the cells that the account sees, without those that stand behind a figure already."""
    taken = {figure.provenance.get("offer") for figure in Figure.objects.all()}
    seen = set(units(user, access.SEE_DRAFTS).values_list("pk", flat=True)) | {board.pk for board in _boards()}
    return [offer for offer in offers().values() if str(offer.code) not in taken and offer.holder.pk in seen]


def offer_named(key: str, cell: Unit) -> Offer:
    """The first offer of a cell or of a board that suggests the key. Raises LookupError when there is none."""
    holders = {cell.pk, *(board.pk for board in _boards())}
    for offer in offers().values():
        if offer.key == key and offer.holder.pk in holders:
            return offer
    raise LookupError(key)


def offered(code: str) -> Offer:
    """The offer of that code. Raises Http404 when it is not offered."""
    found = offers([code]).get(code)
    if found is None:
        raise Http404
    return found


def draft(offer: Offer) -> Draft:
    """The whole figure that an offer would become, with its provenance."""
    made = queries.draft(offer.indicator, offer.holder, offer.period)
    provenance = made.provenance | {"offer": str(offer.code), "part_unit": made.unit}
    if offer.percent and offer.result is not None:
        provenance |= {"target": _target(offer.result)}
    return replace(
        made,
        label=offer.label,
        value=offer.value,
        unit=offer.unit,
        provenance=provenance,
    )


def _boards() -> list[Unit]:
    return list(Unit.objects.filter(kind=Unit.Kind.BOARD).order_by("pk"))


def _all(computation: Computation) -> Iterator[Offer]:
    yield from _of_resolutions(Resolution.objects.filter(state__in=FROZEN_STATES))
    yield from _of_congresses(computation, Congress.objects.all())
    for unit in Unit.objects.filter(kind=Unit.Kind.CELL):
        yield from _of_cell(computation, unit)


def _some(computation: Computation, codes: Collection[str]) -> Iterator[Offer]:
    """At least the offers of these codes; nothing for a code that is none."""
    targets, congresses, cells = set[int](), set[int](), set[str]()
    for code in codes:
        match parse_offer_code(code):
            case OfTarget(target):
                targets.add(target)
            case OfReport(congress):
                congresses.add(congress)
            case OfCell(unit):
                cells.add(unit)
            case None:
                continue
    if targets:
        resolutions = Resolution.objects.filter(state__in=FROZEN_STATES, targets__in=targets)
        yield from _of_resolutions(resolutions.distinct())
    if congresses:
        yield from _of_congresses(computation, Congress.objects.filter(pk__in=congresses))
    for cell in Unit.objects.filter(kind=Unit.Kind.CELL, code__in=cells) if cells else ():
        yield from _of_cell(computation, cell)


def _of_resolutions(rows: QuerySet[Resolution]) -> Iterator[Offer]:
    adopted = list(rows.select_related("unit", "term"))
    for result in results_of(adopted, clock.today())[1]:
        yield from of_target(result)


def _of_congresses(computation: Computation, rows: QuerySet[Congress]) -> Iterator[Offer]:
    boards = _boards()
    for congress in rows.exclude(reported_since=None).exclude(reported_until=None):
        if boards:
            yield from _of_report(computation, congress, boards[0])


def of_target(result: Result) -> Iterator[Offer]:
    """The value that a target asks for, in its own unit where it asks for growth, and its attainment."""
    row, attainment = result.target, result.attainment
    definition = catalogue.definitions().get(row.indicator)
    if definition is None or attainment.actual is None:
        return
    offer = Offer(
        code=OfTarget(row.pk),
        key=row.indicator,
        label=definition.name,
        holder=result.unit,
        indicator=row.indicator,
        period=target_period(row.period_start, row.period_end),
        value=to_decimal(attainment.actual),
        unit=definition.unit,
        result=result,
    )
    if Shape(row.shape) is Shape.GROWTH:
        name = definition.name
        offer = replace(
            offer,
            key=f"{row.indicator}_growth",
            label=Bilingual(f"{name.vi}: tăng bình quân mỗi năm", f"{name.en}: growth a year"),
            unit="%",
        )
    yield offer
    if attainment.percent is not None:
        against = BASELINES[Baseline.RESOLUTION]
        yield replace(
            offer,
            code=OfTarget(row.pk, percent=True),
            key=f"{row.indicator}_attainment",
            label=Bilingual(f"{definition.name.vi} so với {against.vi}", f"{definition.name.en} against {against.en}"),
            value=to_decimal(attainment.percent),
            unit="%",
            percent=True,
        )


def _of_report(computation: Computation, congress: Congress, board: Unit) -> Iterator[Offer]:
    """What a congress reports of the board, whether or not a target reads it."""
    if congress.reported_since is None or congress.reported_until is None:
        return
    period = target_period(congress.reported_since, congress.reported_until)
    for (indicator, code), cell in values(computation, REPORTED, board.code).items():
        if code == period.code and cell.value is not None:
            yield _plain(OfReport(congress.pk, indicator), indicator, cell, board)


def _of_cell(computation: Computation, unit: Unit) -> Iterator[Offer]:
    """The newest month that has a value: a stock holds until it is stated again."""
    cells = IndicatorValue.objects.filter(
        computation=computation, indicator__in=OF_A_CELL, unit=unit.code, value__isnull=False
    )
    newest = {cell.indicator: cell for cell in cells.order_by("period")}
    for indicator, key in OF_A_CELL.items():
        if indicator in newest:
            yield replace(_plain(OfCell(unit.code, indicator), indicator, newest[indicator], unit), key=key)


def _plain(code: OfferCode, indicator: str, cell: IndicatorValue, holder: Unit) -> Offer:
    definition = catalogue.definitions()[indicator]
    return Offer(
        code=code,
        key=indicator,
        label=definition.name,
        holder=holder,
        indicator=indicator,
        period=parse_period(cell.period),
        value=cell.value if cell.value is not None else Decimal(0),
        unit=definition.unit,
    )


def _target(result: Result) -> dict[str, str | int]:
    """The target that an attainment is held against, in both languages."""
    target = core_target(result.target)
    return {
        "resolution": result.target.resolution.title,
        "number": target.number,
        "sentence_vi": target.sentence("vi"),
        "sentence_en": target.sentence("en"),
        "value": str(target.goal.value),
        "actual": str(result.actual),
        "unit": target.goal.unit,
    }
