"""What writes the vote on a resolution and freezes what was adopted."""

import hashlib
from decimal import Decimal
from typing import Any

from nhiemky.core.problem import Problem, Refused
from nhiemky.core.resolution import states
from nhiemky.core.resolution.states import OpenVote, ResolutionState
from nhiemky.core.resolution.targets import target_problems
from nhiemky.core.resolution.tasks import task_problems
from nhiemky.records import clock
from nhiemky.records.actions import Actor, action, note
from nhiemky.records.digests import canonical
from nhiemky.resolution import queries
from nhiemky.resolution.actions.drafting import lock
from nhiemky.resolution.actions.succeeding import take_the_place
from nhiemky.resolution.models import Resolution, State, Target, Task
from nhiemky.resolution.problems import problem


@action("resolution.put_to_vote")
def put_to_vote(actor: Actor, resolution: Resolution) -> Resolution:
    """Put the draft to the vote. Raises Refused with every problem of its targets, tasks and signature."""
    lock(resolution)
    targets, tasks = list(queries.targets_of(resolution)), list(queries.tasks_of(resolution))
    moved = states.put_to_vote(ResolutionState(resolution.state), len(targets), len(tasks))
    found = [moved] if isinstance(moved, Problem) else []
    found += target_problems([queries.core_target(row) for row in targets])
    found += [each for faults in queries.measuring_faults(targets) for each in faults]
    found += task_problems([queries.core_task(row) for row in tasks])
    if not resolution.signatory:
        found.append(problem("R08", "signatory"))
    if found or isinstance(moved, Problem):
        raise Refused(*found)
    resolution.state = State(moved)
    resolution.save()
    return resolution


@action("resolution.decided")
def decide(actor: Actor, resolution: Resolution, vote: OpenVote) -> Resolution:
    """Record the open vote on the whole: adopted and frozen when it carries, else a draft again.

    Raises Refused for a vote that cannot be true (N03, N04) or when the resolution is not put to the vote (N01).
    """
    lock(resolution)
    moved = states.decide(ResolutionState(resolution.state), vote)
    if isinstance(moved, tuple):
        raise Refused(*moved)
    note(carried=vote.carried, votes_for=vote.votes_for, votes_against=vote.votes_against, abstained=vote.abstained)
    resolution.state = State(moved)
    if moved is ResolutionState.ADOPTED:
        resolution.votes_for, resolution.votes_against = vote.votes_for, vote.votes_against
        resolution.abstained, resolution.present, resolution.base = vote.abstained, vote.present, vote.base
        resolution.adopted_on = clock.today()
        resolution.facts = facts(resolution)
        resolution.digest = hashlib.sha256(canonical(resolution.facts)).hexdigest()
    resolution.save()
    if resolution.state == State.ADOPTED and resolution.supersedes:
        take_the_place(resolution, resolution.supersedes)
    return resolution


def facts(resolution: Resolution) -> dict[str, Any]:
    """What is adopted, as plain JSON in both languages: the text, its targets and tasks, and the vote."""
    unit = resolution.unit
    return {
        "unit": unit.name,
        "superior": unit.parent.name if unit.parent else "",
        "term": resolution.term.label,
        "ordinal": resolution.term.ordinal,
        "serial": resolution.serial,
        "title": resolution.title,
        "preamble": resolution.preamble,
        "closing": resolution.closing,
        "place": resolution.place,
        "signatory": resolution.signatory,
        "targets": [_target_facts(row) for row in queries.targets_of(resolution)],
        "tasks": [_task_facts(row) for row in queries.tasks_of(resolution)],
        "adopted_on": resolution.adopted_on.isoformat() if resolution.adopted_on else None,
        "vote": {
            "for": resolution.votes_for,
            "against": resolution.votes_against,
            "abstained": resolution.abstained,
            "present": resolution.present,
            "base": resolution.base,
        },
        "supersedes": resolution.supersedes.digest if resolution.supersedes else None,
        "reason": resolution.reason,
    }


def _target_facts(row: Target) -> dict[str, Any]:
    return {
        "number": row.number,
        "group": row.group,
        "vi": queries.sentence(row, "vi"),
        "en": queries.sentence(row, "en"),
        "indicator": row.indicator,
        "shape": row.shape,
        "direction": row.direction,
        "value": _plain(row.value),
        "upper": _plain(row.upper),
        "unit": row.unit,
        "period": [row.period_start.isoformat(), row.period_end.isoformat()],
        "whole": row.whole,
        "others": {other.baseline: _plain(other.value) for other in row.baselines.all()},
        "note": row.note,
        # Papers adopted before tolerances were known keep their digest.
        **({"tolerance": _plain(row.tolerance)} if row.tolerance else {}),
    }


def _task_facts(row: Task) -> dict[str, Any]:
    return {
        "number": row.number,
        "vi": row.content_vi,
        "en": row.content_en,
        "product": [row.product_vi, row.product_en],
        "lead": row.lead.name,
        "cooperating": [each.unit.name for each in row.cooperations.all()],
        "deadline": row.deadline.isoformat(),
    }


def _plain(value: Decimal | None) -> str | None:
    """A decimal without the zeros that only its column adds: 20.0000 is 20, 0.5000 is 0.5."""
    return None if value is None else f"{value.normalize():f}"
