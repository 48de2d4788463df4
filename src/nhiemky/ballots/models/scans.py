"""Scans until the ballots are mixed. No recorded rows: they know the order of scanning (docs/decisions/0006)."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nhiemky.ballots.models.batches import HEX_DIGEST, Batch
from nhiemky.core.ballots.reading import Status
from nhiemky.elections.models import InvalidReason
from nhiemky.organisation.models import User

FILE_NAME = 200


class Upload(models.Model):
    """A file of scans until the ballots are mixed; `name` as the person knows it, `file` in the ballots' storage."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="uploads")
    name = models.CharField(_("file"), max_length=FILE_NAME)
    file = models.CharField(max_length=FILE_NAME)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class Page(models.Model):
    """A page of a file until the ballots are mixed. A worker claims it, reads it and writes what it read, once.

    `position` is its place in the order of scanning; a page scanned anew takes the place of the one it replaces.
    `refused_for` is the first of the `reasons` of a refused page.
    `marks` are dicts as `ballots.marks.mark_record` writes them.
    """

    class Dealt(models.TextChoices):
        """What a person did with a page that could not be read."""

        NOTHING = "", _("nothing")
        REPLACED = "replaced", _("scanned anew")
        BY_HAND = "by_hand", _("keyed in by hand")
        SET_ASIDE = "set_aside", _("set aside")

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="pages")
    upload = models.ForeignKey(Upload, models.CASCADE, related_name="pages")
    number = models.PositiveIntegerField()
    position = models.PositiveIntegerField()
    claimed_by = models.CharField(max_length=40, blank=True)
    claimed_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    status = models.CharField(
        max_length=12, blank=True, choices=[(status.value, status.value) for status in Status], default=""
    )
    reasons = models.JSONField(default=list)
    refused_for = models.CharField(max_length=30, blank=True)
    sheet = models.PositiveSmallIntegerField(null=True)
    marks = models.JSONField(default=list)
    sha256 = models.CharField(max_length=HEX_DIGEST, blank=True)
    picture = models.CharField(max_length=FILE_NAME, blank=True)
    dealt = models.CharField(max_length=10, choices=Dealt, blank=True, default="")
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        indexes = [
            models.Index(fields=["batch", "status"], name="pages_by_status"),
            models.Index(fields=["batch", "sha256"], name="pages_by_picture"),
        ]
        constraints = [models.UniqueConstraint(fields=["upload", "number"], name="a_page_of_a_file_once")]

    def __str__(self) -> str:
        return f"{self.upload}#{self.number}"

    @property
    def label(self) -> str:
        """What a person calls the page: its file, and its number in it."""
        return gettext("%(file)s, page %(number)s") % {"file": self.upload.name, "number": self.number}


class HandKeying(models.Model):
    """What one person read from a sheet of paper that no scanner could; two must agree before the ballots are mixed."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="keyings")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    sheet = models.PositiveSmallIntegerField(default=1)
    marks = models.JSONField(default=list)
    invalid = models.CharField(max_length=20, choices=InvalidReason, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["page", "by"], name="a_page_keyed_once_by_each")]

    def __str__(self) -> str:
        return f"{self.page} · {self.by}"
