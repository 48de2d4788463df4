"""Paper ballots: the paper as it was approved, the scans of one count, the ballots and what people said of them.

`Batch` and what follows it are recorded rows. `Upload`, `Page` and `HandKeying` are not: they know the order of
scanning, live only until the ballots are mixed, and an event for each would keep that order for ever
(docs/decisions/0006).
"""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nhiemky.core.ballots.adjudication import QuestionKind
from nhiemky.core.ballots.batch_states import BatchState
from nhiemky.core.ballots.reading import Status
from nhiemky.elections.models import Election, InvalidReason
from nhiemky.organisation.models import NAME_LENGTH, User
from nhiemky.records.models import RecordedModel

HEX_DIGEST = 64
FILE_NAME = 200


class State(models.TextChoices):
    """Where the ballots of a count stand; the core says what may follow."""

    COLLECTING = BatchState.COLLECTING.value, _("scanning and reading")
    COUNTING = BatchState.COUNTING.value, _("first and second count under way")
    COMPARING = BatchState.COMPARING.value, _("comparing the two counts")
    AGREED = BatchState.AGREED.value, _("both counts agree")
    DISCARDED = BatchState.DISCARDED.value, _("set aside to be counted anew")
    DESTROYED = BatchState.DESTROYED.value, _("destroyed")


class SecondWay(models.TextChoices):
    """How the second count is made."""

    KEY_IN = "key_in", _("every ballot keyed in blind by another person")
    SECOND_READER = "second_reader", _("the second way of reading, doubtful ballots keyed in blind")


class Paper(RecordedModel):
    """The ballot of an election as it was approved for printing; `layout` is the text of its layout.json."""

    election = models.OneToOneField(Election, models.PROTECT, related_name="paper", verbose_name=_("election"))
    layout = models.TextField()
    digest = models.CharField("SHA-256", max_length=HEX_DIGEST, help_text=_("Of the text of the layout."))
    approved_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("approved by"))
    approved_at = models.DateTimeField(_("approved at"))

    class Meta(RecordedModel.Meta):
        abstract = False
        verbose_name = _("approved ballot paper")

    def __str__(self) -> str:
        return f"{self.election} · {self.digest[:12]}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write it. Raises ValidationError once ballots are counted by it."""
        if self.pk and Batch.objects.filter(paper=self.pk).exists():
            raise ValidationError(_("A ballot paper by which ballots are counted is never changed."))
        super().save(*args, **kwargs)


class Batch(RecordedModel):
    """The paper ballots of one edition of a result: one batch holds all of them.

    `first_by` and `second_by` closed the first and the second count and answer for it.
    """

    election = models.ForeignKey(Election, models.PROTECT, related_name="batches", verbose_name=_("election"))
    edition = models.PositiveSmallIntegerField(_("edition"), default=1)
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="batches", verbose_name=_("ballot paper"))
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.COLLECTING)
    second_way = models.CharField(_("second count"), max_length=20, choices=SecondWay, default=SecondWay.SECOND_READER)
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("opened by"))
    opened_at = models.DateTimeField(_("opened at"))
    first_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("first count closed by")
    )
    second_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("second count closed by")
    )

    class Meta(RecordedModel.Meta):
        abstract = False
        verbose_name = _("batch of ballots")
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["election", "edition"], condition=~Q(state="discarded"), name="one_batch_of_an_edition"
            )
        ]

    def __str__(self) -> str:
        return f"{self.election} · {self.edition}"


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


class Ballot(RecordedModel):
    """One ballot after mixing. Its key, its place and the names of its pictures are random; it knows no page.

    `place` counts from 1 in the order of the ballots file. `pictures` are `{"name", "sha256"}`, one for each sheet.
    `ruling` is set only on a ballot keyed in by hand and ruled invalid then.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="ballots")
    place = models.PositiveIntegerField(_("number"))
    marks = models.JSONField(default=list)
    reasons = models.JSONField(default=list)
    pictures = models.JSONField(default=list)
    by_hand = models.BooleanField(_("keyed in by hand"), default=False)
    ruling = models.CharField(max_length=20, choices=InvalidReason, blank=True)

    class Meta(RecordedModel.Meta):
        abstract = False
        verbose_name = _("ballot")
        ordering = ["batch", "place"]
        constraints = [models.UniqueConstraint(fields=["batch", "place"], name="one_ballot_at_a_place")]

    def __str__(self) -> str:
        return str(self.place)


class Question(RecordedModel):
    """Something about a ballot that people decide for the first count; `candidate` from 0 in printed order."""

    class Kind(models.TextChoices):
        """What is asked."""

        MARK = QuestionKind.MARK.value, _("a mark")
        BALLOT = QuestionKind.BALLOT.value, _("the whole ballot")

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="questions")
    kind = models.CharField(max_length=10, choices=Kind)
    candidate = models.PositiveSmallIntegerField(null=True)
    ink = models.CharField(max_length=20, blank=True)
    reasons = models.JSONField(default=list)

    class Meta(RecordedModel.Meta):
        abstract = False
        verbose_name = _("question")
        ordering = ["ballot", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["ballot", "candidate"], name="one_question_of_a_mark"),
            models.UniqueConstraint(
                fields=["ballot"], condition=Q(candidate=None), name="one_question_of_the_whole_ballot"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ballot} · {self.get_kind_display()}"


class Answer(RecordedModel):
    """What one person answered; `as_head` when the head of the counting committee decided between two."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="answers")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    value = models.CharField(max_length=20)
    as_head = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta(RecordedModel.Meta):
        abstract = False
        verbose_name = _("answer")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["question", "by", "as_head"], name="one_answer_each"),
            models.UniqueConstraint(fields=["question"], condition=Q(as_head=True), name="one_decision_of_the_head"),
        ]

    def __str__(self) -> str:
        return f"{self.question} · {self.value}"


class Entry(RecordedModel):
    """A whole ballot as a person typed it: for the second count, when looking again, or as the head's decision."""

    class Kind(models.TextChoices):
        """What the entry counts for."""

        SECOND = "second", _("second count, keyed in blind")
        FIRST_AGAIN = "first_again", _("first count, looked at again")
        SECOND_AGAIN = "second_again", _("second count, looked at again")
        DECIDED = "decided", _("decided by the head")

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="entries")
    kind = models.CharField(max_length=15, choices=Kind)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    marks = models.JSONField(default=list)
    invalid = models.CharField(max_length=20, choices=InvalidReason, blank=True)
    at = models.DateTimeField()

    class Meta(RecordedModel.Meta):
        abstract = False
        verbose_name = _("ballot keyed in")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["ballot", "kind"], name="one_entry_of_a_kind")]

    def __str__(self) -> str:
        return f"{self.ballot} · {self.get_kind_display()}"


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
