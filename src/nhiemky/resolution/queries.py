"""Reading resolutions: their targets and tasks as the core knows them, and how far they have come."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from django.db.models import QuerySet
from django.utils import timezone

from nhiemky.core.bilingual import Bilingual, Language
from nhiemky.core.indicators.goals import Direction, Goal, Observation, Shape
from nhiemky.core.indicators.periods import term as period_between
from nhiemky.core.indicators.wording import Baseline
from nhiemky.core.problem import Problem
from nhiemky.core.quantities import quantity
from nhiemky.core.resolution import targets as core_targets
from nhiemky.core.resolution import tasks as core_tasks
from nhiemky.core.resolution.measuring import measuring_problems
from nhiemky.core.resolution.progress import TaskProgress, task_progress
from nhiemky.core.resolution.states import OpenVote
from nhiemky.organisation.models import Term, Unit
from nhiemky.resolution.measuring import gauges
from nhiemky.resolution.models import Group, MilestoneStatement, OtherBaseline, Resolution, State, Target, Task


def adopted(unit: Unit, term: Term) -> Resolution | None:
    """The resolution in force of a unit for a term, or None."""
    return Resolution.objects.filter(unit=unit, term=term, state=State.ADOPTED).order_by("-adopted_on", "-pk").first()


def targets_of(resolution: Resolution) -> QuerySet[Target]:
    """The targets in their order, with the values of other baselines."""
    return resolution.targets.prefetch_related("baselines").order_by("number")


def tasks_of(resolution: Resolution) -> QuerySet[Task]:
    """The tasks in their order, with their units and proofs."""
    return (
        resolution.tasks.select_related("lead")
        .prefetch_related("cooperations__unit", "evidence", "notes")
        .order_by("number")
    )


def target_count(unit: Unit, term: Term) -> int | None:
    """How many targets the resolution in force sets; None where none is adopted (which is not 0)."""
    found = adopted(unit, term)
    return found.targets.count() if found else None


def task_count(unit: Unit, term: Term) -> int | None:
    """How many tasks the resolution in force sets; None where none is adopted (which is not 0)."""
    found = adopted(unit, term)
    return found.tasks.count() if found else None


def goal(row: Target) -> Goal:
    """The measurable part of a target, for the core. Raises Refused (K02) for a period that ends before it begins."""
    return Goal(
        shape=Shape(row.shape),
        direction=Direction(row.direction),
        value=row.value,
        unit=row.unit,
        period=period_between(row.period_start, row.period_end),
        upper=row.upper,
        tolerance=row.tolerance or Decimal(0),
    )


def core_target(row: Target) -> core_targets.Target:
    """A target as the core knows it, with the values of other baselines."""
    return core_targets.Target(
        number=row.number,
        name=Bilingual(row.name_vi, row.name_en),
        group=core_targets.Group(row.group),
        goal=goal(row),
        indicator=row.indicator or None,
        others=tuple((Baseline(other.baseline), other.value) for other in _baselines(row)),
        whole=row.whole or None,
    )


def measuring_faults(rows: Iterable[Target]) -> list[tuple[Problem, ...]]:
    """What is wrong with the indicator of each target (T04 to T06). One query, however many targets."""
    known = gauges()
    return [tuple(measuring_problems(core_target(row), known)) for row in rows]


def statement_in_force(target: Target) -> MilestoneStatement | None:
    """What is stated about a milestone, None while nobody has."""
    return statements_in_force([target]).get(target.pk)


def statements_in_force(rows: Iterable[Target]) -> dict[int, MilestoneStatement]:
    """The same of several targets, by their keys. One query; none where no target is a milestone."""
    milestones = [row.pk for row in rows if row.shape == Shape.MILESTONE]
    rows_of = MilestoneStatement.objects.select_related("carried_from")
    found = rows_of.filter(target__in=milestones, successor=None) if milestones else ()
    return {statement.target_id: statement for statement in found}


def observed(statement: MilestoneStatement) -> Observation:
    """What a statement says, for the core: the value 1 on the day it was reached, 0 where it was not."""
    day = statement.day or timezone.localdate(statement.stated_at)
    return Observation(period_between(day, day), Fraction(statement.reached))


def core_task(row: Task) -> core_tasks.Task:
    """A task as the core knows it, with its proofs."""
    return core_tasks.Task(
        number=row.number,
        content=Bilingual(row.content_vi, row.content_en),
        product=Bilingual(row.product_vi, row.product_en),
        lead=row.lead.code,
        cooperating=tuple(each.unit.code for each in row.cooperations.all()) if row.pk else (),
        deadline=row.deadline,
        state=core_tasks.TaskState(row.state),
        evidence=tuple(core_tasks.Evidence(each.document, each.day) for each in row.evidence.all()) if row.pk else (),
    )


def sentence(row: Target, language: Language) -> str:
    """The target in words: its own wording where there is one (Vietnamese only), else made from its fields."""
    if row.wording and language == "vi":
        return row.wording
    return core_target(row).sentence(language)


def levels(row: Target) -> tuple[str, ...]:
    """The value, and the upper one of a range, as Vietnamese papers write them."""
    return tuple(quantity(value, row.unit, "vi") for value in (row.value, row.upper) if value is not None)


def by_group(rows: Iterable[Target]) -> list[tuple[str, list[Target]]]:
    """Targets under the names of their groups, groups in the order of a resolution."""
    order = {value: place for place, value in enumerate(Group.values)}
    ordered = sorted(rows, key=lambda row: (order[row.group], row.number))
    return [(str(Group(value).label), list(found)) for value, found in groupby(ordered, key=lambda row: row.group)]


def progress(rows: Iterable[Task], as_of: date) -> TaskProgress:
    """How many tasks are done, and how many overdue on a day."""
    return task_progress([core_task(row) for row in rows], as_of)


def vote_of(resolution: Resolution) -> OpenVote | None:
    """The vote that adopted the resolution."""
    if resolution.adopted_on is None:
        return None
    return OpenVote(
        base=resolution.base or 0,
        present=resolution.present or 0,
        votes_for=resolution.votes_for or 0,
        votes_against=resolution.votes_against or 0,
        abstained=resolution.abstained or 0,
    )


def _baselines(row: Target) -> list[OtherBaseline]:
    return list(row.baselines.all()) if row.pk else []
