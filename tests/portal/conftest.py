"""A portal with its pages in both languages."""

from dataclasses import dataclass

import pytest

from nhiemky.figures.models import Figure
from nhiemky.portal import setup
from nhiemky.portal.models import HomePage
from tests import people
from tests.portal import figures

CONTACT = {
    "name_vi": "Ban Quản lý các Khu công nghiệp",
    "name_en": "Management Board of the Industrial Zones",
    "superior_vi": "Ủy ban nhân dân tỉnh",
    "superior_en": "Provincial People's Committee",
    "address_vi": "Phường Bách Quang",
    "address_en": "Bách Quang Ward",
    "telephone": "0208 300 0000",
    "fax": "0208 300 0001",
    "email": "vanphong@example.vn",
    "website": "https://example.vn",
    "visits_before": 1325237,
}


@dataclass(frozen=True)
class Portal:
    """The house with its figures and home pages."""

    house: people.House
    figures: dict[str, Figure]
    homes: dict[str, HomePage]


@pytest.fixture
def portal(house: people.House) -> Portal:
    """The demonstration's pages over the cast's units."""
    published = figures.publish_all()
    return Portal(house, published, setup.build(house.board, house.cell, CONTACT))
