"""Who a report is of: a project of an enterprise, a zone (its infrastructure enterprise reports), or a board itself."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from nhiemky.core.reporting.forms import Reporter
from nhiemky.organisation.models import Unit
from nhiemky.records.models import RecordedModel
from nhiemky.zones.models import Currency, Enterprise, Project, Zone

type ReportingUnit = Project | Zone | Unit
"""A row of the register that a form's `reporter` names."""
type UnitKey = tuple[Reporter, int]
"""The kind and number of a reporting unit."""

_KINDS: dict[type[Project | Zone | Unit], Reporter] = {
    Project: Reporter.PROJECT,
    Zone: Reporter.ZONE,
    Unit: Reporter.BOARD,
}
WITH_UNIT = ("project__zone__board", "project__enterprise", "zone__board", "zone__developer", "board")
"""What a query of reports fetches along, so that `unit` and what is told of it ask for nothing more."""


def reporter_of(unit: ReportingUnit) -> Reporter:
    """Which forms are the unit's to send."""
    return _KINDS[type(unit)]


def key_of(unit: ReportingUnit) -> UnitKey:
    """The unit in a mapping."""
    return reporter_of(unit), unit.pk


def board_of(unit: ReportingUnit) -> Unit:
    """The management board that receives the unit's reports."""
    if isinstance(unit, Project):
        return unit.zone.board
    return unit.board if isinstance(unit, Zone) else unit


def zone_of(unit: ReportingUnit) -> Zone | None:
    """The zone that the unit is or stands in; a board has none."""
    if isinstance(unit, Project):
        return unit.zone
    return unit if isinstance(unit, Zone) else None


def enterprise_of(unit: ReportingUnit) -> Enterprise | None:
    """The enterprise that answers for the report; None where a board does."""
    if isinstance(unit, Project):
        return unit.enterprise
    return unit.developer if isinstance(unit, Zone) else None


def currency_of(unit: ReportingUnit) -> str:
    """The currency of the unit's amounts: the licence's, else đồng."""
    return unit.currency if isinstance(unit, Project) else Currency.VND


def of_units(units: Iterable[ReportingUnit]) -> Q:
    """The rows of some units."""
    numbers: dict[str, list[int]] = {}
    for unit in units:
        numbers.setdefault(reporter_of(unit).value, []).append(unit.pk)
    found = Q(pk__in=[])
    for name, listed in numbers.items():
        found |= Q(**{f"{name}__in": listed})
    return found


def at_boards(boards: Iterable[Unit] | QuerySet[Unit]) -> Q:
    """The rows of the units whose reports these boards receive."""
    return Q(project__zone__board__in=boards) | Q(zone__board__in=boards) | Q(board__in=boards)


class OfUnit:
    """What is told of the reporting unit of something that has one."""

    if TYPE_CHECKING:

        @property
        def unit(self) -> ReportingUnit:
            """The row of the register that it is of."""

    @property
    def reporter(self) -> Reporter:
        """The kind of unit."""
        return reporter_of(self.unit)

    @property
    def receiver(self) -> Unit:
        """The board that receives the report."""
        return board_of(self.unit)

    @property
    def of_zone(self) -> Zone | None:
        """The zone that the unit is or stands in."""
        return zone_of(self.unit)

    @property
    def enterprise(self) -> Enterprise | None:
        """The enterprise that answers for it."""
        return enterprise_of(self.unit)


class UnitRow(OfUnit, RecordedModel):
    """A row of one reporting unit: exactly one of project, zone and board is set (`of_one_unit`)."""

    project = models.ForeignKey(
        Project, models.PROTECT, null=True, related_name="%(class)ss", verbose_name=_("project")
    )
    zone = models.ForeignKey(
        Zone, models.PROTECT, null=True, related_name="%(class)ss", verbose_name=_("industrial zone")
    )
    board = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", verbose_name=_("management board"))

    class Meta:
        abstract = True
        base_manager_name = "objects"

    @property
    def unit(self) -> ReportingUnit:
        """The row of the register that it is of."""
        found = self.project or self.zone or self.board
        if found is None:
            raise ValueError(f"{type(self).__name__} {self.pk} is of no unit")
        return found

    @property
    def unit_key(self) -> UnitKey:
        """The unit in a mapping, without fetching it."""
        for reporter in Reporter:
            number = getattr(self, f"{reporter.value}_id")
            if number is not None:
                return reporter, number
        raise ValueError(f"{type(self).__name__} {self.pk} is of no unit")


def named(unit: ReportingUnit) -> dict[str, ReportingUnit]:
    """The field of a `UnitRow` that the unit goes into, and the unit: for a new row or an equality filter."""
    return {reporter_of(unit).value: unit}


def of_one_unit(name: str) -> models.CheckConstraint:
    """Exactly one kind of unit is set."""
    kinds = [Q(**{f"{each.value}__isnull": each is not one for each in Reporter}) for one in Reporter]
    return models.CheckConstraint(condition=reduce(or_, kinds), name=name)
