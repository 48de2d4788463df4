"""Part A of a report, as the registers know it when the report is saved: a snapshot, not a link."""

from nhiemky.core.indicators.periods import Period
from nhiemky.core.vietnamese.dates import format_date
from nhiemky.core.vietnamese.numbers import format_number
from nhiemky.core.zones.capital import Currency
from nhiemky.zones.models import Certificate, Project
from nhiemky.zones.queries import steps


def known(project: Project, period: Period, every: list[Certificate]) -> dict[str, str]:
    """The fields A1 to A12 of forms A.III.1 and A.III.2 by code; what the registers do not hold is left out.

    `every` are the project's certificates that were not replaced, oldest first; those issued up to the end of the
    period tell. A6 is the capital in the currency of the licence.
    """
    certificates = [each for each in every if each.issued_on <= period.end]
    enterprise, first = project.enterprise, certificates[0]
    currency: Currency = "USD" if project.currency == "USD" else "VND"
    fields = {
        "A1": project.name,
        "A2": certificates[-1].number,
        "A3": format_date(certificates[-1].issued_on),
        "A4": certificates[-1].authority,
        "A5": project.zone.name,
        "A6": format_number(steps(certificates)[-1].after.part(currency)),
        "A7": enterprise.name,
        "A8": enterprise.tax_code,
        "A9": format_date(first.issued_on),
        "A10": enterprise.address,
        "A11": enterprise.telephone,
        "A12": enterprise.email,
    }
    return {code: text for code, text in fields.items() if text}
