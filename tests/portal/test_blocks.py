"""A panel of a published board stands in a page of the portal, always as it was published last."""

import pytest

from nhiemky.boards import actions
from nhiemky.boards.models import Board, Panel
from nhiemky.organisation.models import Role
from nhiemky.portal.blocks import BoardPanelBlock, published_boards
from tests import people

NAMES = {"title_vi": "Đảng viên theo năm", "title_en": "Members by year"}


@pytest.fixture
def board(house: people.House) -> Board:
    officer = people.account(Role.ZONES_OFFICER, house.board)
    people.member(house.cell, "Nguyễn Thị An")
    made = actions.keep(officer, Board(slug="bang", unit=house.board, shared=Board.Shared.OFFICE, **NAMES))
    asked = {"view": "columns", "step": "year", "first_year": 2020, "last_year": 2021}
    actions.keep_panel(officer, Panel(board=made, indicators=["members"], units=[house.cell.code], **asked, **NAMES))
    return made


def shown(slug: str, number: int) -> str:
    block = BoardPanelBlock()
    return str(block.render(block.to_python({"board": slug, "number": number})))


def test_it_shows_picture_table_source_and_the_way_to_the_whole_board(house: people.House, board: Board) -> None:
    actions.publish(people.account(Role.CLERK, house.board), board)
    html = shown("bang", 1)
    assert published_boards() == [("bang", "Đảng viên theo năm")]
    assert 'class="chart"' in html
    assert "<table" in html
    assert 'href="/bang/bang/"' in html
    assert 'href="/chi-so/members/"' in html


def test_what_is_not_published_shows_nothing(house: people.House, board: Board) -> None:
    assert shown("bang", 1).strip() == ""
    actions.publish(people.account(Role.CLERK, house.board), board)
    assert shown("bang", 2).strip() == ""
    assert shown("nothing", 1).strip() == ""
