"""Numbers of targets and of tasks: no two of one resolution have the same."""

from django.core.exceptions import ValidationError

from nhiemky.resolution.models import Target, Task


def free_number(row: Target | Task, number: int, taken: str) -> int:
    """The number, when no other row of its kind in the resolution has it; else ValidationError `taken`."""
    others = type(row)._default_manager.filter(resolution=row.resolution_id, number=number)  # noqa: SLF001
    if others.exclude(pk=row.pk).exists():
        raise ValidationError(taken)
    return number
