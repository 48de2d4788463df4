"""The words that the database knows of resolutions, targets and tasks; their values are those of the core."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from nhiemky.core.indicators import goals, wording
from nhiemky.core.resolution import states, targets, tasks


class State(models.TextChoices):
    """Where a resolution stands."""

    DRAFT = states.ResolutionState.DRAFT.value, _("draft")
    PUT_TO_VOTE = states.ResolutionState.PUT_TO_VOTE.value, _("put to the vote")
    ADOPTED = states.ResolutionState.ADOPTED.value, _("adopted")
    SUPERSEDED = states.ResolutionState.SUPERSEDED.value, _("superseded")


class Group(models.TextChoices):
    """The groups of targets."""

    ECONOMY = targets.Group.ECONOMY.value, _("Economy")
    SOCIETY = targets.Group.SOCIETY.value, _("Society")
    ENVIRONMENT = targets.Group.ENVIRONMENT.value, _("Environment")
    DEFENCE_SECURITY = targets.Group.DEFENCE_SECURITY.value, _("Defence and security")
    PARTY_BUILDING = targets.Group.PARTY_BUILDING.value, _("Party building")


class Shape(models.TextChoices):
    """What a target speaks about."""

    CUMULATIVE = goals.Shape.CUMULATIVE.value, _("sum over the period")
    LEVEL_AT_END = goals.Shape.LEVEL_AT_END.value, _("level at the end of the period")
    EVERY_YEAR = goals.Shape.EVERY_YEAR.value, _("every year")
    YEARLY_AVERAGE = goals.Shape.YEARLY_AVERAGE.value, _("yearly average")
    GROWTH = goals.Shape.GROWTH.value, _("growth a year")
    STRUCTURE = goals.Shape.STRUCTURE.value, _("share of a whole")
    COUNT = goals.Shape.COUNT.value, _("number of events")
    MILESTONE = goals.Shape.MILESTONE.value, _("done by a date")


class Direction(models.TextChoices):
    """Which side of the value is the good one."""

    AT_LEAST = goals.Direction.AT_LEAST.value, _("at least")
    AT_MOST = goals.Direction.AT_MOST.value, _("at most")
    EQUAL = goals.Direction.EQUAL.value, _("exactly")
    RANGE = goals.Direction.RANGE.value, _("from … to …")


class Baseline(models.TextChoices):
    """What else an actual value is held against, beside the resolution."""

    YEARLY_PLAN = wording.Baseline.YEARLY_PLAN.value, _("yearly plan")
    SUPERIOR = wording.Baseline.SUPERIOR.value, _("superior's assignment")
    COUNCIL = wording.Baseline.COUNCIL.value, _("council's estimate")
    SAME_PERIOD = wording.Baseline.SAME_PERIOD.value, _("same period last year")
    PREVIOUS_TERM = wording.Baseline.PREVIOUS_TERM.value, _("previous term")


class TaskState(models.TextChoices):
    """How far a task is."""

    NOT_STARTED = tasks.TaskState.NOT_STARTED.value, _("not started")
    IN_PROGRESS = tasks.TaskState.IN_PROGRESS.value, _("in progress")
    DONE = tasks.TaskState.DONE.value, _("done")
    STOPPED = tasks.TaskState.STOPPED.value, _("stopped")


FROZEN_STATES = frozenset({State.ADOPTED, State.SUPERSEDED})
