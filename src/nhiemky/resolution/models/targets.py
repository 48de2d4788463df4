"""What a resolution wants reached, and what a person states about its milestones."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nhiemky.organisation.models import NAME_LENGTH
from nhiemky.records.frozen import WhileOpen, WrittenOnce
from nhiemky.resolution.models.choices import Baseline, Direction, Group, Shape
from nhiemky.resolution.models.proofs import Proof
from nhiemky.resolution.models.resolutions import Resolution, require_draft


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
    # Of the resolution that this one corrects; numbers may have moved since.
    continues = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="continued_by", editable=False
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


class MilestoneStatement(WrittenOnce, Proof):
    """What a person answers for about a milestone: reached on a day, or not reached, and the document that shows it.

    It is never changed; a correction is a successor that says why. `carried_from` is set where it was stated of the
    resolution that this one corrects: who stated it, and when, are those of that statement.
    """

    target = models.ForeignKey(Target, models.PROTECT, related_name="statements")
    reached = models.BooleanField(_("what is stated"), default=True)
    day = models.DateField(_("reached on"), null=True, blank=True)
    reason = models.CharField(_("why the earlier statement is corrected"), max_length=300, blank=True)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="successor", editable=False
    )
    carried_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="carried", editable=False
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
