"""Published figures beside the values of today: which are others by now, and why."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.timezone import localdate

from nhiemky.core.bilingual import Bilingual
from nhiemky.core.indicators.periods import between, parse_period
from nhiemky.core.indicators.revisions import Revision
from nhiemky.figures.models import Figure
from nhiemky.figures.offer_codes import OfTarget, parse_offer_code
from nhiemky.figures.publishing import Offer, offers
from nhiemky.indicators.published import PublishedValue
from nhiemky.indicators.revisions import Told, revisions


@dataclass(frozen=True)
class Published:
    """A current figure beside the value computed today (None where its offer is gone), and why it is another one."""

    figure: Figure
    now: Decimal | None
    revision: Revision | None


def published(figures: Iterable[Figure]) -> list[Published]:
    """Figures with their values as computed today. The same number of queries for one and for many."""
    listed = list(figures)
    found = offers([figure.provenance.get("offer", "") for figure in listed])
    return beside([(figure, _value(found, figure)) for figure in listed])


def beside(pairs: Sequence[tuple[Figure, Decimal | None]]) -> list[Published]:
    """Figures beside values that somebody has computed already."""
    told = [(_told(figure), figure.value if now is None else now) for figure, now in pairs]
    return [Published(*pair, revision) for pair, revision in zip(pairs, revisions(told), strict=True)]


def published_of(indicators: Collection[str]) -> list[PublishedValue]:
    """What is published of indicators, for the pages of the room below."""
    figures = list(Figure.objects.current().filter(provenance__indicator__in=list(indicators)).order_by("label_vi"))
    if not figures:
        return []
    return [
        PublishedValue(
            target=_target(each.figure),
            indicator=each.figure.provenance["indicator"],
            label=Bilingual(each.figure.label_vi, each.figure.label_en),
            address=each.figure.get_absolute_url(),
            period=each.figure.period_label,
            value=each.figure.value,
            unit=each.figure.unit,
            published_on=localdate(each.figure.published_at),
            revision=each.revision,
        )
        for each in published(figures)
    ]


def _target(figure: Figure) -> int | None:
    code = parse_offer_code(figure.provenance.get("offer", ""))
    return code.target if isinstance(code, OfTarget) else None


def _told(figure: Figure) -> Told:
    source = figure.provenance
    return Told(
        indicator=source.get("indicator", ""),
        unit=source.get("unit", ""),
        period=parse_period(source["period"]) if "period" in source else between(figure.as_of, figure.as_of),
        at=figure.published_at,
        value=figure.value,
        unit_of_value=figure.unit,
        version=date.fromisoformat(source["version"]) if "version" in source else None,
    )


def _value(found: Mapping[str, Offer], figure: Figure) -> Decimal | None:
    offer = found.get(figure.provenance.get("offer", ""))
    return offer.value if offer else None
