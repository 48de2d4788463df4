"""What a resolution wants done, and what is done about it afterwards."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from nhiemky.organisation.models import NAME_LENGTH, Unit
from nhiemky.records.frozen import WhileOpen
from nhiemky.records.models import RecordedModel
from nhiemky.resolution.models.choices import TaskState
from nhiemky.resolution.models.proofs import Proof
from nhiemky.resolution.models.resolutions import Resolution, require_draft


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
    # Of the resolution that this one corrects; numbers may have moved since.
    continues = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="continued_by", editable=False
    )

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


class Evidence(Proof):
    """Proof of what was done about a task."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="evidence")
    day = models.DateField(_("day"))
    entered_by = models.CharField(max_length=NAME_LENGTH, editable=False)

    class Meta(Proof.Meta):
        abstract = False
        verbose_name = _("evidence")
        ordering = ["day", "pk"]


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
