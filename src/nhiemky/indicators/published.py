"""What is published of indicators, as the room of figures above this one says."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from nhiemky.core.bilingual import Bilingual
from nhiemky.core.indicators.revisions import Revision
from nhiemky.records.ports import Port
from nhiemky.ui.language import language


@dataclass(frozen=True)
class PublishedValue:
    """A current figure with its value, and the revision where it is another one today.

    `target` is the number of the target's row that it was taken from; None where it was none.
    """

    target: int | None
    indicator: str
    label: Bilingual
    address: str
    period: str
    value: Decimal | None
    unit: str
    published_on: date
    revision: Revision | None

    @property
    def name(self) -> str:
        """Its label in the reader's language."""
        return self.label.text(language())

    @property
    def changed(self) -> str:
        """What it is today and why, naming reports; empty while it is the same."""
        return self.revision.sentence(language(), named=True) if self.revision else ""


published: Port[[Collection[str]], list[PublishedValue]] = Port("what is published of indicators")
"""The current figures of some indicators. The same number of queries for one and for many."""
