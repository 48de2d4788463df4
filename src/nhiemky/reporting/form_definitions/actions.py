"""Everything that writes forms made by the office. Each raises Refused with numbered problems when it cannot be done.

Two people: whoever last changed a draft does not make it live. One form makes duties for every enterprise of the zones,
and a mistake in it is found best by somebody who did not make it; the same is asked for a single report.
"""

from datetime import date

from nhiemky.core.bilingual import Bilingual
from nhiemky.core.definitions.problems import DEFINITION_PROBLEMS
from nhiemky.core.definitions.states import DefinitionEvent
from nhiemky.core.problem import Problem, Refused
from nhiemky.core.reporting.form_reading import parse_form, read_form
from nhiemky.core.reporting.forms import Form
from nhiemky.core.reporting.problems import REPORTING_PROBLEMS
from nhiemky.core.reporting.shipped import shipped_forms
from nhiemky.organisation.models import User
from nhiemky.records.actions import action, note
from nhiemky.reporting import catalogue, definition_steps
from nhiemky.reporting.form_definitions.readers import lost_after, lost_by
from nhiemky.reporting.models import FormDefinition

FILE = "form.toml"


@action("reporting.form_drafted")
def draft(actor: User, text: str) -> FormDefinition:
    """Begin a form or a version of one from its TOML text, whose parts need not fit together yet.

    Raises Refused with problems of its keys (D…), V06 when code and version are taken, M19 when the code would share
    an address with another.
    """
    row = FormDefinition()
    _take(row, text)
    return definition_steps.begun(row, actor)


@action("reporting.form_changed")
def change(actor: User, row: FormDefinition, edition: int, text: str) -> FormDefinition:
    """Give a draft another text. Raises StaleDefinitionError, and Refused like `draft`, or V01 when it is no draft."""
    current = definition_steps.opened(row, edition, DefinitionEvent.CHANGE)
    _take(current, text)
    return definition_steps.changed(current, actor)


@action("reporting.form_discarded")
def discard(actor: User, row: FormDefinition, edition: int) -> None:
    """Throw a draft away. Raises StaleDefinitionError, and Refused V01."""
    current = definition_steps.opened(row, edition, DefinitionEvent.DISCARD)
    note(code=current.code, version=current.version)
    current.delete()


@action("reporting.form_released")
def release(actor: User, row: FormDefinition, edition: int, explanation: str = "") -> FormDefinition:
    """Make a draft live from its first day on. Raises StaleDefinitionError, and Refused.

    V01 no draft · V02 the same person · V03 before today · V04 another version begins on that day · M… unfinished ·
    V22 measures lose their source (`readers.lost_by`) and nobody explains it.
    """
    current = definition_steps.opened(row, edition, DefinitionEvent.RELEASE)
    form = parse_form(current.text, FILE)
    same_day = [each for each in catalogue.forms() if each.code == form.code]
    if any(each.effective_from == form.effective_from for each in same_day):
        raise DEFINITION_PROBLEMS.refusal("V04", "effective_from", day=form.effective_from)
    lost = lost_by(form)
    if lost and not explanation.strip():
        told = Bilingual(", ".join(each.name.vi for each in lost), ", ".join(each.name.en for each in lost))
        raise DEFINITION_PROBLEMS.refusal("V22", "explanation", measures=told)
    current.explanation = explanation.strip()
    note(code=form.code, version=form.version, lost=[each.measure for each in lost])
    note(effective_from=form.effective_from.isoformat())
    return definition_steps.released(current, actor)


@action("reporting.form_retired")
def retire(actor: User, row: FormDefinition, edition: int, last_day: date, reason: str) -> FormDefinition:
    """End a live form: no duty for a period that ends after `last_day`. What was filed on it stays readable.

    Raises StaleDefinitionError, and Refused V01, V05 or V10.
    """
    current = definition_steps.opened(row, edition, DefinitionEvent.RETIRE)
    lost = [each.measure for each in lost_after(catalogue.stored_form(current))]
    note(code=current.code, version=current.version, last_day=last_day.isoformat(), lost=lost)
    return definition_steps.retired(current, actor, last_day, reason)


def _take(row: FormDefinition, text: str) -> None:
    form, unfinished = read_form(text, FILE)
    # Code and version are columns and addresses; everything else may be unfinished in a draft.
    problems = [each for each in unfinished if each.place in {f"{FILE}: code", f"{FILE}: version"}]
    problems += _taken(row, form)
    if problems:
        raise Refused(*problems)
    row.code, row.version, row.text = form.code, form.version, text
    row.effective_from, row.effective_until = form.effective_from, form.effective_until


def _taken(row: FormDefinition, form: Form) -> list[Problem]:
    problems = []
    others = FormDefinition.objects.exclude(pk=row.pk)
    if (form.code, form.version) in shipped_forms() or others.filter(code=form.code, version=form.version).exists():
        problems.append(DEFINITION_PROBLEMS.problem("V06", "version", code=form.code, version=form.version))
    codes = {*(code for code, _ in shipped_forms()), *others.values_list("code", flat=True)} - {form.code}
    same = sorted(code for code in codes if catalogue.slug_of(code) == catalogue.slug(form))
    if same:
        problems.append(REPORTING_PROBLEMS.problem("M19", "code", code=form.code, other=same[0]))
    return problems
