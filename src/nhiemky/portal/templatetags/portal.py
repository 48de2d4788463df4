"""What page templates ask for: the surroundings, news, figures, officers."""

from typing import Any

from django import template
from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.template import Context
from django.urls import translate_url
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.rich_text import RichText, expand_db_html

from nhiemky.figures.models import Figure
from nhiemky.organisation.models import Appointment
from nhiemky.portal import queries
from nhiemky.portal.models import BasePage, OfficialDocument, UnitPage
from nhiemky.portal.rich_text import with_figures
from nhiemky.portal.wording import written

register = template.Library()

NEWS_ON_A_PAGE = 12
DOCUMENTS_ON_A_PAGE = 30


@register.simple_tag
def chrome(page: BasePage | str | None) -> queries.Chrome:
    """The surroundings of a page, or of an address that is no page."""
    return queries.chrome(get_language() or "", page if isinstance(page, BasePage) else None)


@register.simple_tag
def figures_on(page: BasePage) -> dict[int, Figure]:
    """All figures of a page, by number."""
    return queries.figures_on(page)


@register.simple_tag
def board_panel(slug: str, number: int) -> queries.BoardPanel | None:
    """A panel of a published board as it was published last; None where there is none."""
    return queries.board_panel(slug, number)


@register.simple_tag
def latest_news(count: int, but: BasePage | None = None) -> list[BasePage]:
    """The newest news of the language, without one page."""
    found = queries.news(get_language() or "")
    return list((found.exclude(pk=but.pk) if but else found)[:count])


@register.simple_tag(takes_context=True)
def news_pages(context: Context) -> Page[BasePage]:
    """One page of all news of the language."""
    return Paginator(queries.news(get_language() or ""), NEWS_ON_A_PAGE).get_page(_asked(context))


@register.simple_tag(takes_context=True)
def document_pages(context: Context) -> Page[OfficialDocument]:
    """One page of the official documents, newest first."""
    documents = OfficialDocument.objects.select_related("file")
    return Paginator(documents, DOCUMENTS_ON_A_PAGE).get_page(_asked(context))


@register.simple_tag
def current_figures() -> list[Figure]:
    """All published figures."""
    return list(queries.current_figures())


@register.simple_tag
def officers(page: UnitPage) -> list[Appointment]:
    """Who may be named on a unit's page."""
    return queries.officers(page)


@register.simple_tag
def units_below(page: UnitPage) -> list[UnitPage]:
    """Pages of the units below."""
    return queries.units_below(page)


@register.simple_tag
def picked(figures: dict[int, Figure] | str, pk: int | None) -> Figure | None:
    """One of a page's figures."""
    return figures.get(pk) if pk and isinstance(figures, dict) else None


@register.simple_tag
def figure_link(figure: Figure, form: str = "quantity") -> SafeString:
    """A figure in running text: its value, linked to its source, with a mark when it has changed since."""
    return _link(figure, form)


@register.simple_tag
def text_with_figures(text: RichText, figures: dict[int, Figure] | str) -> SafeString:
    """Rich text with its links and figures."""
    known = figures if isinstance(figures, dict) else {}

    def write(pk: int, form: str) -> str:
        return _link(known[pk], form) if pk in known else ""

    # The source was written by Wagtail's editor, which lets only its own features through.
    return SafeString(expand_db_html(with_figures(text.source, write)))


def _link(figure: Figure, form: str) -> SafeString:
    link = format_html(
        '<a class="figure" href="{}" title="{}">{}</a>',
        figure.get_absolute_url(),
        _("%(label)s: where this figure comes from") % {"label": figure},
        written(figure, form),
    )
    if figure.is_current:
        return link
    return format_html('{}<span class="changed"> ({})</span>', link, _("changed since"))


def _asked(context: Context) -> Any:
    request: HttpRequest = context["request"]
    return request.GET.get("trang")


@register.filter(name="written")
def written_figure(figure: Figure) -> str:
    """A figure's value with its unit."""
    return written(figure)


@register.filter
def lies_below(page: BasePage | str, other: BasePage) -> bool:
    """Does the page stand somewhere below the other in the tree?"""
    return isinstance(page, BasePage) and page.pk != other.pk and page.path.startswith(other.path)


@register.simple_tag(takes_context=True)
def language_address(context: Context, code: str) -> str:
    """Where the language switch leads: the page's translation, the same address in the language, or its home page."""
    surroundings: queries.Chrome = context["chrome"]
    if isinstance(context.get("page"), BasePage):
        home = surroundings.homes.get(code)
        return surroundings.translations.get(code) or (home.url if home else "/")
    return translate_url(context["request"].get_full_path(), code)
