"""A portal with its pages in both languages."""

from copy import deepcopy
from dataclasses import dataclass

import pytest

from nhiemky.figures.models import Figure
from nhiemky.portal import setup
from nhiemky.portal.models import HomePage
from tests import people
from tests.lasting import Lasting
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


@pytest.fixture(scope="module")
def built(lasting: Lasting, built_house: people.House) -> Portal:
    """The demonstration's pages over the cast's units: Wagtail takes a second for them."""
    with lasting():
        published = figures.publish_all()
        return Portal(built_house, published, setup.build(built_house.board, built_house.cell, CONTACT))


@pytest.fixture
def portal(built: Portal, db: None) -> Portal:
    """The pages; whatever a test does to them is undone after it."""
    return deepcopy(built)
