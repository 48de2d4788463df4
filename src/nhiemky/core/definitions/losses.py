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


def losing(
    reading: Measures, before: Form | None, after: Form | None, following: Measures | None = None
) -> tuple[MeasureDefinition, ...]:
    """The measures that can be read from one version of a form and not from the one that follows, by code.

    None: there is none. A cell that is there in another unit is lost too: what it states is another thing.
    `reading` are the measures in force until then, `following` those in force from then on (the same if not given): a
    measure that has another version which reads what is there loses nothing.
    """
    if before is None:
        return ()
    next_ones = reading if following is None else following
    found = (each for _, each in sorted(reading.items()) if isinstance(each.source, ReportSource))
    return tuple(
        each for each in found if _reads(each, before) and _is_lost(next_ones.get(each.code), before.code, after)
    )


def _is_lost(measure: MeasureDefinition | None, form: str, after: Form | None) -> bool:
    """Whether a measure still looks for cells of the form and finds none; one that ended looks for nothing."""
    if measure is None or not isinstance(measure.source, ReportSource) or measure.source.form != form:
        return False
    return after is None or not _reads(measure, after)


def _reads(measure: MeasureDefinition, form: Form) -> bool:
    return next(source_problems(measure, [form], {}), None) is None
