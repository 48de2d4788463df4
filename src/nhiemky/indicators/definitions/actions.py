"""Everything that writes measures and indicators made by the office; each raises Refused when it cannot be done.

Two people, as for forms: whoever last changed a draft does not make it live.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from nhiemky.core.bilingual import Bilingual
from nhiemky.core.definitions.measuring import MOST_DECIMALS, code_problems, source_problems, version_problems
from nhiemky.core.definitions.problems import DEFINITION_PROBLEMS
from nhiemky.core.definitions.states import DefinitionEvent
from nhiemky.core.indicators.definition import (
    ALWAYS,
    IndicatorDefinition,
    MeasureDefinition,
    Measures,
    RegisterSource,
    parse_measures,
    read_indicator,
)
from nhiemky.core.indicators.folder import Definitions
from nhiemky.core.indicators.formula import Measure, parse_formula, parts_of
from nhiemky.core.indicators.shipped import shipped_definitions
from nhiemky.core.problem import Problem, Refused
from nhiemky.indicators import catalogue
from nhiemky.indicators.catalogue import FILE
from nhiemky.indicators.definitions.models import OfficeDefinition
from nhiemky.indicators.registers import REGISTERS
from nhiemky.organisation.models import User
from nhiemky.records import clock
from nhiemky.records.actions import action, note
from nhiemky.reporting import catalogue as forms
from nhiemky.reporting import definition_steps

Kind = OfficeDefinition.Kind


@action("indicators.definition_drafted")
def draft(actor: User, kind: str, text: str) -> OfficeDefinition:
    """Begin a measure or a version of an indicator from its TOML text.

    Raises Refused: D… keys · F… formula, unknown names, units, cycles · V04, V11 to V24 what the office's must keep to.
    """
    row = OfficeDefinition(kind=kind)
    _take(row, text)
    return definition_steps.begun(row, actor)


@action("indicators.definition_changed")
def change(actor: User, row: OfficeDefinition, edition: int, text: str) -> OfficeDefinition:
    """Give a draft another text. Raises StaleDefinitionError, and Refused like `draft`, or V01 when it is no draft."""
    current = definition_steps.opened(row, edition, DefinitionEvent.CHANGE)
    _take(current, text)
    return definition_steps.changed(current, actor)


@action("indicators.definition_discarded")
def discard(actor: User, row: OfficeDefinition, edition: int) -> None:
    """Throw a draft away. Raises StaleDefinitionError, and Refused V01."""
    current = definition_steps.opened(row, edition, DefinitionEvent.DISCARD)
    note(code=current.code, kind=current.kind)
    current.delete()


@action("indicators.definition_released")
def release(actor: User, row: OfficeDefinition, edition: int) -> OfficeDefinition:
    """Make a draft live. Raises StaleDefinitionError, and Refused V01, V02, V03, or anything `draft` refuses by now.

    A measure that names no day is in force from this one on.
    """
    current = definition_steps.opened(row, edition, DefinitionEvent.RELEASE)
    _take(current, current.text)
    note(code=current.code, kind=current.kind, effective_from=current.effective_from.isoformat())
    return definition_steps.released(current, actor)


@action("indicators.definition_retired")
def retire(actor: User, row: OfficeDefinition, edition: int, last_day: date, reason: str) -> OfficeDefinition:
    """End what is live: periods that end after `last_day` are computed with it no more.

    Raises StaleDefinitionError, and Refused V01, V05, V09 (others name it), V10.
    """
    current = definition_steps.opened(row, edition, DefinitionEvent.RETIRE)
    users = users_of(current)
    if users:
        raise DEFINITION_PROBLEMS.refusal("V09", code=current.code, users=", ".join(users))
    note(code=current.code, kind=current.kind, last_day=last_day.isoformat())
    return definition_steps.retired(current, actor, last_day, reason)


def users_of(row: OfficeDefinition) -> list[str]:
    """The indicators, in force or still to begin, whose own formulas name a measure or an indicator.

    Where both have one code, formulas name the measure.
    """
    planned, current = catalogue.planned(), catalogue.current()
    if not row.is_measure and row.code in planned.measures:
        return []
    running = [each for each in planned.versions if each.effective_until is None or each.code in current]
    return sorted({each.code for each in running if each.code != row.code and row.code in _names(each)})


def _names(definition: IndicatorDefinition) -> set[str]:
    return {part.name for part in parts_of(parse_formula(definition.formula)) if isinstance(part, Measure)}


def _take(row: OfficeDefinition, text: str) -> None:
    if row.is_measure:
        measure = one_measure(text, clock.today())
        row.code, row.effective_from = measure.code, measure.effective_from
        row.effective_until = measure.effective_until
        problems = _of_measure(row, measure)
    else:
        indicator = read_indicator(text, FILE)
        row.code, row.effective_from = indicator.code, indicator.effective_from
        row.effective_until = indicator.effective_until
        problems = _of_indicator(row, indicator)
    if problems:
        raise Refused(*problems)
    row.text = text


def one_measure(text: str, unless_named: date) -> MeasureDefinition:
    """The measure of a text that holds one; in force from a day `unless_named`. Raises Refused (D…, V18)."""
    found = parse_measures(text, FILE)
    if len(found) != 1:
        raise DEFINITION_PROBLEMS.refusal("V18", FILE)
    measure = next(iter(found.values()))
    return replace(measure, effective_from=unless_named) if measure.effective_from == ALWAYS else measure


def _of_measure(row: OfficeDefinition, measure: MeasureDefinition) -> list[Problem]:
    same = [each for each in catalogue.planned_measures().versions if each.code == measure.code]
    drafts = OfficeDefinition.objects.exclude(pk=row.pk).filter(state=OfficeDefinition.State.DRAFT)
    taken = {each.code for each in catalogue.planned().versions} | set(
        drafts.filter(kind=Kind.INDICATOR).values_list("code", flat=True)
    )
    problems = list(code_problems(measure.code, set() if same else taken))
    problems += version_problems(measure, same, forms.forms())
    if drafts.filter(kind=Kind.MEASURE, code=measure.code, effective_from=measure.effective_from).exists():
        problems.append(DEFINITION_PROBLEMS.problem("V04", "effective_from", day=measure.effective_from))
    return [*problems, *source_problems(measure, forms.forms(), register_units())]


def register_units() -> Mapping[str, str]:
    """The unit that each kept register states its facts in, as the measures that come with the product say."""
    sources = ((each.source, each.unit) for each in shipped_definitions().measures.values())
    named = {source.name: unit for source, unit in sources if isinstance(source, RegisterSource)}
    return {name: unit for name, unit in named.items() if name in REGISTERS}


def _of_indicator(row: OfficeDefinition, indicator: IndicatorDefinition) -> list[Problem]:
    planned = catalogue.planned()
    problems = list(code_problems(indicator.code, _taken_by_measures(row, planned.measures)))
    same = OfficeDefinition.objects.exclude(pk=row.pk).filter(
        kind=Kind.INDICATOR, code=indicator.code, effective_from=indicator.effective_from
    )
    shipped = {(each.code, each.effective_from) for each in shipped_definitions().versions}
    if same.exists() or (indicator.code, indicator.effective_from) in shipped:
        problems.append(DEFINITION_PROBLEMS.problem("V04", "effective_from", day=indicator.effective_from))
    if indicator.decimals > MOST_DECIMALS:
        problems.append(DEFINITION_PROBLEMS.problem("V21", "decimals", limit=MOST_DECIMALS))
    return problems + formula_problems(indicator, planned)


def _taken_by_measures(row: OfficeDefinition, known: Measures) -> set[str]:
    """Codes of measures, but for an indicator that has had its code together with a measure from the start."""
    drafted = OfficeDefinition.objects.exclude(pk=row.pk).filter(kind=Kind.MEASURE).values_list("code", flat=True)
    return {*known, *drafted} - {each.code for each in shipped_definitions().versions}


def formula_problems(indicator: IndicatorDefinition, before: Definitions) -> list[Problem]:
    """What is wrong with its formula, and with others' formulas once it is in force (V20)."""
    after = catalogue.planned([indicator])
    own = (indicator.code, indicator.effective_from)
    problems = list(after.broken.get(own, ()))
    for key, reasons in after.broken.items():
        if key != own and key not in before.broken:
            said = (Bilingual(each.vi, each.en) for each in reasons)
            problems += [DEFINITION_PROBLEMS.problem("V20", "formula", code=key[0], reason=each) for each in said]
    return problems
