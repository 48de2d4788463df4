"""Build the demonstration's pages, in both languages, from `demonstration.toml` and the published figures."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import translation
from wagtail.models import Locale, Site

from nhiemky.figures.models import Figure
from nhiemky.organisation.models import Unit
from nhiemky.portal.models import (
    BasePage,
    ContentPage,
    DocumentsPage,
    HomePage,
    NewsIndexPage,
    NewsPage,
    PortalSettings,
    StatisticsPage,
    UnitPage,
)
from nhiemky.portal.rich_text import figure_tag, plain
from nhiemky.portal.wording import written

TEXTS = Path(__file__).parent / "demonstration.toml"
LANGUAGES = ("vi", "en")
_MARK = re.compile(r"\{([a-z_]+)(#?)\}")


class MissingFiguresError(LookupError):
    """The pages name figures that are not published; the message lists their keys."""


@dataclass(frozen=True)
class _Maker:
    figures: Mapping[str, Figure]

    def text(self, source: str) -> str:
        """Rich text of one paragraph."""

        def put(match: re.Match[str]) -> str:
            return figure_tag(self.figures[match[1]].pk, "number" if match[2] else "quantity")

        return _MARK.sub(put, escape(source, quote=False))

    def words(self, source: str) -> str:
        """Plain text, figures written out."""
        by_pk = {figure.pk: figure for figure in self.figures.values()}
        return plain(self.text(source), lambda pk, form: written(by_pk[pk], form))

    def block(self, line: str, table: str) -> tuple[str, Any]:
        """A block of the body from a line such as `p: …`, `h: …`, `table: key key` or `board: slug 2`."""
        kind, _colon, rest = line.partition(": ")
        match kind:
            case "h":
                return "heading", rest
            case "table":
                return "figure_table", {"caption": table, "figures": [self.figures[key].pk for key in rest.split()]}
            case "board":
                slug, _space, number = rest.partition(" ")
                return "board_panel", {"board": slug, "number": int(number)}
            case _:
                return "paragraph", f"<p>{self.text(rest)}</p>"

    def body(self, texts: dict[str, Any]) -> list[tuple[str, Any]]:
        """The blocks of a page."""
        return [self.block(line, texts.get("table", "")) for line in texts.get("body", [])]


@transaction.atomic
def build(board: Unit, cell: Unit, contact: Mapping[str, str | int]) -> dict[str, HomePage]:
    """Create home, news, unit pages, documents, statistics and an about page; gives the home page of each language.

    `contact` holds fields of `PortalSettings`.
    Raises MissingFiguresError when the pages use a figure that is not published.
    """
    texts = tomllib.loads(TEXTS.read_text(encoding="utf-8"))
    make = _Maker(_figures())
    office = PortalSettings.load()
    for name, value in contact.items():
        setattr(office, name, value)
    office.save()
    homes = _homes(texts["home"], make)
    units = {"board": board, "cell": cell}
    _pair(homes, texts["about"], lambda page: ContentPage(**page), make)
    indexes = _pair(homes, texts["news_index"], lambda page: NewsIndexPage(**page), make)
    for name, unit in units.items():
        _pair(homes, texts[name], lambda page, unit=unit: UnitPage(unit=unit, **page), make)  # type: ignore[misc]
    _pair(homes, texts["statistics"], lambda page: StatisticsPage(**page), make)
    _pair(homes, texts["documents"], lambda page: DocumentsPage(**page), make)
    for item in texts["news"]:
        _pair(indexes, item, lambda page, item=item: NewsPage(dated_at=item["dated_at"], **page), make, menu=False)  # type: ignore[misc]
    return homes


def _figures() -> dict[str, Figure]:
    named = {match[1] for match in _MARK.finditer(TEXTS.read_text(encoding="utf-8"))}
    known = {figure.key: figure for figure in Figure.objects.current().filter(key__in=named)}
    if missing := named - known.keys():
        raise MissingFiguresError(f"Publish these figures first: {', '.join(sorted(missing))}.")
    return known


def _homes(texts: dict[str, Any], make: _Maker) -> dict[str, HomePage]:
    """The home page of each language; Wagtail's placeholder goes."""
    root = BasePage.get_first_root_node()
    placeholders = list(root.get_children().filter(content_type__model="basepage"))
    key_figures = [("figure", make.figures[key].pk) for key in texts["key_figures"]]
    homes: dict[str, HomePage] = {}
    for language in LANGUAGES:
        home = HomePage(slug=f"portal-{language}", key_figures=key_figures, **_common(texts[language], language, make))
        if homes:
            home.translation_key = homes["vi"].translation_key
        homes[language] = _publish(root, home)
    Site.objects.update_or_create(
        is_default_site=True, defaults={"root_page": homes["vi"], "hostname": "localhost", "site_name": "Nhiệm Kỳ"}
    )
    for placeholder in placeholders:
        placeholder.delete()
    return homes


def _pair[P: BasePage](
    parents: Mapping[str, BasePage],
    texts: dict[str, Any],
    new: Callable[[dict[str, Any]], P],
    make: _Maker,
    *,
    menu: bool = True,
) -> dict[str, P]:
    """The same page in each language, below the parent of that language."""
    made: dict[str, P] = {}
    for language in LANGUAGES:
        its = texts[language]
        fields = {"slug": its["slug"], "show_in_menus": menu, **_common(its, language, make)}
        fields |= {name: its[name] for name in ("source", "author") if name in its}
        if "body" in its:
            fields["body"] = make.body(its)
        page = new(fields)
        if made:
            page.translation_key = made["vi"].translation_key
        made[language] = _publish(parents[language], page)
    return made


def _common(texts: dict[str, Any], language: str, make: _Maker) -> dict[str, Any]:
    with translation.override(language):
        lead = make.words(texts.get("lead", ""))
    return {"title": texts["title"], "lead": lead, "locale": Locale.objects.get(language_code=language)}


def _publish[P: BasePage](parent: BasePage, page: P) -> P:
    page.live = False
    parent.add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    return page
