"""The steps of any definition that the office keeps: begin, change, discard, release, retire. Actions call them."""

from datetime import date
from typing import cast

from nhiemky.core.definitions.problems import DEFINITION_PROBLEMS
from nhiemky.core.definitions.states import DefinitionEvent, move, release_problems, retire_problem
from nhiemky.core.problem import Problem, Refused
from nhiemky.organisation.models import User
from nhiemky.records import clock
from nhiemky.records.actions import about
from nhiemky.reporting.models.definitions import StoredDefinition


class StaleDefinitionError(Exception):
    """Somebody else saved the draft after it was opened; `row` is what is stored now."""

    def __init__(self, row: StoredDefinition) -> None:
        super().__init__(str(row))
        self.row = row
        self.problem = DEFINITION_PROBLEMS.problem("V07", who=row.changed_by.full_name)


def begun[Row: StoredDefinition](row: Row, actor: User) -> Row:
    """Keep a new draft."""
    return _saved(row, actor)


def opened[Row: StoredDefinition](row: Row, edition: int, event: DefinitionEvent) -> Row:
    """The row as it is stored, locked for the step. Raises StaleDefinitionError, and Refused V01."""
    current = cast("Row", type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk))  # noqa: SLF001
    if current.edition != edition:
        raise StaleDefinitionError(current)
    after = move(current.core_state, event)
    if isinstance(after, Problem):
        raise Refused(after)
    about(current)
    return current


def changed[Row: StoredDefinition](current: Row, actor: User) -> Row:
    """Keep a draft that was changed."""
    current.edition += 1
    return _saved(current, actor)


def released[Row: StoredDefinition](current: Row, actor: User) -> Row:
    """Make a draft live. Raises Refused V02 and V03."""
    problems = release_problems(str(current.changed_by_id), str(actor.pk), current.effective_from, clock.today())
    if problems:
        raise Refused(*problems)
    current.state = current.State.LIVE
    current.released_by, current.released_at = actor, clock.now()
    current.edition += 1
    current.save()
    return current


def retired[Row: StoredDefinition](current: Row, actor: User, last_day: date, reason: str) -> Row:
    """End what is live with a last day in force. Raises Refused V05 and V10."""
    wrong = retire_problem(current.effective_from, last_day, clock.today())
    problems = [wrong] if wrong else []
    if not reason.strip():
        problems.append(DEFINITION_PROBLEMS.problem("V10", "reason"))
    if problems:
        raise Refused(*problems)
    current.state, current.effective_until = current.State.RETIRED, last_day
    current.retired_by, current.retired_at, current.reason = actor, clock.now(), reason
    current.edition += 1
    current.save()
    return current


def _saved[Row: StoredDefinition](row: Row, actor: User) -> Row:
    row.changed_by, row.changed_at = actor, clock.now()
    row.save()
    return row
