"""Pages on which the clerk writes targets and tasks."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nhiemky.core.problem import Refused
from nhiemky.organisation.access import signed_in
from nhiemky.organisation.models import Unit
from nhiemky.resolution import access, actions
from nhiemky.resolution.forms import TaskForm
from nhiemky.resolution.models import Target, Task
from nhiemky.resolution.target_form import TargetForm
from nhiemky.resolution.views.pages import act, form_page, say_refused, to_resolution


def add_target(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a new target."""
    found = access.resolution(request, pk, access.DRAFT)
    return _target(request, Target(resolution=found, number=found.targets.count() + 1), _("New target"))


def change_target(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a target of a draft."""
    return _target(request, access.target(request, pk, access.DRAFT), _("Change the target"))


def _target(request: HttpRequest, target: Target, title: str) -> HttpResponse:
    initial = {"number": target.number}
    form = TargetForm(request.POST or None, instance=target, initial=initial)
    if request.method == "POST" and act(
        form, lambda found: actions.set_target(signed_in(request), found.save(commit=False), found.baselines())
    ):
        return to_resolution(target.resolution)
    return form_page(request, target.resolution, form, title)


@require_POST
def remove_target(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a target out of a draft."""
    found = access.target(request, pk, access.DRAFT)
    try:
        actions.remove_target(signed_in(request), found)
    except Refused as refused:
        say_refused(request, refused)
    return to_resolution(found.resolution)


def add_task(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a new task."""
    found = access.resolution(request, pk, access.DRAFT)
    return _task(request, Task(resolution=found, number=found.tasks.count() + 1), _("New task"))


def change_task(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a task of a draft."""
    return _task(request, access.task(request, pk, access.DRAFT), _("Change the task"))


def _task(request: HttpRequest, task: Task, title: str) -> HttpResponse:
    units = Unit.objects.filter(closed_on=None).order_by("path")
    form = TaskForm(request.POST or None, instance=task, initial={"number": task.number}, units=units)
    if request.method == "POST" and act(
        form,
        lambda found: actions.set_task(
            signed_in(request), found.save(commit=False), list(found.cleaned_data["cooperating"])
        ),
    ):
        return to_resolution(task.resolution)
    return form_page(request, task.resolution, form, title)


@require_POST
def remove_task(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a task out of a draft."""
    found = access.task(request, pk, access.DRAFT)
    try:
        actions.remove_task(signed_in(request), found)
    except Refused as refused:
        say_refused(request, refused)
    return to_resolution(found.resolution)
