"""How full zones are."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

type Land = tuple[Decimal | None, Decimal | None]


def occupancy(zones: Iterable[Land]) -> Fraction | None:
    """Leased land as a percentage of industrial and service land: the ratio of the sums, not the mean of ratios.

    Each zone is (leased ha, industrial and service land ha). A zone that lacks one of the two stays out of both sums;
    None when no land is left to divide by (form 2103 prints "-").
    """
    known = [(leased, land) for leased, land in zones if leased is not None and land is not None]
    total = sum((Fraction(land) for _, land in known), Fraction(0))
    return sum((Fraction(leased) for leased, _ in known), Fraction(0)) / total * 100 if total else None
