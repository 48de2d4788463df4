"""What the page of workbooks sends."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nhiemky.reporting.workbooks.filing import LIMITS


class WorkbookForm(forms.Form):
    """A filled-in workbook, and whether its reports are submitted at once."""

    file = forms.FileField(
        label=gettext_lazy("Excel workbook"),
        help_text=gettext_lazy("A workbook (.xlsx) that was downloaded here and filled in, at most 10 MB."),
        widget=forms.FileInput({"accept": ".xlsx"}),
    )
    submits = forms.BooleanField(
        label=gettext_lazy(
            "Submit the reports as well. I have checked the figures and answer for them on behalf of the enterprise."
        ),
        required=False,
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        """Refuse what is too large to be one of ours before anything of it is kept."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > LIMITS.most_bytes:
            raise ValidationError(_("The file is larger than 10 MB; it cannot be one of our workbooks."))
        return file
