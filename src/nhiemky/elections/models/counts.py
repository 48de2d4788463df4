"""The counts of one edition of a result. Only totals and published files are kept: no row is a ballot or a voter."""

import hashlib
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from nhiemky.elections.models.election import Election
from nhiemky.elections.models.results import Declaration
from nhiemky.organisation.models import User
from nhiemky.records.frozen import FrozenError, WhileOpen


class Way(models.TextChoices):
    """How a count was made."""

    TYPED = "typed", _("totals typed")
    BY_BALLOT = "by_ballot", _("ballot by ballot")


class OfCount(WhileOpen):
    """A row about the count of one edition of a result; it may change until that edition is declared."""

    election_id: int
    edition: Any

    class Meta(WhileOpen.Meta):
        abstract = True

    def require_open(self) -> None:
        """Raise FrozenError when this edition has been declared."""
        if Declaration.objects.filter(election=self.election_id, edition=self.edition).exists():
            raise FrozenError(_("The count of a declared result is never changed."))


class TellerCount(OfCount):
    """The totals for which one person answers in one edition of the result; `votes` are in printed order.

    `typed_by` typed the totals, or answers for a count made ballot by ballot.
    """

    election = models.ForeignKey(Election, models.CASCADE, related_name="counts")
    edition = models.PositiveSmallIntegerField(default=1)
    typed_by = models.ForeignKey(User, models.PROTECT, related_name="counts", verbose_name=_("typed by"))
    way = models.CharField(_("way of counting"), max_length=10, choices=Way, default=Way.TYPED)
    valid = models.PositiveIntegerField(_("valid ballots"))
    invalid = models.JSONField(default=dict)
    votes = models.JSONField(default=list)
    typed_at = models.DateTimeField()

    class Meta(OfCount.Meta):
        abstract = False
        verbose_name = _("count")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["election", "edition", "way", "typed_by"], name="one_count_each")
        ]

    def __str__(self) -> str:
        return f"{self.election} · {self.edition} · {self.typed_by}"


class BallotsUnderCount(OfCount):
    """The ballots of an edition are being counted one by one: until they are, or are given up, nothing else counts.

    Two typed counts that agree are no result beside ballots still being scanned: whoever declared them would throw the
    other count away unseen.
    """

    election = models.ForeignKey(Election, models.CASCADE, related_name="ballots_under_count")
    edition = models.PositiveSmallIntegerField(default=1)
    begun_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()

    class Meta(OfCount.Meta):
        abstract = False
        verbose_name = _("ballots under count")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["election", "edition"], name="one_count_of_ballots")]

    def __str__(self) -> str:
        return f"{self.election} · {self.edition}"


class CountFiles(OfCount):
    """The three files of a count made ballot by ballot; published, and frozen, when its result is declared.

    They are the texts of ELECTION.toml, BALLOTS.json (ballots in a random order, nothing of who cast them) and
    result.json (design section 3).
    """

    election = models.ForeignKey(Election, models.CASCADE, related_name="count_files")
    edition = models.PositiveSmallIntegerField(default=1)
    election_toml = models.TextField()
    ballots_json = models.TextField()
    result_json = models.TextField()

    class Meta(OfCount.Meta):
        abstract = False
        verbose_name = _("files of a count")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["election", "edition"], name="files_of_an_edition")]

    def __str__(self) -> str:
        return f"{self.election} · {self.edition}"

    @property
    def digests(self) -> dict[str, str]:
        """The SHA-256 of each file's UTF-8 bytes, by what the file holds."""
        return {name: hashlib.sha256(text.encode()).hexdigest() for name, text in self.texts.items()}

    @property
    def texts(self) -> dict[str, str]:
        """The text of each file, by what it holds."""
        return {"election": self.election_toml, "ballots": self.ballots_json, "result": self.result_json}
