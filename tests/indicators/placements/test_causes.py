"""Which moves, mergers and closings can have changed a value since a moment, and what is said of them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nhiemky.core.indicators.periods import parse_period
from nhiemky.indicators.actions import up_to_date
from nhiemky.indicators.models import Placement
from nhiemky.indicators.placements import actions
from nhiemky.indicators.placements.causes import placed_since
from nhiemky.indicators.revisions import Told, revisions
from nhiemky.records import clock
from tests import people
from tests.indicators.reports import accepted, project, zone

TOLD, NOW = datetime(2022, 6, 1, 3, tzinfo=UTC), datetime(2022, 7, 1, 3, tzinfo=UTC)
LAST = date(2022, 5, 10)


@pytest.fixture(autouse=True)
def day():
    with clock.at(NOW):
        yield


@pytest.fixture
def boards(house):
    """Three zones with a project each, below the first of two boards."""
    other = people.unit("board-2", "Ban thứ hai", people.Unit.Kind.BOARD)
    with clock.at(datetime(2022, 4, 6, 3, tzinfo=UTC)):
        for letter in "abc":
            accepted(project(zone(house.board, f"khu-{letter}"), f"da-{letter}"), "2022-Q1", 100)
        up_to_date()
    return house.board, other


def placed(unit="khu-b", at=NOW, **said):
    with clock.at(at):
        row = actions.place_unit(people.CLOCKMAKER, Placement(unit=unit, source="QĐ 12", **said))
    up_to_date()
    return row


def closed(unit="khu-b", until=LAST, at=NOW):
    return placed(unit, at, kind="closing", until=until)


def behind(period="2022", *, reads_zones=True, since=TOLD):
    every = ("khu-a", "khu-b", "khu-c", "board", "board-2", "committee")
    told = parse_period(period)
    found = placed_since(since)
    return [u for u in every if any(each.is_behind(u, told, since, reads_zones=reads_zones) for each in found)]


def said(language="vi", since=TOLD):
    return [each.cause.sentence(language) for each in placed_since(since)]


def test_a_closing_is_behind_what_registers_of_zones_state_above_it_from_its_last_day_on(boards):
    closed()
    assert behind() == ["khu-b", "board"]
    assert behind("2022-Q1") == []
    assert behind(reads_zones=False) == [], "it moves no report"
    assert behind(since=NOW) == []
    assert said() == ["KCN khu-b đã đóng, ngày cuối cùng 10/05/2022 (QĐ 12)"]
    assert said("en") == ["KCN khu-b was closed, its last day 10/05/2022 (QĐ 12)"]


def test_a_correction_of_a_closing_counts_from_the_earlier_of_both_days(boards):
    row = closed(at=datetime(2022, 5, 12, 3, tzinfo=UTC))
    actions.correct(people.CLOCKMAKER, row, Placement(until=date(2022, 7, 31), source="QĐ 13"), "Gõ nhầm")
    assert behind("2022-05") == ["khu-b", "board"]
    assert said() == ["đính chính: KCN khu-b đã đóng, ngày cuối cùng 31/07/2022 (QĐ 13)"]
    actions.withdraw(people.CLOCKMAKER, Placement.objects.get(supersedes=row), "Hủy")
    assert behind("2022-05") == ["khu-b", "board"]
    assert said() == ["không còn tính: KCN khu-b đã đóng, ngày cuối cùng 31/07/2022 (QĐ 13)"]


def test_a_merger_is_behind_everything_above_both(boards):
    placed(kind="merge", parent="khu-a", since=date(2022, 5, 11))
    assert behind("2021", reads_zones=False) == ["khu-a", "khu-b", "board"]
    assert said() == ["KCN khu-b sáp nhập vào KCN khu-a từ ngày 11/05/2022 (QĐ 12)"]
    closed("khu-a", date(2022, 6, 30))
    assert behind("2022-06") == ["khu-a", "khu-b", "board"], "the land of the merged zone ends as well"


def test_a_move_is_behind_what_stands_above_the_old_and_the_new_place(boards):
    placed(kind="move", parent="board-2", since=date(2022, 5, 11))
    assert behind("2021", reads_zones=False) == ["khu-b", "board", "board-2"]
    assert said() == ["KCN khu-b chuyển về Ban thứ hai từ ngày 11/05/2022 (QĐ 12)"]


def test_what_was_kept_before_and_came_into_force_since_is_behind_it(boards):
    early = datetime(2022, 5, 1, 3, tzinfo=UTC)
    closed(until=date(2022, 6, 10), at=early)
    placed("khu-a", early, kind="move", parent="board-2", since=date(2022, 8, 1))
    assert behind() == ["khu-b", "board"], "the move is still to come"
    with clock.at(datetime(2022, 6, 10, 3, tzinfo=UTC)):
        assert behind() == [], "on its last day the zone stands"
    with clock.at(datetime(2022, 8, 1, 3, tzinfo=UTC)):
        assert behind() == ["khu-a", "khu-b", "board", "board-2"]


def test_a_value_that_changed_names_the_closing_and_the_public_no_project(boards):
    closed()
    placed("da-a", kind="move", parent="khu-c", since=date(2022, 5, 1))
    told = Told("wastewater_share", "board", parse_period("2022"), TOLD, Decimal(100), "%")
    (found,) = revisions([(told, Decimal(50))])
    assert "vì Dự án da-a chuyển về KCN khu-c" in found.sentence("vi", named=True)
    assert "KCN khu-b đã đóng, ngày cuối cùng 10/05/2022 (QĐ 12)" in found.sentence("vi", named=True)
    public = found.sentence("vi", named=False)
    assert "KCN khu-b đã đóng" in public and "da-a" not in public and "1 việc chuyển, sáp nhập, đóng khác" in public


def test_more_placements_take_no_more_queries(boards):
    def queries():
        with CaptureQueriesContext(connection) as counted:
            placed_since(TOLD)
        return len(counted)

    assert queries() == 2
    closed()
    first = queries()
    closed("khu-c")
    placed("khu-a", kind="move", parent="board-2", since=date(2022, 5, 11))
    assert queries() == first == 9
