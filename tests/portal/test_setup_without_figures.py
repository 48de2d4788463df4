import pytest

from nhiemky.portal import setup
from nhiemky.portal.models import UnitPage
from tests import people
from tests.portal import figures
from tests.portal.conftest import CONTACT


def test_a_missing_figure_is_named_and_nothing_is_built(house: people.House) -> None:
    figures.publish(figures.TESTS, "members")
    with pytest.raises(setup.MissingFiguresError, match=r"average_income.*tasks"):
        setup.build(house.board, house.cell, CONTACT)
    assert not UnitPage.objects.exists()
