"""What shows that something was done: a document, with its address or its file if any."""

import hashlib

from django.core.validators import FileExtensionValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from nhiemky.records.models import RecordedModel

EVIDENCE_FILES = ("pdf", "docx", "xlsx", "png", "jpg", "jpeg")


class Proof(RecordedModel):
    """A document's number or name; a file is kept with its SHA-256."""

    document = models.CharField(_("document"), max_length=300, help_text=_("Its number or name, such as 12-BC/CB."))
    address = models.URLField(_("address"), blank=True)
    file = models.FileField(
        _("file"), upload_to="evidence/%Y/", blank=True, validators=[FileExtensionValidator(EVIDENCE_FILES)]
    )
    sha256 = models.CharField(max_length=64, blank=True, editable=False)

    class Meta(RecordedModel.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.document

    def seal_file(self) -> None:
        """Note the digest of the file, if there is one."""
        if self.file:
            self.sha256 = hashlib.file_digest(self.file.open(), "sha256").hexdigest()
