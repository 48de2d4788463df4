"""What happens when a page becomes public, stops being it, or goes: the records hear of it, and the indexes follow."""

from django.db import models

from nhiemky.core.vietnamese.folding import fold
from nhiemky.portal import queries
from nhiemky.portal.blocks import figures_of
from nhiemky.portal.models import BasePage, FigureUse, SearchEntry
from nhiemky.records.actions import Actor, about, action, note
from nhiemky.records.digests import keyed


@action("portal.page_published")
def page_published(actor: Actor, page: BasePage, revision: int | None) -> None:
    """Record a publication with the digest of what was published; renew the uses of figures and the index row."""
    _say(page)
    uses = _renew_uses(page)
    _index(page)
    note(revision=revision, content=keyed(page.serializable_data()), figures=uses)


@action("portal.page_unpublished")
def page_unpublished(actor: Actor, page: BasePage) -> None:
    """Record that a page is no longer public; it then uses no figure and cannot be found."""
    _say(page)
    FigureUse.objects.filter(page_id=page.pk).delete()
    SearchEntry.objects.filter(page_id=page.pk).delete()


@action("portal.page_deleted")
def page_deleted(actor: Actor, page: BasePage) -> None:
    """Record that a page is gone."""
    _say(page)


@action("portal.document_saved")
def document_saved(actor: Actor, document: models.Model) -> None:
    """Record a new or changed official document."""
    about(document)
    note(document=str(document))


@action("portal.document_deleted")
def document_deleted(actor: Actor, document: models.Model) -> None:
    """Record that an official document was taken off the list."""
    about(document)
    note(document=str(document))


def _say(page: BasePage) -> None:
    about(page)
    note(title=page.title, path=page.url_path, language=page.language)


def _renew_uses(page: BasePage) -> list[int]:
    stream = getattr(page, "body", None) or getattr(page, "key_figures", None)
    used = figures_of(stream) if stream else []
    known = list(queries.figures_by_number(used))
    FigureUse.objects.filter(page_id=page.pk).exclude(figure_id__in=known).delete()
    FigureUse.objects.bulk_create([FigureUse(page_id=page.pk, figure_id=pk) for pk in known], ignore_conflicts=True)
    return known


def _index(page: BasePage) -> None:
    text = queries.words_of(page)
    SearchEntry.objects.update_or_create(
        page_id=page.pk,
        defaults={
            "language": page.language,
            "folded_title": f" {fold(page.title)}"[:600],
            "folded_text": f" {fold(text)}",
            "text": text,
        },
    )
