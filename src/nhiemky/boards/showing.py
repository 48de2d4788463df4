"""A content made visible: pictures and tables for a page or for paper, in the reader's language."""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from django.utils.safestring import SafeString

from nhiemky.core.bilingual import Bilingual, Language
from nhiemky.core.boards.arrangement import charts
from nhiemky.core.boards.content import Content, Panel
from nhiemky.core.boards.table import Table, table
from nhiemky.core.charts.specification import Chart
from nhiemky.ui.charts import shown

_TARGET = Bilingual("chỉ tiêu {}", "target {}")


@dataclass(frozen=True)
class Picture:
    """A drawn chart: its own title where the panel has several, the SVG, and its content in words."""

    title: str
    svg: SafeString
    words: str


@dataclass(frozen=True)
class Source:
    """An indicator that a panel shows or holds targets against, and where its definition comes from."""

    code: str
    name: str
    cite: str


@dataclass(frozen=True)
class ShownPanel:
    """One panel in one language; `number` counts from 1 and stands in its addresses."""

    number: int
    title: str
    pictures: tuple[Picture, ...]
    table: Table
    sources: tuple[Source, ...]


def panels(content: Content, language: Language) -> list[ShownPanel]:
    """All panels of a board, drawn."""
    return [shown_panel(content, number, language) for number in range(1, len(content.panels) + 1)]


def shown_panel(content: Content, number: int, language: Language) -> ShownPanel:
    """One panel of a board, counted from 1, drawn."""
    panel = content.panels[number - 1]
    pictured = charts(panel, language, content.as_of) if panel.targets or (panel.indicators and panel.units) else ()
    title = panel.title.text(language)
    sources = tuple(_sources(panel, language))
    pictures = tuple(drawn(chart, title) for chart in pictured)
    return ShownPanel(number, title, pictures, table(panel, language, content.as_of), sources)


def _sources(panel: Panel, language: Language) -> Iterator[Source]:
    for each in panel.indicators:
        yield Source(each.code, each.name.text(language), each.cite)
    for target in panel.targets:
        if target.indicator:
            yield Source(target.indicator, _TARGET.text(language).format(target.number), "")


def drawn(chart: Chart, title: str) -> Picture:
    """A chart as SVG with its words; its own title only where it is another one than its panel's."""
    svg = shown(chart)
    words = ET.fromstring(svg).attrib["aria-label"]  # noqa: S314 - our own drawing
    return Picture("" if chart.title == title else chart.title, svg, words)
