"""Which measures lose their source when a form gets another version, or none any more."""

from dataclasses import dataclass

from nhiemky.core.bilingual import Bilingual
from nhiemky.core.definitions.measuring import source_problems
from nhiemky.core.indicators.definition import MeasureDefinition, Measures, ReportSource
from nhiemky.core.reporting.forms import Form


@dataclass(frozen=True)
class Loss:
    """A measure that finds its cells no more from the new version on; `indicators` are those whose formulas need it."""

    measure: str
    name: Bilingual
    indicators: tuple[Bilingual, ...]


def losing(measures: Measures, before: Form | None, after: Form | None) -> tuple[MeasureDefinition, ...]:
    """The measures that can be read from one version of a form and not from the one that follows, by code.

    None: there is none. A cell that is there in another unit is lost too: what it states is another thing.
    """
    if before is None:
        return ()
    reading = (each for _, each in sorted(measures.items()) if isinstance(each.source, ReportSource))
    return tuple(each for each in reading if _reads(each, before) and not (after and _reads(each, after)))


def _reads(measure: MeasureDefinition, form: Form) -> bool:
    return next(source_problems(measure, [form], {}), None) is None
