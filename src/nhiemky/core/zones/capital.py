"""Registered capital of a project, derived from its certificates and never typed.

Each amount keeps its currency; VND equivalents use the rate that is kept with the certificate, so a total never moves
with today's rate (reference 4.2, form 2101: the State Bank's rate is stored with the record).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from enum import StrEnum
from typing import Literal

from nhiemky.core.problem import Problem
from nhiemky.core.zones.problems import ZONE_PROBLEMS

type Currency = Literal["VND", "USD"]

# Enough digits for any product of an amount and a rate to stay exact.
_DIGITS = 60
_ZERO = Decimal(0)


class Kind(StrEnum):
    """What a certificate does (Investment Law 2020, Art. 38 to 41 and 48)."""

    NEW = "new"
    ADJUSTMENT = "adjustment"
    REVOCATION = "revocation"


@dataclass(frozen=True, slots=True)
class Certificate:
    """One certificate or decision: what it adds (or takes, below 0) in `currency`; `rate` is VND for 1 USD.

    A revocation has the change 0 and no rate: it ends whatever capital is left.
    """

    kind: Kind
    issued_on: date
    change: Decimal
    currency: Currency
    rate: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Capital:
    """Registered capital: the part licensed in VND, the part in USD, and both together in VND at the kept rates."""

    vnd: Decimal = _ZERO
    usd: Decimal = _ZERO
    total_vnd: Decimal = _ZERO

    def part(self, currency: Currency) -> Decimal:
        """The part in one currency."""
        return self.vnd if currency == "VND" else self.usd


@dataclass(frozen=True, slots=True)
class Step:
    """One certificate of a history, what it changed in VND, and the capital after it."""

    certificate: Certificate
    change_vnd: Decimal
    after: Capital


def history(certificates: Iterable[Certificate]) -> tuple[Step, ...]:
    """Every certificate with its effect, in the order given (oldest first)."""
    steps: list[Step] = []
    capital = Capital()
    with localcontext(prec=_DIGITS):
        for certificate in certificates:
            after = _after(capital, certificate)
            steps.append(Step(certificate, after.total_vnd - capital.total_vnd, after))
            capital = after
    return tuple(steps)


def registered(certificates: Iterable[Certificate], day: date) -> Capital:
    """The capital registered at the end of a day; certificates oldest first."""
    steps = history(each for each in certificates if each.issued_on <= day)
    return steps[-1].after if steps else Capital()


def problems(earlier: Sequence[Certificate], new: Certificate) -> tuple[Problem, ...]:
    """Why `new` cannot follow the certificates in force (oldest first); empty when it can.

    Places are `kind`, `issued_on`, `capital_change` and `rate`.
    """
    order = _order_problem(earlier, new)
    return tuple(each for each in (order, _rate_problem(new), _amount_problem(earlier, new)) if each is not None)


def _after(capital: Capital, certificate: Certificate) -> Capital:
    if certificate.kind is Kind.REVOCATION:
        return Capital()
    if certificate.currency == "VND":
        return Capital(capital.vnd + certificate.change, capital.usd, capital.total_vnd + certificate.change)
    if certificate.rate is None:
        raise ZONE_PROBLEMS.refusal("Z07", "rate")
    change_vnd = certificate.change * certificate.rate
    return Capital(capital.vnd, capital.usd + certificate.change, capital.total_vnd + change_vnd)


def _order_problem(earlier: Sequence[Certificate], new: Certificate) -> Problem | None:
    if not earlier:
        return None if new.kind is Kind.NEW else ZONE_PROBLEMS.problem("Z01", "kind")
    last = earlier[-1]
    if new.kind is Kind.NEW:
        return ZONE_PROBLEMS.problem("Z02", "kind", day=earlier[0].issued_on)
    if last.kind is Kind.REVOCATION:
        return ZONE_PROBLEMS.problem("Z03", "kind", day=last.issued_on)
    if new.issued_on < last.issued_on:
        return ZONE_PROBLEMS.problem("Z04", "issued_on", day=last.issued_on)
    return None


def _rate_problem(new: Certificate) -> Problem | None:
    if new.kind is Kind.REVOCATION:
        return None
    if new.currency == "USD" and (new.rate is None or new.rate <= 0):
        return ZONE_PROBLEMS.problem("Z07", "rate")
    if new.currency == "VND" and new.rate is not None:
        return ZONE_PROBLEMS.problem("Z08", "rate")
    return None


def _amount_problem(earlier: Sequence[Certificate], new: Certificate) -> Problem | None:
    if new.kind is Kind.REVOCATION:
        return ZONE_PROBLEMS.problem("Z09", "capital_change") if new.change else None
    if new.kind is Kind.NEW:
        return ZONE_PROBLEMS.problem("Z06", "capital_change") if new.change <= 0 else None
    steps = history(earlier)
    left = steps[-1].after.part(new.currency) if steps else _ZERO
    if left + new.change < 0:
        return ZONE_PROBLEMS.problem("Z05", "capital_change", currency=new.currency, left=left)
    return None
