"""What could be published: computed values and attainments of the adopted resolutions, each under a short code.

An offer is `value-<target>` or `attainment-<target>` for a target of a resolution; `reported-<congress>-<indicator>`
for an indicator of the board over the period that a congress reports on; `held-<unit>-<indicator>` for a stock of a
cell at the newest month that states it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from django.http import Http404

from nhiemky.congress.models import Congress
from nhiemky.core.indicators.bilingual import Bilingual
from nhiemky.core.indicators.periods import parse_period
from nhiemky.core.indicators.wording import BASELINES, Baseline
from nhiemky.core.resolution.targets import Target as CoreTarget
from nhiemky.figures import access, queries
from nhiemky.figures.drafts import Draft
from nhiemky.figures.models import Figure
from nhiemky.indicators import catalogue
from nhiemky.indicators.models import IndicatorValue
from nhiemky.indicators.queries import target_period
from nhiemky.indicators.results import Result, results, to_decimal
from nhiemky.organisation.access import may, units
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
    """One row of the publishing page."""

    code: str
    label: str
    unit_name: str
    value: Decimal
    unit: str
    period: str
    may_publish: bool


@dataclass(frozen=True)
class Published:
    """A current figure beside the value computed today; None where the figure is no plain indicator value."""

    figure: Figure
    now: Decimal | None
    differs: bool


def offers(user: User) -> list[Offer]:
    """Everything computed that is not published yet."""
    taken = {figure.provenance.get("offer") for figure in Figure.objects.all()}
    seen = set(units(user, access.SEE_DRAFTS).values_list("code", flat=True)) | set(_boards())
    allowed = may(user, access.PUBLISH)
    return [
        Offer(
            code,
            made.label.text(language()),
            made.provenance["unit_name"],
            made.value,
            made.unit,
            made.period.text(language()),
            allowed,
        )
        for code, made in all_drafts().items()
        if code not in taken and made.provenance["unit"] in seen
    ]


def draft(offer: str) -> Draft:
    """The draft of an offer. Raises Http404 when it is not offered."""
    found = all_drafts().get(offer)
    if found is None:
        raise Http404
    return found


def published() -> list[Published]:
    """All current figures with their value as computed today."""
    drafts = all_drafts()
    rows = []
    for figure in Figure.objects.current().order_by("label_vi"):
        now = drafts.get(figure.provenance.get("offer", ""))
        rows.append(Published(figure, now.value if now else None, now is not None and now.value != figure.value))
    return rows


def offer_of(figure: Figure) -> str:
    """The offer that a figure was published from."""
    return str(figure.provenance.get("offer", ""))


def suggested_key(offer: str) -> str:
    """A key to begin with: the indicator's code."""
    return str(all_drafts()[offer].provenance.get("suggested_key", offer))


def all_drafts() -> dict[str, Draft]:
    """Drafts by offer: of every target of every adopted resolution, and of the cells."""
    found: dict[str, Draft] = {}
    for resolution in Resolution.objects.filter(state__in=FROZEN_STATES).select_related("unit", "term"):
        for result in results(resolution, clock.today())[1]:
            found |= _of_target(resolution, result)
    for congress in Congress.objects.exclude(reported_since=None).exclude(reported_until=None):
        found |= _of_report(congress)
    for unit in Unit.objects.filter(kind=Unit.Kind.CELL):
        for code, key in OF_A_CELL.items():
            made = _of_cell(code, unit)
            if made is not None:
                offer = f"held-{unit.code}-{code}"
                found[offer] = _offered(made, offer, key)
    return found


def offer_named(drafts: Mapping[str, Draft], key: str, cell: str) -> str:
    """The first offer of a cell or of a board that suggests the key. Raises LookupError when there is none."""
    for offer, made in drafts.items():
        provenance = made.provenance
        if provenance["suggested_key"] == key and provenance["unit"] in {cell, *_boards()}:
            return offer
    raise LookupError(key)


def _boards() -> list[str]:
    return list(Unit.objects.filter(kind=Unit.Kind.BOARD).values_list("code", flat=True))


def _of_report(congress: Congress) -> dict[str, Draft]:
    """What a congress reports of the board, whether or not a target reads it."""
    board = Unit.objects.filter(kind=Unit.Kind.BOARD).order_by("pk").first()
    if board is None or congress.reported_since is None or congress.reported_until is None:
        return {}
    period = target_period(congress.reported_since, congress.reported_until)
    found: dict[str, Draft] = {}
    for code in REPORTED:
        made = queries.draft_of_value(code, board, period)
        if made is not None:
            offer = f"reported-{congress.pk}-{code}"
            found[offer] = _offered(made, offer, code)
    return found


def _of_target(resolution: Resolution, result: Result) -> dict[str, Draft]:
    row = result.target
    if not row.indicator:
        return {}
    made = queries.draft_of_value(row.indicator, result.unit, target_period(row.period_start, row.period_end))
    if made is None or result.attainment.actual is None:
        return {}
    found = {f"value-{row.pk}": _offered(_as_observed(made, result), f"value-{row.pk}", row.indicator)}
    if result.attainment.percent is not None:
        offer = f"attainment-{row.pk}"
        found[offer] = _offered(_attainment(made, resolution, result), offer, f"{row.indicator}_attainment")
    return found


def _as_observed(made: Draft, result: Result) -> Draft:
    """For a target of every year the figure is the year's value, not the sum over the period."""
    actual = result.attainment.actual
    return made if actual is None else replace(made, value=to_decimal(actual))


def _attainment(made: Draft, resolution: Resolution, result: Result) -> Draft:
    target: CoreTarget = core_target(result.target)
    against = BASELINES[Baseline.RESOLUTION]
    provenance = made.provenance | {
        "part_unit": made.unit,
        "target": {
            "resolution": resolution.title,
            "number": target.number,
            "sentence_vi": target.sentence("vi"),
            "sentence_en": target.sentence("en"),
            "value": str(target.goal.value),
            "actual": str(to_decimal(result.attainment.actual)) if result.attainment.actual is not None else "",
            "unit": target.goal.unit,
        },
    }
    return replace(
        made,
        label=Bilingual(f"{made.label.vi} so với {against.vi}", f"{made.label.en} against {against.en}"),
        value=to_decimal(result.attainment.percent) if result.attainment.percent is not None else made.value,
        decimals=1,
        unit="%",
        provenance=provenance,
    )


def _of_cell(code: str, unit: Unit) -> Draft | None:
    """The newest month that has a value: a stock holds until it is stated again."""
    if code not in catalogue.definitions():
        return None
    newest = (
        IndicatorValue.objects.filter(indicator=code, unit=unit.code, value__isnull=False).order_by("-period").first()
    )
    if newest is None:
        return None
    return queries.draft_of_value(code, unit, parse_period(newest.period))


def _offered(made: Draft, offer: str, key: str) -> Draft:
    extra = {"offer": offer, "suggested_key": key}
    return replace(made, provenance={"part_unit": made.unit} | made.provenance | extra)
