"""Hear from Wagtail and Django when pages and documents change, and pass it to the actions."""

from typing import Any

from django.db.models.signals import post_save, pre_delete
from django.dispatch import receiver
from wagtail.log_actions import get_active_log_context
from wagtail.models import Revision
from wagtail.signals import page_published, page_unpublished

from nhiemky.organisation.models import User
from nhiemky.portal import actions
from nhiemky.portal.models import BasePage, OfficialDocument
from nhiemky.records.actions import Actor, System


def actor(revision: Revision | None = None) -> Actor:
    """The account at work in the editor, else the author of the revision, else the portal itself."""
    for user in (get_active_log_context().user, revision.user if revision else None):
        if isinstance(user, User):
            return user
    return System("portal")


@receiver(page_published)
def _published(instance: BasePage, revision: Revision | None = None, **_kwargs: Any) -> None:
    actions.page_published(actor(revision), instance, revision.pk if revision else None)


@receiver(page_unpublished)
def _unpublished(instance: BasePage, **_kwargs: Any) -> None:
    actions.page_unpublished(actor(), instance)


@receiver(pre_delete, sender=BasePage)
def _deleted(instance: BasePage, **_kwargs: Any) -> None:
    actions.page_deleted(actor(), instance)


@receiver(post_save, sender=OfficialDocument)
def _document_saved(instance: OfficialDocument, **_kwargs: Any) -> None:
    actions.document_saved(actor(), instance)


@receiver(pre_delete, sender=OfficialDocument)
def _document_deleted(instance: OfficialDocument, **_kwargs: Any) -> None:
    actions.document_deleted(actor(), instance)
