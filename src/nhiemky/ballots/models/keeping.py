"""How ballots are kept: complaints, decisions to open sealed ones, the record of destruction."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from nhiemky.ballots.models.batches import Batch
from nhiemky.elections.models import Election
from nhiemky.organisation.models import NAME_LENGTH, User
from nhiemky.records.models import RecordedModel


class Complaint(RecordedModel):
    """A complaint about an election; while it is open nothing of its ballots may be destroyed."""

    election = models.ForeignKey(Election, models.PROTECT, related_name="complaints", verbose_name=_("election"))
    received_on = models.DateField(_("received on"))
    about = models.CharField(_("what it says"), max_length=300)
    settled_on = models.DateField(_("settled on"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=300, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta(RecordedModel.Meta):
        abstract = False
        verbose_name = _("complaint")
        ordering = ["received_on", "pk"]

    def __str__(self) -> str:
        return self.about


class Opening(RecordedModel):
    """A decision to open sealed ballots, from a day to a day, both included."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="openings", verbose_name=_("batch of ballots"))
    decided_by = models.CharField(_("decided by"), max_length=NAME_LENGTH, help_text=_("The body that decided."))
    number = models.CharField(_("number of the decision"), max_length=60)
    reason = models.CharField(_("reason"), max_length=300)
    since = models.DateField(_("from"))
    until = models.DateField(_("until"))
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta(RecordedModel.Meta):
        abstract = False
        verbose_name = _("decision to open sealed ballots")
        ordering = ["since", "pk"]

    def __str__(self) -> str:
        return self.number


class Destruction(RecordedModel):
    """The record that the pictures and marks of a batch were destroyed."""

    batch = models.OneToOneField(Batch, models.PROTECT, related_name="destruction", verbose_name=_("batch of ballots"))
    decided_by = models.CharField(_("decided by"), max_length=NAME_LENGTH, help_text=_("The body that decided."))
    number = models.CharField(_("number of the decision"), max_length=60)
    witnesses = models.CharField(_("witnesses"), max_length=300)
    ballots = models.PositiveIntegerField(_("ballots"))
    pictures = models.PositiveIntegerField(_("pictures"))
    destroyed_on = models.DateField(_("destroyed on"))
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta(RecordedModel.Meta):
        abstract = False
        verbose_name = _("record of destruction")

    def __str__(self) -> str:
        return self.number
