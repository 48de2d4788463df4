"""Pages on which the clerk prepares: the agenda, its items, lessons, papers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nhiemky.congress import access, actions, forms, queries
from nhiemky.congress.models import AgendaItem, Congress, Lesson, Paper
from nhiemky.congress.views.answers import accepted, form_page, require_form, tried
from nhiemky.organisation.access import signed_in
from nhiemky.ui.language import language


@require_form
def agenda(request: HttpRequest, pk: int) -> HttpResponse:
    """The agenda with its order, and a form for one more item."""
    congress = access.congress(request, pk, access.PREPARE)
    new = AgendaItem(congress=congress)
    form = forms.ItemForm(request.POST or None, instance=new)
    if request.method == "POST" and accepted(form, lambda: actions.save_item(signed_in(request), form.instance)):
        return tried(request, lambda: None, _("The item stands at the end."), to="congress:agenda", pk=pk)
    return render(
        request,
        "congress/agenda.html",
        {
            "congress": congress,
            "form": form,
            "items": queries.items(congress),
            "problems": _order_problems(congress),
            "lessons": Lesson.objects.filter(item__congress=congress).select_related("item"),
        },
        status=422 if form.is_bound else 200,
    )


@require_form
def item_change(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """Another title, kind, length or presenter."""
    congress = access.congress(request, pk, access.PREPARE)
    item = get_object_or_404(congress.items.select_related("congress"), pk=item_pk)
    form = forms.ItemForm(request.POST or None, instance=item)
    if request.method == "POST" and accepted(form, lambda: actions.save_item(signed_in(request), form.instance)):
        return redirect("congress:agenda", pk)
    return form_page(request, congress, form, _("Change the item"))


@require_POST
def item_move(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """Put an item one place up or down."""
    congress = access.congress(request, pk, access.PREPARE)
    item = get_object_or_404(congress.items.select_related("congress"), pk=item_pk)
    place = [row.pk for row in queries.items(congress)].index(item.pk) + 1
    wanted = place - 1 if request.POST.get("to") == "up" else place + 1
    return tried(
        request,
        lambda: actions.move_item(signed_in(request), item, wanted),
        _("The item has moved."),
        to="congress:agenda",
        pk=pk,
    )


@require_POST
def item_remove(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """Take an item off the agenda."""
    congress = access.congress(request, pk, access.PREPARE)
    item = get_object_or_404(congress.items.select_related("congress"), pk=item_pk)
    return tried(
        request,
        lambda: actions.remove_item(signed_in(request), item),
        _("The item is off the agenda."),
        to="congress:agenda",
        pk=pk,
    )


@require_form
def lesson(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """What the pilot congress learned at an item."""
    congress = access.congress(request, pk, access.PREPARE)
    item = get_object_or_404(congress.items.select_related("congress"), pk=item_pk)
    form = forms.LessonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.write_lesson(signed_in(request), item, form.cleaned_data["text"])
        return redirect("congress:congress", pk)
    return form_page(request, congress, form, _("Lesson of “%(item)s”") % {"item": item.title})


@require_form
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the agenda of a pilot congress, with its lessons to read beside it."""
    congress = access.congress(request, pk, access.PREPARE)
    form = forms.CopyForm(request.POST or None, congress=congress)
    if request.method == "POST" and accepted(form, lambda: _copied(request, congress, form)):
        return redirect("congress:agenda", pk)
    lessons = Lesson.objects.filter(item__congress__in=queries.pilots(congress)).select_related("item__congress__unit")
    return form_page(request, congress, form, _("Take the agenda of a pilot congress"), lessons=lessons)


@require_form
def papers(request: HttpRequest, pk: int) -> HttpResponse:
    """The discussion papers, and a form for one more."""
    congress = access.congress(request, pk, access.PREPARE)
    form = forms.PaperForm(request.POST or None, instance=Paper(congress=congress), congress=congress)
    if request.method == "POST" and accepted(form, lambda: actions.save_paper(signed_in(request), form.instance)):
        return tried(request, lambda: None, _("The paper is in the programme."), to="congress:papers", pk=pk)
    return render(
        request,
        "congress/papers.html",
        {"congress": congress, "form": form, "papers": list(congress.papers.all())},
        status=422 if form.is_bound else 200,
    )


@require_POST
def paper_remove(request: HttpRequest, pk: int, paper_pk: int) -> HttpResponse:
    """Take a paper back."""
    congress = access.congress(request, pk, access.PREPARE)
    paper = get_object_or_404(congress.papers.select_related("congress"), pk=paper_pk)
    return tried(
        request,
        lambda: actions.remove_paper(signed_in(request), paper),
        _("The paper is taken back."),
        to="congress:papers",
        pk=pk,
    )


def _copied(request: HttpRequest, congress: Congress, form: forms.CopyForm) -> Congress:
    return actions.copy_agenda(signed_in(request), congress, form.cleaned_data["pilot"])


def _order_problems(congress: Congress) -> list[str]:
    return [found.sentence(language()) for found in queries.agenda_problems(queries.items(congress))]
