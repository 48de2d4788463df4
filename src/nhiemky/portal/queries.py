"""Reading pages, counts and figures for the portal."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.conf import settings
from django.db.models import Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import translation
from django.utils.functional import cached_property

from nhiemky.boards.access import published_edition
from nhiemky.boards.models import Edition
from nhiemky.boards.public_indicators import listed
from nhiemky.boards.showing import ShownPanel, shown_panel
from nhiemky.figures.models import Figure
from nhiemky.organisation.models import Appointment
from nhiemky.organisation.queries import officers_of
from nhiemky.portal.blocks import figures_of, texts_of
from nhiemky.portal.counter import slot_of, visits
from nhiemky.portal.models import BasePage, Beat, PortalSettings, UnitPage, Visits
from nhiemky.portal.wording import written
from nhiemky.records import clock
from nhiemky.ui.language import language

HOME_DEPTH = 2
# The columns a link to a page needs, and those its card in a list needs; the page table is wide.
LINK = ("title", "url_path", "path", "depth", "show_in_menus", "translation_key", "locale__language_code")
CARD = (*LINK, "lead", "dated_at", "picture")


@dataclass(frozen=True)
class Counts:
    """What the counter shows: pages open now, and pages opened since counting began."""

    online: int
    total: int


@dataclass(frozen=True)
class Chrome:
    """What stands around every page: homes, the language's menu, the page in other languages, footer, counter."""

    homes: dict[str, BasePage]
    language: str
    menu: list[BasePage]
    translations: dict[str, str]
    office: PortalSettings

    @property
    def home(self) -> BasePage | None:
        """The home page of the language."""
        return self.homes.get(self.language)

    @cached_property
    def counts(self) -> Counts:
        """Read only where it is shown."""
        return counts(self.office.visits_before)


def chrome(language: str, page: BasePage | None) -> Chrome:
    """Everything around a page, in two queries. `translations` maps language codes to addresses."""
    wanted = Q(depth=HOME_DEPTH) | Q(depth=HOME_DEPTH + 1, show_in_menus=True)
    if page is not None:
        wanted |= Q(translation_key=page.translation_key)
    pages = list(BasePage.objects.live().filter(wanted).select_related("locale").only(*LINK).order_by("path"))
    homes = {each.language: each for each in pages if each.depth == HOME_DEPTH}
    menu = [p for p in pages if p.depth == HOME_DEPTH + 1 and p.show_in_menus and p.language == language]
    translations = {}
    if page is not None:
        translations = {each.language: each.url for each in pages if each.translation_key == page.translation_key}
    return Chrome(homes, language, menu, translations, office())


def office() -> PortalSettings:
    """The portal's settings; empty ones until an editor has written some."""
    return PortalSettings.objects.first() or PortalSettings()


def counts(before: int) -> Counts:
    """The counter's two numbers; one query. `before` is what an earlier counter had reached.

    Online is the larger of the last full slot of 30 seconds and of the present one, and never less than the reader.
    """
    slot = slot_of(visits.now())

    def beats_of(at: int) -> Subquery:
        return Subquery(Beat.objects.filter(slot=at).values("count")[:1])

    row = (
        Visits.objects.filter(pk=Visits.ONLY)
        .annotate(last=beats_of(slot - 1), present=beats_of(slot))
        .values_list("counted", "last", "present")
        .first()
    )
    counted, last, present = row or (0, 0, 0)
    views, beats = visits.unwritten()
    return Counts(online=max(last or 0, (present or 0) + beats, 1), total=before + counted + views)


@dataclass(frozen=True)
class Place:
    """A public address in one language; `changed_at` is when what stands there was last published, where known."""

    url: str
    language: str
    changed_at: datetime | None = None


def published_pages() -> list[list[Place]]:
    """The places of each published page in its languages. One query."""
    pages = BasePage.objects.live().filter(depth__gte=HOME_DEPTH).select_related("locale")
    by_key = groupby(pages.order_by("translation_key", "locale__language_code"), lambda each: each.translation_key)
    return [[Place(each.url, each.language, each.last_published_at) for each in group] for _key, group in by_key]


def published_indicators() -> list[list[Place]]:
    """The list of indicators and each of which something was published, in all languages. Three queries."""
    codes = sorted(each.definition.code for each in listed())
    names = [("index", ()), *(("indicator", (code,)) for code in codes)]
    return [[_place(f"public_indicators:{name}", args, code) for code, _ in settings.LANGUAGES] for name, args in names]


def _place(name: str, args: tuple[str, ...], code: str) -> Place:
    with translation.override(code):
        return Place(reverse(name, args=args), code)


def figures_by_number(pks: list[int]) -> dict[int, Figure]:
    """Figures with their successors, by number, in the order asked; one query, none for an empty list."""
    if not pks:
        return {}
    found = Figure.objects.filter(pk__in=pks).select_related("successor").in_bulk()
    return {pk: found[pk] for pk in pks if pk in found}


def figures_on(page: BasePage) -> dict[int, Figure]:
    """The figures in the body, or the key figures, of a page."""
    stream = getattr(page, "body", None) or getattr(page, "key_figures", None)
    return figures_by_number(figures_of(stream) if stream else [])


def current_figures() -> QuerySet[Figure]:
    """All published figures that nothing has superseded."""
    return Figure.objects.current().order_by("key")


def news(language: str) -> QuerySet[BasePage]:
    """Published news of a language, newest first."""
    found: QuerySet[BasePage] = (
        BasePage.objects.live()
        .filter(content_type__app_label="portal", content_type__model="newspage", locale__language_code=language)
        .select_related("locale")
        .prefetch_related("picture")
        .only(*CARD)
        .order_by("-dated_at", "-pk")
    )
    return found


def officers(page: UnitPage) -> list[Appointment]:
    """Who holds an office of the unit today, where the page's editor has chosen to name them."""
    return list(officers_of(page.unit, clock.today())) if page.show_officers else []


def units_below(page: UnitPage) -> list[UnitPage]:
    """The published pages of units below this one."""
    return list(UnitPage.objects.live().child_of(page).select_related("unit").order_by("path"))


def words_of(page: BasePage) -> str:
    """The text of a page besides its title, as a reader sees it, with its figures written out."""
    body = getattr(page, "body", None)
    if not body:
        return page.lead
    figures = figures_by_number(figures_of(body))

    def write(pk: int, form: str) -> str:
        return written(figures[pk], form) if pk in figures else ""

    with translation.override(page.language):
        return " ".join(f"{page.lead} {' '.join(texts_of(body, write))}".split())


@dataclass(frozen=True)
class BoardPanel:
    """A panel of a published board, drawn, with the edition it stands in and the day of its values."""

    panel: ShownPanel
    edition: Edition
    as_of: date


def board_panel(slug: str, number: int) -> BoardPanel | None:
    """A panel of the newest edition, counted from 1; None for a board or a panel that is not published. One query."""
    edition = published_edition(slug)
    if edition is None:
        return None
    content = edition.core_content
    if not 1 <= number <= len(content.panels):
        return None
    return BoardPanel(shown_panel(content, number, language()), edition, content.as_of)
