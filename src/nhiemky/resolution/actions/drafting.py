"""What writes the text of a resolution while it is a draft."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from nhiemky.core.problem import Problem, Refused
from nhiemky.core.resolution.amendments import Amendment as CoreAmendment
from nhiemky.core.resolution.amendments import Carried, decide_amendment
from nhiemky.core.resolution.problems import RESOLUTION_PROBLEMS
from nhiemky.core.resolution.states import OpenVote, ResolutionState
from nhiemky.core.resolution.targets import target_problems
from nhiemky.core.resolution.tasks import task_problems
from nhiemky.organisation.models import Unit
from nhiemky.records import clock
from nhiemky.records.actions import Actor, about, action, note
from nhiemky.resolution import queries
from nhiemky.resolution.models import Amendment, Cooperation, OtherBaseline, Resolution, Shape, State, Target, Task
from nhiemky.resolution.problems import problem

# A structure adds up only once all its shares are in, so this is asked when the text is put to the vote.
ASKED_OF_THE_WHOLE = frozenset({"T03"})


@action("resolution.drafted")
def draft(actor: Actor, resolution: Resolution) -> Resolution:
    """Save a new draft or a changed one."""
    require_draft(resolution)
    resolution.save()
    return resolution


@action("resolution.target_set")
def set_target(actor: Actor, target: Target, baselines: Mapping[str, Decimal] | None = None) -> Target:
    """Save a new target or a changed one, with the values of other baselines.

    Raises Refused with every reason: T01, T04 to T06, A01 to A04 of the core, and R01 to R03.
    """
    require_draft(target.resolution)
    about(target.resolution)
    if found := tuple(target_faults(target)):
        raise Refused(*found)
    keep_target(target, baselines or {})
    return target


def keep_target(target: Target, baselines: Mapping[str, Decimal]) -> None:
    """Write a target with the values of other baselines, unasked: it was checked, or adopted before."""
    target.save()
    for row in target.baselines.all():
        row.delete()
    for baseline, value in baselines.items():
        OtherBaseline(target=target, baseline=baseline, value=value).save()


@action("resolution.target_removed")
def remove_target(actor: Actor, target: Target) -> None:
    """Take a target out of the draft; those after it move up by one."""
    require_draft(target.resolution)
    about(target.resolution)
    target.delete()
    for row in target.resolution.targets.filter(number__gt=target.number).order_by("number"):
        row.number -= 1
        row.save()


@action("resolution.task_set")
def set_task(actor: Actor, task: Task, cooperating: Iterable[Unit] = ()) -> Task:
    """Save a new task or a changed one, with its cooperating units. Raises Refused with T11 or T12."""
    require_draft(task.resolution)
    about(task.resolution)
    units = list(cooperating)
    if found := task_problems_of(task, units):
        raise Refused(*found)
    task.save()
    for row in task.cooperations.all():
        row.delete()
    for unit in units:
        Cooperation(task=task, unit=unit).save()
    return task


@action("resolution.task_removed")
def remove_task(actor: Actor, task: Task) -> None:
    """Take a task out of the draft; those after it move up by one."""
    require_draft(task.resolution)
    about(task.resolution)
    task.delete()
    for row in task.resolution.tasks.filter(number__gt=task.number).order_by("number"):
        row.number -= 1
        row.save()


@action("resolution.amendment_decided")
def amend(actor: Actor, amendment: Amendment) -> Amendment:
    """Decide an amendment by the vote on it; carried, it changes the text. Raises Refused with N03 to N06."""
    resolution = amendment.resolution
    about(resolution)
    lock(resolution)
    outcome = decide_amendment(
        ResolutionState(resolution.state),
        getattr(resolution, amendment.field),
        CoreAmendment(amendment.old, amendment.new, amendment.proposer),
        OpenVote(
            base=amendment.base,
            present=amendment.present,
            votes_for=amendment.votes_for,
            votes_against=amendment.votes_against,
            abstained=amendment.abstained,
        ),
    )
    if isinstance(outcome, tuple):
        raise Refused(*outcome)
    amendment.carried = isinstance(outcome, Carried)
    amendment.decided_at = clock.now()
    amendment.save()
    if isinstance(outcome, Carried):
        setattr(resolution, amendment.field, outcome.text)
        resolution.save()
    note(carried=amendment.carried)
    return amendment


def target_faults(target: Target) -> Iterable[Problem]:
    """Everything wrong with one target by itself."""
    if target.period_end < target.period_start:
        yield problem("R02", "period_end")
        return
    if not (target.name_vi.strip() and target.name_en.strip()):
        yield RESOLUTION_PROBLEMS.problem("T01", str(target.number))
        return
    yield from (
        found for found in target_problems([queries.core_target(target)]) if found.code not in ASKED_OF_THE_WHOLE
    )
    if target.shape != Shape.MILESTONE and not target.unit:
        yield problem("R03", "unit")
    if target.wording:
        yield from (
            problem("R01", "wording", value=level) for level in queries.levels(target) if level not in target.wording
        )
    yield from queries.measuring_faults([target])[0]


def task_problems_of(task: Task, cooperating: Iterable[Unit]) -> tuple[Problem, ...]:
    """The core's problems of one task with the units that would help."""
    codes = tuple(unit.code for unit in cooperating)
    return task_problems([replace(queries.core_task(task), cooperating=codes)])


def lock(resolution: Resolution) -> None:
    """Read the resolution anew and keep others from moving it until the action is done."""
    rows = Resolution.objects.select_for_update(of=("self",)).select_related("unit__parent", "term", "supersedes")
    resolution.refresh_from_db(from_queryset=rows)


def require_draft(resolution: Resolution) -> None:
    """Raise Refused (R07) unless the resolution is new or a draft, as the database has it."""
    stored = Resolution.objects.select_for_update().filter(pk=resolution.pk).first()
    if stored is not None and stored.state != State.DRAFT:
        raise Refused(problem("R07"))
