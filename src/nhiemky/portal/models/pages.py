"""The kinds of pages, and which may stand below which."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField

from nhiemky.organisation.models import Unit
from nhiemky.portal.blocks import BodyBlock, KeyFiguresBlock
from nhiemky.portal.models.base import BasePage
from nhiemky.portal.models.page_form import PortalPageForm
from nhiemky.portal.panels import numbers_panel

PICTURE_PANEL = MultiFieldPanel(
    [FieldPanel("picture"), FieldPanel("picture_alt"), FieldPanel("picture_caption")], heading=_("Picture")
)


class PageWithBody(BasePage):
    """A page whose body is made of blocks."""

    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    base_form_class = PortalPageForm

    class Meta:
        abstract = True


class HomePage(BasePage):
    """The first page of a language: key figures and the latest news."""

    key_figures = StreamField(KeyFiguresBlock(), verbose_name=_("key figures"), blank=True)

    parent_page_types: ClassVar[list[str]] = ["portal.BasePage"]
    subpage_types: ClassVar[list[str]] = [
        "portal.NewsIndexPage",
        "portal.UnitPage",
        "portal.DocumentsPage",
        "portal.StatisticsPage",
        "portal.ContentPage",
    ]
    template = "portal/home_page.html"
    content_panels = [*BasePage.content_panels, FieldPanel("lead"), FieldPanel("key_figures")]

    class Meta:
        verbose_name = _("home page")


class NewsIndexPage(BasePage):
    """All news of a language, newest first."""

    parent_page_types: ClassVar[list[str]] = ["portal.HomePage"]
    subpage_types: ClassVar[list[str]] = ["portal.NewsPage"]
    max_count_per_parent = 1
    template = "portal/news_index_page.html"
    content_panels = [*BasePage.content_panels, FieldPanel("lead")]

    class Meta:
        verbose_name = _("news list")


class NewsPage(PageWithBody):
    """A news item: when, from where, by whom, and what."""

    source = models.CharField(_("source"), max_length=200, blank=True, help_text=_("Where the news comes from."))
    author = models.CharField(
        _("author or signing office"), max_length=200, blank=True, help_text=_("Printed at the end of the item.")
    )

    og_type = "article"
    parent_page_types: ClassVar[list[str]] = ["portal.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "portal/news_page.html"
    content_panels = [
        *BasePage.content_panels,
        FieldRowPanel([FieldPanel("dated_at"), FieldPanel("source"), FieldPanel("author")]),
        FieldPanel("lead"),
        PICTURE_PANEL,
        FieldPanel("body"),
        numbers_panel(),
    ]

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news")

    def full_clean(self, *args: object, **kwargs: object) -> None:
        """A news item without a time of its own has the time it was first written."""
        from nhiemky.records import clock

        self.dated_at = self.dated_at or clock.now()
        super().full_clean(*args, **kwargs)


class UnitPage(PageWithBody):
    """A unit of the organisation as the public may know it."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    show_officers = models.BooleanField(
        _("name the officers"),
        default=False,
        help_text=_("Shows the names of those who hold an office today. No other data of members is ever shown."),
    )

    parent_page_types: ClassVar[list[str]] = ["portal.HomePage", "portal.UnitPage"]
    subpage_types: ClassVar[list[str]] = ["portal.UnitPage"]
    template = "portal/unit_page.html"
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("unit"),
        FieldPanel("show_officers"),
        FieldPanel("lead"),
        PICTURE_PANEL,
        FieldPanel("body"),
        numbers_panel(),
    ]

    class Meta:
        verbose_name = _("unit's page")


class DocumentsPage(BasePage):
    """The list of official documents."""

    parent_page_types: ClassVar[list[str]] = ["portal.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1
    template = "portal/documents_page.html"
    content_panels = [*BasePage.content_panels, FieldPanel("lead")]

    class Meta:
        verbose_name = _("list of documents")


class StatisticsPage(BasePage):
    """All published figures, with what each covers and where it comes from."""

    parent_page_types: ClassVar[list[str]] = ["portal.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1
    template = "portal/statistics_page.html"
    content_panels = [*BasePage.content_panels, FieldPanel("lead")]

    class Meta:
        verbose_name = _("statistics")


class ContentPage(PageWithBody):
    """A page that is neither news nor a list."""

    parent_page_types: ClassVar[list[str]] = ["portal.HomePage", "portal.ContentPage"]
    subpage_types: ClassVar[list[str]] = ["portal.ContentPage"]
    template = "portal/content_page.html"
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("lead"),
        PICTURE_PANEL,
        FieldPanel("body"),
        numbers_panel(),
    ]

    class Meta:
        verbose_name = _("content page")
