"""Pages, their parts and what the portal keeps beside them."""

from nhiemky.portal.models.base import BasePage
from nhiemky.portal.models.documents import OfficialDocument
from nhiemky.portal.models.figure_use import FigureUse
from nhiemky.portal.models.pages import (
    ContentPage,
    DocumentsPage,
    HomePage,
    NewsIndexPage,
    NewsPage,
    StatisticsPage,
    UnitPage,
)
from nhiemky.portal.models.search import SearchEntry
from nhiemky.portal.models.settings import PortalSettings
from nhiemky.portal.models.visits import Beat, Visits

__all__ = [
    "BasePage",
    "Beat",
    "ContentPage",
    "DocumentsPage",
    "FigureUse",
    "HomePage",
    "NewsIndexPage",
    "NewsPage",
    "OfficialDocument",
    "PortalSettings",
    "SearchEntry",
    "StatisticsPage",
    "UnitPage",
    "Visits",
]
