"""What a figure will say before it is published: taken from a computed value, never typed."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from nhiemky.core.bilingual import Bilingual


@dataclass(frozen=True)
class Draft:
    """Everything of a figure but its key, its publisher and its moment. `value` is in the base unit of `unit`."""

    label: Bilingual
    value: Decimal
    unit: str
    period: Bilingual
    since: date
    until: date
    as_of: date
    source: Bilingual
    provenance: dict[str, Any] = field(default_factory=dict)
