"""Declared results, and the orders to count one anew."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from nhiemky.elections.models.election import Election
from nhiemky.organisation.models import User
from nhiemky.records.frozen import WrittenOnce


class Declaration(WrittenOnce):
    """The declared result: facts of the minutes, frozen. Never changed; a correction is a successor."""

    never_changed = _("A declared result is never changed.")
    never_removed = _("A declared result is never removed.")

    election = models.ForeignKey(Election, models.PROTECT, related_name="declarations")
    edition = models.PositiveSmallIntegerField(_("edition"), default=1)
    outcome = models.CharField(_("outcome"), max_length=20)
    facts = models.JSONField()
    digest = models.CharField(max_length=64, db_index=True)
    declared_at = models.DateTimeField(_("declared at"))
    declared_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("declared by"))

    class Meta(WrittenOnce.Meta):
        abstract = False
        verbose_name = _("declared result")
        ordering = ["election", "edition"]
        constraints = [models.UniqueConstraint(fields=["election", "edition"], name="one_result_of_an_edition")]

    def __str__(self) -> str:
        return f"{self.election} · {self.digest[:12]}"


class Correction(WrittenOnce):
    """Why a declared result is counted anew, and the ballots of that count; its result has the next edition."""

    never_changed = never_removed = _("The order to correct a result is never changed.")

    declaration = models.OneToOneField(Declaration, models.PROTECT, related_name="correction")
    reason = models.CharField(_("reason"), max_length=300)
    issued = models.PositiveIntegerField(_("ballots issued"))
    returned = models.PositiveIntegerField(_("ballots returned"))
    printed = models.PositiveIntegerField(_("ballots printed"), null=True, blank=True)
    spoiled = models.PositiveIntegerField(_("ballots spoiled and swapped"), null=True, blank=True)
    unused = models.PositiveIntegerField(_("ballots not used"), null=True, blank=True)
    ordered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    ordered_at = models.DateTimeField()

    class Meta(WrittenOnce.Meta):
        abstract = False
        verbose_name = _("correction")

    def __str__(self) -> str:
        return self.reason
