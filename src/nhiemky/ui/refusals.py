"""A form and what it asks for: what an action refuses stands beside the fields it is about."""

from collections.abc import Callable

from django import forms

from nhiemky.core.problem import Refused
from nhiemky.ui.language import say


def add_problems(form: forms.BaseForm, refused: Refused) -> None:
    """Put each reason, with its code, beside its field, or above the form when it is about no single one."""
    for found in refused.problems:
        field = found.place.replace(".", "_")
        form.add_error(field if field in form.fields else None, f"{say(found)} ({found.code})")


def act[F: forms.BaseForm](
    form: F, do: Callable[[F], object], tell: Callable[[forms.BaseForm, Refused], None] = add_problems
) -> bool:
    """Whether the form is valid and the action was done; `tell` puts what it refuses into the form."""
    if not form.is_valid():
        return False
    try:
        do(form)
    except Refused as refused:
        tell(form, refused)
        return False
    return True
