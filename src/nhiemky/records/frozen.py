"""Rows that cannot be changed any more: those of a step that is past, and those written once."""

from typing import Any, ClassVar, Never

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nhiemky.records.models import RecordedModel


class FrozenError(ValidationError):
    """What was declared, accepted, published or closed was about to be changed."""


class WhileOpen(RecordedModel):
    """A row that may change until something is past: `require_open` says when."""

    class Meta(RecordedModel.Meta):
        abstract = True

    def require_open(self) -> None:
        """Raise FrozenError once this may no longer be changed."""
        raise NotImplementedError

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write it. Raises FrozenError once it may no longer be changed."""
        self.require_open()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Remove it. Raises FrozenError once it may no longer be changed."""
        self.require_open()
        return super().delete(*args, **kwargs)


class WrittenOnce(RecordedModel):
    """A row that is never changed after it is written, and never removed; a successor takes its place."""

    never_changed: ClassVar[str | Promise] = _("This is never changed: a successor takes its place.")
    never_removed: ClassVar[str | Promise] = _("This is never removed: a successor takes its place.")

    class Meta(RecordedModel.Meta):
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write it once. Raises FrozenError for a second time."""
        if not self._state.adding:
            raise FrozenError(str(self.never_changed))
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Never:
        """Always raises FrozenError."""
        raise FrozenError(str(self.never_removed))
