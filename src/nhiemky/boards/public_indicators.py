"""What the public reads of an indicator: its definition in words, and whatever stands published of it.

Nothing is computed for these pages: values are those of published figures and of the newest editions of boards. An
indicator of which nothing was published has no public page.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from nhiemky.boards import access
from nhiemky.boards.models import Edition
from nhiemky.core.bilingual import Bilingual, Language
from nhiemky.core.boards.content import Content, Figure, Held, Measured, Panel, Spot, TargetResult, View
from nhiemky.core.indicators.definition import IndicatorDefinition, MeasureDefinition, ReportSource
from nhiemky.core.indicators.formula import measures_of, parse_formula
from nhiemky.core.indicators.formula_words import in_words
from nhiemky.core.indicators.periods import Period, parse_period
from nhiemky.figures.models import Figure as PublishedFigure
from nhiemky.indicators import catalogue
from nhiemky.reporting import catalogue as report_forms

_STEPS = (12, 6, 3, 1)
"""Months of the periods that a figure's picture may show side by side, the longest first."""


@dataclass(frozen=True)
class Published:
    """Everything that stands published of one indicator: figures, and contents of editions with it alone."""

    figures: Sequence[PublishedFigure]
    editions: Sequence[tuple[Edition, Content]]

    def __bool__(self) -> bool:
        return bool(self.figures or self.editions)

    @property
    def targets(self) -> list[TargetResult]:
        """The targets held against it, each once."""
        found = [each for _, content in self.editions for panel in content.panels for each in panel.targets]
        return list(dict.fromkeys(found))


@dataclass(frozen=True)
class Listed:
    """An indicator of which something was published, with how many figures and boards show it."""

    definition: IndicatorDefinition
    figures: int
    boards: int


def listed() -> list[Listed]:
    """All of them that are still defined, in no order. Two queries."""
    figures = Counter(PublishedFigure.objects.current().values_list("provenance__indicator", flat=True))
    boards = Counter(code for edition in access.newest_editions() for code in _shown_on(edition.core_content))
    known = catalogue.definitions()
    return [Listed(known[code], figures[code], boards[code]) for code in known if figures[code] or boards[code]]


def published(indicator: str) -> Published:
    """What stands published of an indicator. Two queries."""
    figures = PublishedFigure.objects.current().filter(provenance__indicator=indicator).order_by("label_vi", "pk")
    contents = ((edition, edition.core_content) for edition in access.newest_editions())
    with_it = [(edition, whole.alone(indicator)) for edition, whole in contents if indicator in _shown_on(whole)]
    return Published(list(figures), with_it)


def _shown_on(content: Content) -> frozenset[str]:
    measured = {each.code for panel in content.panels for each in panel.indicators}
    return frozenset(measured | {each.indicator for panel in content.panels for each in panel.targets} - {""})


def own_content(figure: PublishedFigure, definition: IndicatorDefinition) -> Content | None:
    """A figure's value period by period as one panel: its years, or else its halves, quarters or months.

    None where fewer than two periods of a kind were kept with it.
    """
    kept = {part["period"]: part for part in figure.provenance.get("parts", [])}
    periods = _side_by_side(parse_period(code) for code in kept)
    if not periods:
        return None
    code, unit = definition.code, figure.provenance["unit"]
    name = figure.provenance["unit_name"]
    figures = {
        Spot(code, unit, "", each.code): Figure(
            kept[each.code]["value"], kept[each.code].get("status", "A"), int(kept[each.code]["rows"])
        )
        for each in periods
    }
    measured = Measured(code, definition.name, figure.provenance["part_unit"], figure.provenance["cite"])
    title = Bilingual(f"{definition.name.vi}, {name}", f"{definition.name.en}, {name}")
    held = Held(unit, Bilingual(name, name), None)
    panel = Panel(title, View.COLUMNS, "", (measured,), (held,), (), periods, figures)
    return Content(title, figure.as_of, figure.provenance["snapshot"], (panel,))


def _side_by_side(periods: Iterable[Period]) -> tuple[Period, ...]:
    by_length = {
        months: tuple(sorted(group, key=lambda each: each.start))
        for months, group in groupby(sorted(periods, key=_months), key=_months)
    }
    return next((by_length[months] for months in _STEPS if len(by_length.get(months, ())) > 1), ())


def _months(period: Period) -> int:
    return 12 * (period.end.year - period.start.year) + period.end.month - period.start.month + 1


@dataclass(frozen=True)
class Read:
    """A measure of the formula with the form and the named line its facts come from; empty for a register."""

    definition: MeasureDefinition
    form: str
    line: str


def measures(definition: IndicatorDefinition, day: date, language: Language) -> list[Read]:
    """The measures that a formula reads for periods that end on a day."""
    versions = catalogue.measure_versions()
    in_force = {**versions.newest, **versions.on(day)}
    forms = {form.code: form for form in report_forms.in_force(day)}
    found = []
    for code in sorted(measures_of(definition.expression)):
        measure, source = in_force[code], in_force[code].source
        if not isinstance(source, ReportSource):
            found.append(Read(measure, "", ""))
            continue
        lines = forms[source.form].lines if source.form in forms else ()
        name = next((f" ({each.name.text(language)})" for each in lines if each.code == source.line), "")
        times = f" × {source.times}" if source.times else ""
        found.append(Read(measure, source.form, source.line + times + name))
    return found


@dataclass(frozen=True)
class Version:
    """A version of the definition with its formula in words."""

    definition: IndicatorDefinition
    formula: str


def versions(indicator: str, language: Language) -> list[Version]:
    """Every version that has begun, the newest first."""
    known = catalogue.whole()
    names = {code: each.name for code, each in known.indicators.items()}
    names |= {code: each.name for code, each in known.measures.items()}
    own = [each for each in known.versions if each.code == indicator]
    own.sort(key=lambda each: each.effective_from, reverse=True)
    return [Version(each, in_words(parse_formula(each.formula), names, language)) for each in own]
