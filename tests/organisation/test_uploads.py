"""Rows come back from the page as they went out, to the same account and cell, and unchanged."""

from datetime import date
from decimal import Decimal

import pytest

from nhiemky.organisation import uploads
from nhiemky.organisation.member_sheet import Line
from nhiemky.organisation.models import Role
from nhiemky.organisation.spreadsheets import FormulaCell
from nhiemky.organisation.uploads import StaleUploadError
from tests import people

CELLS = {
    "code": "001",
    "full_name": FormulaCell("=A1"),
    "born_on": date(1980, 2, 5),
    "position": Decimal("1.5"),
    "group": None,
    "since": 3,
}
LINES = [Line(7, CELLS)]


@pytest.fixture
def clerk(house):
    return people.account(Role.CLERK, house.cell)


def test_rows_survive_the_way_to_the_page_and_back(house, clerk):
    assert uploads.unpack(clerk, house.cell, uploads.pack(clerk, house.cell, LINES)) == LINES


def test_rows_are_refused_elsewhere(house, clerk):
    packed = uploads.pack(clerk, house.cell, LINES)
    other = people.account(Role.PRESIDIUM, house.cell)
    for user, cell, text in (
        (other, house.cell, packed),
        (clerk, house.other_cell, packed),
        (clerk, house.cell, packed[:-2] + "xx"),
    ):
        with pytest.raises(StaleUploadError):
            uploads.unpack(user, cell, text)


def test_rows_that_waited_too_long_are_refused(house, clerk, monkeypatch):
    packed = uploads.pack(clerk, house.cell, LINES)
    monkeypatch.setattr(uploads, "SECONDS", -1)
    with pytest.raises(StaleUploadError):
        uploads.unpack(clerk, house.cell, packed)
