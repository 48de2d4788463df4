"""The base of every page: what lists, feeds, search and social networks need, in one table."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractPage, DefaultBasePageMixin, PageViewRestriction, Site
from wagtail.models.pages import AbstractPageMeta
from wagtail.url_routing import RouteResult


class BasePage(AbstractPage, DefaultBasePageMixin):
    """Wagtail's page table, made ours (`WAGTAIL_PAGE_MODEL`), so that a list of pages is one query without joins."""

    lead = models.TextField(
        _("lead"), blank=True, help_text=_("One or two sentences: lists, search and feeds show them.")
    )
    dated_at = models.DateTimeField(
        _("date and time"), null=True, blank=True, db_index=True, help_text=_("The time printed under the title.")
    )
    picture = models.ForeignKey(
        "wagtailimages.Image", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("picture")
    )
    picture_alt = models.CharField(
        _("picture in words"),
        max_length=250,
        blank=True,
        help_text=_("What the picture shows, for readers who cannot see it."),
    )
    picture_caption = models.CharField(_("caption"), max_length=250, blank=True)

    is_creatable = False
    # What social networks call such a page.
    og_type = "website"
    # The portal is public: what is published, everybody may read. There are no private pages to forget about.
    private_page_options: ClassVar[list[str]] = []

    search_fields = AbstractPage.search_fields + DefaultBasePageMixin.search_fields
    promote_panels = DefaultBasePageMixin.promote_panels

    class Meta(AbstractPageMeta):
        verbose_name = _("page")
        verbose_name_plural = _("pages")

    @staticmethod
    def route_for_request(request: HttpRequest, path: str) -> RouteResult | None:
        """Find the published page at the path in the language of the address: two queries, however deep it lies."""
        page = published_at(path, get_language() or "")
        return RouteResult(page) if page else None

    def get_view_restrictions(self) -> models.QuerySet[Any]:
        """None: see `private_page_options`."""
        return PageViewRestriction.objects.none()  # type: ignore[no-any-return]

    def get_admin_display_title(self) -> str:
        """The title in lists of the editor, marked where a figure has changed (see `wagtail_hooks.mark_changed`)."""
        title = str(super().get_admin_display_title())
        return f"{gettext('Figure changed:')} {title}" if getattr(self, "has_changed_figures", False) else title

    @property
    def language(self) -> str:
        """The language code of the tree in which the page stands."""
        return str(self.locale.language_code)

    @property
    def head_title(self) -> str:
        """The title for browsers and search engines."""
        return str(self.seo_title or self.title)

    @property
    def description(self) -> str:
        """What search engines and social networks show under the title."""
        return self.search_description or self.lead


def published_at(path: str, language: str) -> BasePage | None:
    """The published page of its own class at a path below the home page of the language, or None."""
    roots = [root for root in Site.get_site_root_paths() if root.language_code == language]
    if not roots:
        return None
    inner = "".join(f"{part}/" for part in path.split("/") if part)
    found = BasePage.objects.live().select_related("locale").filter(url_path=roots[0].root_path + inner).first()
    if found is None:
        return None
    page: BasePage = found.specific
    page.locale = found.locale
    return page
