"""Official documents: what the board issues or passes on, with number, date, issuer, kind and file."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class OfficialDocument(models.Model):
    """One document of the list; its number and date stand on the paper itself."""

    class Kind(models.TextChoices):
        """What sort of paper it is."""

        LAW = "law", _("law")
        DECREE = "decree", _("decree")
        CIRCULAR = "circular", _("circular")
        DECISION = "decision", _("decision")
        RESOLUTION = "resolution", _("resolution")
        PLAN = "plan", _("plan")
        REPORT = "report", _("report")
        NOTICE = "notice", _("notice")
        LETTER = "letter", _("official letter")
        GUIDANCE = "guidance", _("guidance")

    number = models.CharField(_("number"), max_length=80, help_text=_("As printed, such as 12/KH-BQL."))
    issued_on = models.DateField(_("issued on"), db_index=True)
    issuer = models.CharField(_("issuer"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    subject_vi = models.CharField(_("subject in Vietnamese"), max_length=400)
    subject_en = models.CharField(_("subject in English"), max_length=400, blank=True)
    file = models.ForeignKey(
        "wagtaildocs.Document", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("file")
    )

    class Meta:
        verbose_name = _("official document")
        verbose_name_plural = _("official documents")
        ordering = ["-issued_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["number", "issued_on", "issuer"], name="one_document_of_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.number} · {self.subject_vi}"

    @property
    def subject(self) -> str:
        """What it is about, in the reader's language where that is known."""
        return self.subject_en if get_language() == "en" and self.subject_en else self.subject_vi
