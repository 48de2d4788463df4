"""The ballots after mixing, and what people said of them. All of it is sealed by the declaration (see `sealing`)."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nhiemky.ballots.models.batches import Batch
from nhiemky.ballots.models.sealing import SealedModel
from nhiemky.core.ballots.adjudication import QuestionKind
from nhiemky.elections.models import InvalidReason
from nhiemky.organisation.models import User


class Side(models.TextChoices):
    """The count a person takes part in; nobody takes part in both."""

    FIRST = "first", _("first count")
    SECOND = "second", _("second count")


class Ballot(SealedModel):
    """One ballot after mixing. Its key, its place and the names of its pictures are random; it knows no page.

    `place` counts from 1 in the order of the ballots file. `pictures` are `{"name", "sha256"}`, one for each sheet.
    `ruling` is set only on a ballot keyed in by hand and ruled invalid then. `whole`: the head wants it keyed in whole
    for the second count.
    """

    path_to_batch = "batch"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="ballots")
    place = models.PositiveIntegerField(_("number"))
    marks = models.JSONField(default=list)
    reasons = models.JSONField(default=list)
    pictures = models.JSONField(default=list)
    by_hand = models.BooleanField(_("keyed in by hand"), default=False)
    ruling = models.CharField(max_length=20, choices=InvalidReason, blank=True)
    whole = models.BooleanField(_("to be keyed in whole"), default=False)

    class Meta(SealedModel.Meta):
        abstract = False
        verbose_name = _("ballot")
        ordering = ["batch", "place"]
        constraints = [models.UniqueConstraint(fields=["batch", "place"], name="one_ballot_at_a_place")]

    def __str__(self) -> str:
        return str(self.place)


class Question(SealedModel):
    """Something about a ballot that people decide; `candidate` from 0 in printed order.

    `alike` is the same for doubts that look alike (`core.ballots.adjudication.likeness`); nobody is shown it.
    """

    class Kind(models.TextChoices):
        """What is asked."""

        MARK = QuestionKind.MARK.value, _("a mark")
        BALLOT = QuestionKind.BALLOT.value, _("the whole ballot")

    path_to_batch = "ballot__batch"

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="questions")
    kind = models.CharField(max_length=10, choices=Kind)
    candidate = models.PositiveSmallIntegerField(null=True)
    ink = models.CharField(max_length=20, blank=True)
    alike = models.CharField(max_length=60, blank=True)
    reasons = models.JSONField(default=list)

    class Meta(SealedModel.Meta):
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


class Answer(SealedModel):
    """What one person answered to a question, for the count of `side`.

    `as_head` when the head of the counting committee decided between two. `turn` numbers what a person gave at once,
    from 1 in a batch: the answers of one sheet have the same and are taken back together.
    """

    path_to_batch = "question__ballot__batch"

    question = models.ForeignKey(Question, models.CASCADE, related_name="answers")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    side = models.CharField(max_length=6, choices=Side, default=Side.FIRST)
    value = models.CharField(max_length=20)
    as_head = models.BooleanField(default=False)
    turn = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()

    class Meta(SealedModel.Meta):
        abstract = False
        verbose_name = _("answer")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["question", "by", "as_head"], name="one_answer_each"),
            models.UniqueConstraint(fields=["question"], condition=Q(as_head=True), name="one_decision_of_the_head"),
            models.UniqueConstraint(fields=["question"], condition=Q(side="second"), name="one_answer_of_second_count"),
        ]

    def __str__(self) -> str:
        return f"{self.question} · {self.value}"


class Handout(models.Model):
    """The sheet a person has before them: until it is sent in, or its time is over, others are not given its questions.

    No recorded row: it says who looks at what for a minute or two, and decides nothing.
    """

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="handouts")
    by = models.ForeignKey(User, models.CASCADE, related_name="+")
    side = models.CharField(max_length=6, choices=Side)
    questions = models.JSONField(default=list)
    until = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "by"], name="one_sheet_before_each")]

    def __str__(self) -> str:
        return f"{self.by} · {self.questions}"


class Entry(SealedModel):
    """A whole ballot as a person typed it: for the second count, when looking again, or as the head's decision."""

    class Kind(models.TextChoices):
        """What the entry counts for."""

        SECOND = "second", _("second count, keyed in blind")
        FIRST_AGAIN = "first_again", _("first count, looked at again")
        SECOND_AGAIN = "second_again", _("second count, looked at again")
        DECIDED = "decided", _("decided by the head")

    path_to_batch = "ballot__batch"

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="entries")
    kind = models.CharField(max_length=15, choices=Kind)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    marks = models.JSONField(default=list)
    invalid = models.CharField(max_length=20, choices=InvalidReason, blank=True)
    at = models.DateTimeField()

    class Meta(SealedModel.Meta):
        abstract = False
        verbose_name = _("ballot keyed in")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["ballot", "kind"], name="one_entry_of_a_kind")]

    def __str__(self) -> str:
        return f"{self.ballot} · {self.get_kind_display()}"
