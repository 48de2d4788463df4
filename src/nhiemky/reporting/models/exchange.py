"""What comes in by machine: workbooks on their way in, tokens of enterprises, answers kept for repeated requests."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from nhiemky.records.models import RecordedModel
from nhiemky.zones.models import Enterprise

_USER = settings.AUTH_USER_MODEL
_SHA256 = 64


class WorkbookImport(models.Model):
    """An uploaded workbook and how far it is. A ticket, not a record: what it files has the events of its reports.

    `content` is emptied once it is read. `problems` are all that is wrong, as {code, place, vi, en}; while there are
    some, nothing of the workbook was written.
    """

    class State(models.TextChoices):
        """Where it stands."""

        WAITING = "waiting", _("waiting for a worker")
        READING = "reading", _("being read")
        CHECKING = "checking", _("being checked")
        WRITING = "writing", _("being written")
        DONE = "done", _("imported")
        REFUSED = "refused", _("refused")

    by = models.ForeignKey(_USER, models.CASCADE, related_name="+", verbose_name=_("uploaded by"))
    at = models.DateTimeField(_("uploaded at"))
    name = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField(max_length=_SHA256)
    content = models.BinaryField()
    submits = models.BooleanField(_("submit the reports as well"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    # Reports looked at so far, and all of them; written now and then while the work goes on.
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    # When somebody last worked on it: a worker that died is heard of no more.
    heard_at = models.DateTimeField(null=True)
    problems = models.JSONField(default=list)
    filed = models.JSONField(default=list)

    class Meta:
        verbose_name = _("import of a workbook")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_finished(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in {self.State.DONE, self.State.REFUSED}


class ApiToken(RecordedModel):
    """A secret by which an enterprise's own software files reports; only its SHA-256 is kept.

    It acts as one of the enterprise's reporters, and can do no more than this account can on the day.
    """

    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="tokens", verbose_name=_("enterprise"))
    acts_as = models.ForeignKey(_USER, models.PROTECT, related_name="+", verbose_name=_("acts as"))
    name = models.CharField(_("name"), max_length=60)
    # The beginning of the secret, by which people tell one token from another.
    start = models.CharField(_("begins with"), max_length=12)
    digest = models.CharField(max_length=_SHA256, unique=True)
    created_by = models.ForeignKey(_USER, models.PROTECT, related_name="+", verbose_name=_("made by"))
    created_at = models.DateTimeField(_("made at"))
    revoked_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+", verbose_name=_("revoked by"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True)

    class Meta:
        verbose_name = _("token")
        verbose_name_plural = _("tokens")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.name} ({self.start}…)"


class ApiUse(models.Model):
    """When a token was last used, to the day, and how often within the minute under way; kept out of the records."""

    token = models.OneToOneField(ApiToken, models.CASCADE, related_name="use")
    last_day = models.DateField(_("last used on"))
    # Minutes since 1970, and the requests in it.
    minute = models.BigIntegerField(default=0)
    requests = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("use of a token")

    def __str__(self) -> str:
        return f"{self.token} {self.last_day}"


class ApiAnswer(models.Model):
    """The answer to a request that named an idempotency key, given again to the same request for some days."""

    token = models.ForeignKey(ApiToken, models.CASCADE, related_name="answers")
    key = models.CharField(max_length=100)
    request = models.CharField(max_length=_SHA256)
    status = models.PositiveSmallIntegerField(default=0)
    headers = models.JSONField(default=dict)
    body = models.TextField(default="")
    at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("kept answer")
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="one_answer_for_a_key")]

    def __str__(self) -> str:
        return self.key
