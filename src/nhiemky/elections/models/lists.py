"""Who stands on the list, and who counts."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nhiemky.core.vietnamese.names import name_sort_key
from nhiemky.elections.models.choices import State
from nhiemky.elections.models.election import Election, OfElection
from nhiemky.organisation.fields import ByteOrderedTextField
from nhiemky.organisation.models import NAME_LENGTH, Member


class Candidate(OfElection):
    """A name on the list, frozen as it was registered when it was entered."""

    class Source(models.TextChoices):
        """How the name came onto the list."""

        COMMITTEE = "committee", _("convening committee's list")
        NOMINATED = "nominated", _("nominated at the congress")
        SELF = "self", _("stands for election")

    open_states = frozenset({State.DRAFT})

    election = models.ForeignKey(Election, models.CASCADE, related_name="candidates")
    member = models.ForeignKey(Member, models.PROTECT, related_name="candidacies", verbose_name=_("member"))
    name = models.CharField(_("name as printed"), max_length=NAME_LENGTH)
    name_key = ByteOrderedTextField(editable=False)
    source = models.CharField(_("source"), max_length=10, choices=Source, default=Source.COMMITTEE)
    nominator = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="nominations", verbose_name=_("nominated by")
    )
    support = models.PositiveIntegerField(_("votes to enter the list"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=NAME_LENGTH, blank=True)
    withdrawn = models.BooleanField(_("withdrawn"), default=False)

    class Meta(OfElection.Meta):
        abstract = False
        verbose_name = _("candidate")
        ordering = ["name_key", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["election", "member"], name="once_on_a_list"),
            models.UniqueConstraint(fields=["election", "name"], name="different_names_on_a_list"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the sort key in step with the name."""
        self.name_key = name_sort_key(self.name)
        super().save(*args, **kwargs)


class CountingCommitteeMember(OfElection):
    """A member of the counting committee, chosen by open vote."""

    open_states = frozenset({State.DRAFT, State.LIST_CLOSED})

    election = models.ForeignKey(Election, models.CASCADE, related_name="counting_committee")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+", verbose_name=_("member"))
    name = models.CharField(_("full name"), max_length=NAME_LENGTH)
    name_key = ByteOrderedTextField(editable=False)
    head = models.BooleanField(_("head"), default=False)

    class Meta(OfElection.Meta):
        abstract = False
        verbose_name = _("member of the counting committee")
        ordering = ["-head", "name_key", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["election", "member"], name="once_on_a_counting_committee"),
            models.UniqueConstraint(fields=["election"], condition=Q(head=True), name="one_head_of_count"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the sort key in step with the name."""
        self.name_key = name_sort_key(self.name)
        super().save(*args, **kwargs)
