"""Part A of a report, as the registers know it when the report is saved: a snapshot, not a link."""

from collections.abc import Iterable

from nhiemky.core.indicators.periods import Period
from nhiemky.core.vietnamese.dates import format_date
from nhiemky.core.vietnamese.numbers import format_number
from nhiemky.core.zones.capital import Currency
from nhiemky.reporting.models.units import ReportingUnit, board_of, enterprise_of
from nhiemky.zones.models import Certificate, Project
from nhiemky.zones.queries import steps


def known(unit: ReportingUnit, period: Period, every: Iterable[Certificate] = ()) -> dict[str, str]:
    """The fields A1 to A12 of forms A.III.1 and A.III.2 by code; what the registers do not hold is left out.

    `every` are a project's certificates that were not replaced, oldest first; those issued up to the end of the
    period tell. A6 is the capital in the currency of the licence. Forms of zones and boards have the same codes for
    the same things: the unit's name, and who answers for it.
    """
    fields = {"A1": unit.name, **_answering(unit)}
    if isinstance(unit, Project):
        fields |= _certified(unit, [each for each in every if each.issued_on <= period.end])
    return {code: text for code, text in fields.items() if text}


def _answering(unit: ReportingUnit) -> dict[str, str]:
    """The enterprise, or the board itself."""
    enterprise = enterprise_of(unit)
    if enterprise is None:
        board = board_of(unit)
        return {"A7": board.name, "A10": board.address, "A11": board.telephone, "A12": board.email}
    return {
        "A7": enterprise.name,
        "A8": enterprise.tax_code,
        "A10": enterprise.address,
        "A11": enterprise.telephone,
        "A12": enterprise.email,
    }


def _certified(project: Project, certificates: list[Certificate]) -> dict[str, str]:
    currency: Currency = "USD" if project.currency == "USD" else "VND"
    return {
        "A2": certificates[-1].number,
        "A3": format_date(certificates[-1].issued_on),
        "A4": certificates[-1].authority,
        "A5": project.zone.name,
        "A6": format_number(steps(certificates)[-1].after.part(currency)),
        "A9": format_date(certificates[0].issued_on),
    }
