"""All facts as they stand: accepted reports and registers, with the tree of units they belong to and their digest."""

import hashlib
from dataclasses import dataclass
from datetime import date

from nhiemky.core.indicators import compute
from nhiemky.core.indicators.compute import Fact
from nhiemky.core.indicators.definition import RegisterSource
from nhiemky.core.reporting.extraction import facts_of
from nhiemky.indicators import catalogue
from nhiemky.indicators.registers import NOT_KEPT, REGISTERS
from nhiemky.organisation.models import Unit
from nhiemky.reporting import catalogue as forms
from nhiemky.reporting.queries import accepted_reports
from nhiemky.zones.models import Project, Zone


@dataclass(frozen=True)
class Facts:
    """What every indicator is computed from; units are codes of organisation, zones (below a board) and projects."""

    facts: tuple[Fact, ...]
    units: tuple[compute.Unit, ...]

    def digest(self) -> str:
        """SHA-256 over all facts, sorted, one line each; the same facts give the same digest in any database."""
        lines = sorted(
            f"{fact.unit}\t{fact.measure}\t{fact.period.code}\t{fact.value}\t{fact.status}\n" for fact in self.facts
        )
        return hashlib.sha256("".join(lines).encode()).hexdigest()


def read_facts(today: date) -> Facts:
    """Every fact known today. Queries grow with the number of registers, not with the number of rows."""
    return Facts((*_from_reports(today), *_from_registers(today)), tuple(_units()))


def _from_reports(today: date) -> list[Fact]:
    measures = catalogue.measures()
    return [
        fact
        for accepted in accepted_reports(today)
        for fact in facts_of(forms.form(accepted.report.form, accepted.form_version), accepted.report, measures)
    ]


def _from_registers(today: date) -> list[Fact]:
    named = {
        code: measure.source.name
        for code, measure in catalogue.measures().items()
        if isinstance(measure.source, RegisterSource) and measure.source.name not in NOT_KEPT
    }
    return [fact for code, register in named.items() for fact in REGISTERS[register](code, today)]


def _units() -> list[compute.Unit]:
    units = [compute.Unit(unit.code, unit.parent.code if unit.parent else None) for unit in _organisation()]
    units += [compute.Unit(zone.code, zone.board.code) for zone in Zone.objects.select_related("board")]
    for project in Project.objects.select_related("zone"):
        dimensions = (("country", project.country), ("origin", project.origin), ("sector", project.sector))
        units.append(compute.Unit(project.code, project.zone.code, dimensions))
    return units


def _organisation() -> list[Unit]:
    return list(Unit.objects.select_related("parent"))
