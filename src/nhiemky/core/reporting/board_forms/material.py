"""What the forms of a board are computed from: projects, certificates, accepted reports and land."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from nhiemky.core.indicators.periods import Period
from nhiemky.core.reporting.board_forms.figures import Amount, Basis, Figure, money, told
from nhiemky.core.reporting.lines import MILLION, Currency, Report
from nhiemky.core.zones.capital import Capital, Kind


class Origin(StrEnum):
    """Where the capital of a project comes from."""

    FDI = "fdi"
    DOMESTIC = "domestic"


@dataclass(frozen=True)
class Project:
    """A project that was certified before the period's end; `in_force` says that it was not revoked by then."""

    code: str
    zone: str
    origin: Origin
    in_force: bool
    capital: Capital


@dataclass(frozen=True)
class Effect:
    """A certificate of the period and what it changed, in its own currency; `left` is what a revocation took."""

    project: str
    number: str
    kind: Kind
    change: Decimal
    currency: Currency
    left: Capital


@dataclass(frozen=True)
class Land:
    """The chosen figures of a zone's land in ha, at the end of the period and of the day before it began."""

    leased: Decimal | None
    leased_before: Decimal | None
    industrial: Decimal | None
    area: Decimal | None
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Material:
    """Everything for one period.

    `filed` are the accepted quarterly reports of the period, `latest` each project's last one up to its end. `owing`
    are (project, period) pairs whose report belongs to the period and is not accepted. `ended` are zones that do not
    stand at its end: they have a row only while something is stated of them.
    """

    period: Period
    rate: Decimal
    zones: Mapping[str, str]
    projects: tuple[Project, ...]
    effects: tuple[Effect, ...]
    filed: tuple[Report, ...]
    latest: tuple[Report, ...]
    owing: tuple[tuple[str, str], ...]
    land: Mapping[str, Land]
    ended: frozenset[str] = frozenset()

    def zones_with_land(self) -> Iterator[tuple[str, str]]:
        """Code and name of the zones that stand at the period's end, or whose land still counts."""
        for code, name in self.zones.items():
            land = self.land.get(code)
            if code not in self.ended or (land and (land.area, land.industrial, land.leased) != (None, None, None)):
                yield code, name

    def zones_with_projects(self) -> Iterator[tuple[str, str]]:
        """Code and name of the zones that stand at the period's end, or whose projects are in force or reported."""
        reported = {each.unit for each in self.filed}
        busy = {each.zone for each in self.projects if each.in_force or each.code in reported}
        yield from ((code, name) for code, name in self.zones.items() if code not in self.ended or code in busy)

    def of(self, origin: Origin, zone: str | None = None) -> frozenset[str]:
        """The codes of the projects of one origin, of one zone or of all."""
        return frozenset(
            each.code for each in self.projects if each.origin is origin and (zone is None or each.zone == zone)
        )

    def flow(self, line: str, projects: frozenset[str], unit: str) -> Figure:
        """Money of a line within the period, of the accepted quarterly reports."""
        reports = [each for each in self.filed if each.unit in projects]
        amounts = [amount for each in reports if (amount := cell_amount(each, line, "quarter")) is not None]
        total, converted = money(amounts, unit, self.rate)
        basis = self._basis(reports, projects, converted)
        return told(total if amounts else None, unit, basis)

    def stock(self, line: str, projects: frozenset[str], unit: str, column: str) -> Figure:
        """Money of a line since the certificate, of each project's latest accepted report."""
        reports = [each for each in self.latest if each.unit in projects]
        amounts = [amount for each in reports if (amount := cell_amount(each, line, column)) is not None]
        total, converted = money(amounts, unit, self.rate)
        return told(total if amounts else None, unit, self._basis(reports, projects, converted))

    def count(self, line: str, projects: frozenset[str], unit: str) -> Figure:
        """Persons of a line, of each project's latest accepted report."""
        reports = [each for each in self.latest if each.unit in projects]
        present = [value for each in reports if (value := each.value(line, "quarter")) is not None]
        total = sum((Fraction(value) for value in present), Fraction(0)) if present else None
        return told(total, unit, self._basis(reports, projects, ()))

    def _basis(self, reports: Iterable[Report], projects: frozenset[str], converted: tuple[str, ...]) -> Basis:
        missing = tuple(f"{code} {period}" for code, period in self.owing if code in projects)
        return Basis(reports=tuple(named(each) for each in reports), missing=missing, converted=converted)


def named(report: Report) -> str:
    """How a report is named where it was used."""
    return f"{report.unit} {report.form} {report.period.code}"


def cell_amount(report: Report, line: str, column: str) -> Amount | None:
    """A cell in whole currency units; reports in VND are written in million."""
    value = report.value(line, column)
    if value is None:
        return None
    scale = MILLION if report.currency is Currency.VND else 1
    return Amount(Fraction(value) * scale, report.currency, named(report))


def capital_amounts(capital: Capital, source: str) -> list[Amount]:
    """Registered capital as amounts, each in the currency it was licensed in."""
    parts = ((capital.usd, Currency.USD), (capital.vnd, Currency.VND))
    return [Amount(Fraction(value), currency, source) for value, currency in parts if value]
