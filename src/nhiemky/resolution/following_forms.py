"""Forms of what is done after a resolution is adopted: about its tasks, and stated about its milestones."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nhiemky.core.resolution.tasks import TRANSITIONS
from nhiemky.core.resolution.tasks import TaskState as CoreState
from nhiemky.resolution.models import Evidence, MilestoneStatement, ProgressNote, Task, TaskState
from nhiemky.ui.fields import model_field

MEGABYTE = 1024 * 1024
LARGEST_FILE = 20 * MEGABYTE


class StateForm(forms.Form):
    """The states a task may move to."""

    state = forms.ChoiceField(label=_("New state"))

    def __init__(self, *args: Any, task: Task, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        following = sorted(TRANSITIONS[CoreState(task.state)])
        self.fields["state"].choices = [(state.value, TaskState(state.value).label) for state in following]  # type: ignore[attr-defined]


class ProofForm(forms.ModelForm):  # type: ignore[type-arg]
    """What shows that something was done: a document, with its address or its file if any."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _("PDF, DOCX, XLSX, PNG or JPEG, at most 20 MB.")

    def clean_file(self) -> Any:
        """A file that is not too large."""
        file = self.cleaned_data.get("file")
        if file and (file.size or 0) > LARGEST_FILE:
            raise ValidationError(gettext("The file is larger than 20 MB; send a smaller one."))
        return file


class EvidenceForm(ProofForm):
    """Proof of what was done about a task."""

    class Meta:
        model = Evidence
        fields = ["document", "day", "address", "file"]
        formfield_callback = model_field


class MilestoneForm(ProofForm):
    """Whether a milestone is reached, on which day, and what shows it."""

    reached = forms.TypedChoiceField(
        label=_("What is stated"),
        choices=[("yes", _("it is reached")), ("no", _("it is not reached"))],
        coerce="yes".__eq__,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = MilestoneStatement
        fields = ["reached", "day", "document", "address", "file", "reason"]
        formfield_callback = model_field

    def __init__(self, *args: Any, corrects: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].help_text = _("Left empty where it is not reached.")
        self.fields["reason"].required = corrects
        if not corrects:
            del self.fields["reason"]

    def validate_constraints(self) -> None:
        """Left to the action, which says beside the field what the database would only refuse."""


class NoteForm(forms.ModelForm):  # type: ignore[type-arg]
    """What was said about a task."""

    class Meta:
        model = ProgressNote
        fields = ["day", "text"]
        formfield_callback = model_field

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["rows"] = 3
