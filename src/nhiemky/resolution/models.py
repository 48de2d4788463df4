"""A congress's resolution, its targets and tasks, and what is done about the tasks afterwards."""

from __future__ import annotations

from typing import Any

from django.core.validators import FileExtensionValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nhiemky.core.indicators import attainment, wording
from nhiemky.core.resolution import states, targets, tasks
from nhiemky.organisation.models import NAME_LENGTH, Term, Unit
from nhiemky.records.frozen import FrozenError, WhileOpen, WrittenOnce
from nhiemky.records.models import RecordedModel

EVIDENCE_FILES = ("pdf", "docx", "xlsx", "png", "jpg", "jpeg")


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

    CUMULATIVE = attainment.Shape.CUMULATIVE.value, _("sum over the period")
    LEVEL_AT_END = attainment.Shape.LEVEL_AT_END.value, _("level at the end of the period")
    EVERY_YEAR = attainment.Shape.EVERY_YEAR.value, _("every year")
    YEARLY_AVERAGE = attainment.Shape.YEARLY_AVERAGE.value, _("yearly average")
    GROWTH = attainment.Shape.GROWTH.value, _("growth a year")
    STRUCTURE = attainment.Shape.STRUCTURE.value, _("share of a whole")
    COUNT = attainment.Shape.COUNT.value, _("number of events")
    MILESTONE = attainment.Shape.MILESTONE.value, _("done by a date")


class Direction(models.TextChoices):
    """Which side of the value is the good one."""

    AT_LEAST = attainment.Direction.AT_LEAST.value, _("at least")
    AT_MOST = attainment.Direction.AT_MOST.value, _("at most")
    EQUAL = attainment.Direction.EQUAL.value, _("exactly")
    RANGE = attainment.Direction.RANGE.value, _("from … to …")


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


class Resolution(RecordedModel):
    """A resolution of a congress. Once adopted its text is frozen; a successor takes its place, never an edit.

    The numbers of the vote are those the congress counted; `digest` is the SHA-256 of the adopted text's canonical
    facts.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="resolutions", verbose_name=_("unit"))
    term = models.ForeignKey(Term, models.PROTECT, related_name="resolutions", verbose_name=_("term of office"))
    serial = models.PositiveSmallIntegerField(
        _("number"), default=1, help_text=_("The number of the paper: 1 for 01-NQ.")
    )
    title = models.CharField(_("title"), max_length=300)
    preamble = models.TextField(
        _("preamble"), help_text=_("What the congress has heard and decided, before the targets.")
    )
    closing = models.TextField(_("how it is carried out"), blank=True)
    place = models.CharField(_("place"), max_length=NAME_LENGTH)
    signatory = models.CharField(_("signed for the presidium by"), max_length=NAME_LENGTH, blank=True)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.DRAFT)
    votes_for = models.PositiveIntegerField(_("for"), null=True, blank=True, editable=False)
    votes_against = models.PositiveIntegerField(_("against"), null=True, blank=True, editable=False)
    abstained = models.PositiveIntegerField(_("abstained"), null=True, blank=True, editable=False)
    present = models.PositiveIntegerField(_("present"), null=True, blank=True, editable=False)
    base = models.PositiveIntegerField(_("base"), null=True, blank=True, editable=False)
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True, editable=False)
    facts = models.JSONField(default=dict, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="successor", editable=False
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True, editable=False)

    class Meta(RecordedModel.Meta):
        abstract = False
        verbose_name = _("resolution")
        verbose_name_plural = _("resolutions")
        ordering = ["-term__since", "-pk"]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write it. Raises FrozenError for any change of an adopted one but that a successor takes its place."""
        stored = Resolution.objects.filter(pk=self.pk or 0).first()
        if stored and stored.state in FROZEN_STATES and not self._is_only_superseded(stored):
            raise FrozenError(_("An adopted resolution is never changed; a successor takes its place."))
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Remove a draft. Raises FrozenError for any other."""
        if stored_state(self.pk) != State.DRAFT:
            raise FrozenError(_("Only a draft can be removed."))
        return super().delete(*args, **kwargs)

    def _is_only_superseded(self, stored: Resolution) -> bool:
        changed = {
            field.attname
            for field in self._meta.concrete_fields
            if getattr(stored, field.attname) != getattr(self, field.attname)
        }
        return changed == {"state"} and (stored.state, self.state) == (State.ADOPTED, State.SUPERSEDED)


def stored_state(resolution: int | None) -> State | None:
    """The state as the database has it, whatever an object in memory says; None for a new resolution."""
    stored = Resolution.objects.filter(pk=resolution or 0).values_list("state", flat=True).first()
    return State(stored) if stored else None


def require_draft(resolution: int) -> None:
    """Raise FrozenError unless the resolution is a draft."""
    if stored_state(resolution) != State.DRAFT:
        raise FrozenError(_("The text is put to the vote or adopted; it can no longer be changed."))


class Target(WhileOpen):
    """A numbered target in the taxonomy of reference 3.3; its sentence is made from these fields.

    `value` and `upper` are in `unit`; both are empty for a milestone, whose day is the end of the period. The period
    is what the numbers cover, which the term's label does not say (reference 3.1).
    """

    resolution = models.ForeignKey(Resolution, models.CASCADE, related_name="targets")
    number = models.PositiveSmallIntegerField(_("number"))
    name_vi = models.CharField(_("what is measured, in Vietnamese"), max_length=300)
    name_en = models.CharField(_("what is measured, in English"), max_length=300)
    group = models.CharField(pgettext_lazy("targets", "group"), max_length=20, choices=Group)
    shape = models.CharField(_("shape"), max_length=20, choices=Shape)
    direction = models.CharField(_("direction"), max_length=10, choices=Direction, default=Direction.AT_LEAST)
    value = models.DecimalField(_("value"), max_digits=24, decimal_places=4, null=True, blank=True)
    upper = models.DecimalField(_("up to"), max_digits=24, decimal_places=4, null=True, blank=True)
    tolerance = models.DecimalField(_("tolerance"), max_digits=24, decimal_places=4, null=True, blank=True)
    unit = models.CharField(_("unit of measure"), max_length=20, blank=True)
    period_start = models.DateField(_("period from"))
    period_end = models.DateField(_("period until"))
    indicator = models.CharField(
        _("indicator"), max_length=60, blank=True, help_text=_("The code of the indicator that measures it.")
    )
    whole = models.CharField(_("structure it is a share of"), max_length=100, blank=True)
    wording = models.CharField(
        _("own wording"), max_length=500, blank=True, help_text=_("Vietnamese; must contain the value as written.")
    )
    note = models.TextField(
        _("provenance"), blank=True, help_text=_("Where the value comes from, and what is open about it.")
    )

    class Meta(WhileOpen.Meta):
        abstract = False
        verbose_name = _("target")
        ordering = ["resolution", "number"]
        constraints = [models.UniqueConstraint(fields=["resolution", "number"], name="one_target_of_a_number")]

    def __str__(self) -> str:
        return f"{self.number}. {self.name_vi}"

    def require_open(self) -> None:
        """Raise FrozenError unless the resolution is a draft."""
        require_draft(self.resolution_id)


class OtherBaseline(WhileOpen):
    """A value that another baseline sets for a target, in the target's unit."""

    target = models.ForeignKey(Target, models.CASCADE, related_name="baselines")
    baseline = models.CharField(_("held against"), max_length=20, choices=Baseline)
    value = models.DecimalField(_("value"), max_digits=24, decimal_places=4)

    class Meta(WhileOpen.Meta):
        abstract = False
        ordering = ["target", "baseline"]
        constraints = [models.UniqueConstraint(fields=["target", "baseline"], name="one_value_of_a_baseline")]

    def __str__(self) -> str:
        return f"{self.get_baseline_display()}: {self.value}"

    def require_open(self) -> None:
        """Raise FrozenError unless the resolution is a draft."""
        require_draft(self.target.resolution_id)


class Task(RecordedModel):
    """A numbered task. Its text is frozen with the resolution; its state goes on."""

    resolution = models.ForeignKey(Resolution, models.CASCADE, related_name="tasks")
    number = models.PositiveSmallIntegerField(_("number"))
    content_vi = models.TextField(_("task, in Vietnamese"))
    content_en = models.TextField(_("task, in English"))
    product_vi = models.CharField(_("product, in Vietnamese"), max_length=300)
    product_en = models.CharField(_("product, in English"), max_length=300)
    lead = models.ForeignKey(Unit, models.PROTECT, related_name="led_tasks", verbose_name=_("lead unit"))
    deadline = models.DateField(_("deadline"))
    state = models.CharField(_("state"), max_length=20, choices=TaskState, default=TaskState.NOT_STARTED)

    class Meta(RecordedModel.Meta):
        abstract = False
        verbose_name = _("task")
        ordering = ["resolution", "number"]
        constraints = [models.UniqueConstraint(fields=["resolution", "number"], name="one_task_of_a_number")]

    def __str__(self) -> str:
        return f"{self.number}. {self.content_vi}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write it. Raises FrozenError for a change of anything but the state once the text is no draft."""
        stored = Task.objects.filter(pk=self.pk or 0).first()
        if stored is None or self._text_differs(stored):
            require_draft(self.resolution_id)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Remove it. Raises FrozenError unless the resolution is a draft."""
        require_draft(self.resolution_id)
        return super().delete(*args, **kwargs)

    def _text_differs(self, stored: Task) -> bool:
        text = (field.attname for field in self._meta.concrete_fields if field.name != "state")
        return any(getattr(stored, name) != getattr(self, name) for name in text)


class Cooperation(WhileOpen):
    """A unit that helps with a task."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="cooperations")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("cooperating unit"))

    class Meta(WhileOpen.Meta):
        abstract = False
        ordering = ["task", "unit__name"]
        constraints = [models.UniqueConstraint(fields=["task", "unit"], name="a_unit_helps_once")]

    def __str__(self) -> str:
        return str(self.unit)

    def require_open(self) -> None:
        """Raise FrozenError unless the resolution is a draft."""
        require_draft(self.task.resolution_id)


class Amendment(WrittenOnce, WhileOpen):
    """A change of the draft's words proposed from the floor, with the vote on it; kept whether carried or lost."""

    never_changed = never_removed = _("A decided amendment is never changed.")

    class Field(models.TextChoices):
        """Which text it changes."""

        PREAMBLE = "preamble", _("preamble")
        CLOSING = "closing", _("how it is carried out")

    resolution = models.ForeignKey(Resolution, models.CASCADE, related_name="amendments")
    field = models.CharField(_("text"), max_length=10, choices=Field)
    old = models.TextField(_("words to be replaced"), blank=True, help_text=_("Empty to add the new words at the end."))
    new = models.TextField(_("new words"), blank=True)
    proposer = models.CharField(_("proposed by"), max_length=NAME_LENGTH)
    votes_for = models.PositiveIntegerField(_("for"))
    votes_against = models.PositiveIntegerField(_("against"))
    abstained = models.PositiveIntegerField(_("abstained"))
    present = models.PositiveIntegerField(_("present"))
    base = models.PositiveIntegerField(_("base"))
    carried = models.BooleanField(_("carried"), editable=False)
    decided_at = models.DateTimeField(editable=False)

    class Meta(WhileOpen.Meta):
        abstract = False
        verbose_name = _("amendment")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_field_display()}: {self.new[:60]}"

    def require_open(self) -> None:
        """Raise FrozenError once the resolution is adopted."""
        if stored_state(self.resolution_id) in FROZEN_STATES:
            raise FrozenError(self.never_changed)


class MilestoneStatement(WrittenOnce):
    """What a person answers for about a milestone: reached on a day, or not reached, and the document that shows it.

    It is never changed; a correction is a successor that says why.
    """

    target = models.ForeignKey(Target, models.PROTECT, related_name="statements")
    reached = models.BooleanField(_("what is stated"), default=True)
    day = models.DateField(_("reached on"), null=True, blank=True)
    document = models.CharField(_("document"), max_length=300, help_text=_("Its number or name, such as 12-BC/CB."))
    address = models.URLField(_("address"), blank=True)
    reason = models.CharField(_("why the earlier statement is corrected"), max_length=300, blank=True)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="successor", editable=False
    )
    stated_by = models.CharField(max_length=NAME_LENGTH, editable=False)
    stated_at = models.DateTimeField(editable=False)

    class Meta(WrittenOnce.Meta):
        abstract = False
        verbose_name = _("statement on a milestone")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["target"], condition=models.Q(supersedes=None), name="one_first_statement_on_a_milestone"
            ),
            models.CheckConstraint(
                condition=models.Q(reached=True, day__isnull=False) | models.Q(reached=False, day=None),
                name="a_milestone_reached_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return self.document


class Evidence(RecordedModel):
    """Proof of what was done about a task: a document's name and day, with its file or address if any."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="evidence")
    document = models.CharField(_("document"), max_length=300, help_text=_("Its number or name, such as 12-BC/CB."))
    day = models.DateField(_("day"))
    address = models.URLField(_("address"), blank=True)
    file = models.FileField(
        _("file"), upload_to="evidence/%Y/", blank=True, validators=[FileExtensionValidator(EVIDENCE_FILES)]
    )
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    entered_by = models.CharField(max_length=NAME_LENGTH, editable=False)

    class Meta(RecordedModel.Meta):
        abstract = False
        verbose_name = _("evidence")
        ordering = ["day", "pk"]

    def __str__(self) -> str:
        return self.document


class ProgressNote(RecordedModel):
    """What was said about a task on a day."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="notes")
    day = models.DateField(_("day"))
    text = models.TextField(_("note"))
    written_by = models.CharField(max_length=NAME_LENGTH, editable=False)

    class Meta(RecordedModel.Meta):
        abstract = False
        verbose_name = _("progress note")
        ordering = ["day", "pk"]

    def __str__(self) -> str:
        return self.text
