"""Where units stand over time, kept by officers: moves, mergers, closings, corrections, and history that follows."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from nhiemky.core.indicators.periods import parse_period
from nhiemky.core.problem import Refused
from nhiemky.indicators.actions import up_to_date
from nhiemky.indicators.models import Placement
from nhiemky.indicators.placements import actions
from nhiemky.indicators.placements.registers import zones_by_name
from nhiemky.indicators.queries import cells
from nhiemky.records import clock
from nhiemky.records.frozen import FrozenError
from nhiemky.records.models import Event
from nhiemky.zones import actions as register
from nhiemky.zones.models import Zone
from tests import people
from tests.indicators.reports import accepted, project, zone

QUARTER = parse_period("2022-Q1")


@pytest.fixture(autouse=True)
def day():
    with clock.at(datetime(2022, 7, 1, 3, tzinfo=UTC)):
        yield


@pytest.fixture
def officer(house):
    return people.account(people.Role.ZONES_OFFICER, house.board)


@pytest.fixture
def boards(house):
    """Two boards; both zones stand below the first."""
    other = people.unit("board-2", "Ban thứ hai", people.Unit.Kind.BOARD)
    return house.board, other


@pytest.fixture
def zones(boards):
    first, second = zone(boards[0], "khu-a"), zone(boards[0], "khu-b")
    with clock.at(datetime(2022, 4, 6, 3, tzinfo=UTC)):
        accepted(project(first, "da-a"), "2022-Q1", 100)
        accepted(project(second, "da-b"), "2022-Q1", 10)
    return first, second


def placed(officer, unit="khu-a", parent="board-2", since=date(2022, 1, 1), kind="move", **more):
    row = Placement(unit=unit, kind=kind, parent=parent, since=since, **({"source": "QĐ 1"} | more))
    return actions.place_unit(officer, row)


def revenue(*units):
    found = cells(up_to_date(), ["exports"], units, [QUARTER])
    return {place.unit: cell.value for place, cell in found.items()}


def test_a_zone_that_moves_takes_its_history_along_and_a_withdrawal_brings_it_back(officer, boards, zones):
    assert revenue("board", "board-2") == {"board": 55}
    row = placed(officer)
    assert revenue("board", "board-2") == {"board": 5, "board-2": 50}
    right = Placement(parent="board-2", since=date(2023, 1, 1), source="QĐ 2")
    right = actions.correct(officer, row, right, "Gõ nhầm năm")
    assert revenue("board", "board-2") == {"board": 55}, "in the tree of today it has not moved yet"
    gone = actions.withdraw(officer, right, "Quyết định bị hủy")
    assert revenue("board", "board-2") == {"board": 55}
    assert [each.supersedes for each in Placement.objects.order_by("pk")] == [None, row, right]
    assert (gone.kind, gone.reason) == ("withdrawn", "Quyết định bị hủy")
    verbs = [verb for verb in Event.objects.order_by("sequence").values_list("verb", flat=True) if "place" in verb]
    assert verbs == ["indicators.unit_placed", "indicators.placement_corrected", "indicators.placement_withdrawn"]


def test_a_zone_that_merges_counts_for_its_successor_and_still_for_itself(officer, zones):
    placed(officer, "khu-b", "khu-a", kind="merge")
    assert revenue("khu-a", "khu-b", "board") == {"khu-a": 55, "khu-b": 5, "board": 55}


def test_what_is_kept_is_never_changed(officer, boards, zones):
    row = placed(officer)
    row.source = "QĐ 9"
    with pytest.raises(FrozenError):
        row.save()
    with pytest.raises(FrozenError):
        row.delete()


@pytest.mark.parametrize(
    ("said", "code", "place"),
    [
        ({"parent": "nowhere"}, "C01", "parent"),
        ({"unit": "nobody"}, "C01", "unit"),
        ({"source": " "}, "C09", "source"),
        ({"parent": "khu-b"}, "C12", "parent"),
        ({"parent": "board-2", "kind": "merge"}, "C12", "parent"),
        ({"unit": "da-a", "parent": "board-2"}, "C12", "parent"),
        ({"unit": "da-a", "parent": "khu-b", "since": date(2020, 1, 1)}, "C10", "since"),
        ({"unit": "board", "parent": "board-2", "since": date(2010, 1, 1)}, "C10", "since"),
        ({"since": date(2021, 6, 1)}, "C08", "since"),
        ({"unit": "khu-b", "parent": "khu-c", "kind": "merge", "since": date(2022, 4, 1)}, "C11", "parent"),
        ({"unit": "khu-c", "since": date(2022, 4, 1)}, "C11", "since"),
        ({"unit": "khu-c", "kind": "closing", "parent": "", "since": None, "until": date(2022, 5, 1)}, "C11", "until"),
        ({"unit": "khu-a", "kind": "closing", "parent": "", "since": None, "until": date(2020, 1, 1)}, "C11", "until"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field_and_nothing_is_kept(officer, boards, zones, said, code, place):
    zone(boards[0], "khu-c")
    placed(officer, since=date(2021, 1, 1), until=date(2021, 12, 31))
    placed(officer, "khu-c", "", None, "closing", until=date(2022, 3, 31))
    with pytest.raises(Refused) as refused:
        placed(officer, **said)
    assert [(each.code, each.place) for each in refused.value.problems] == [(code, place)]
    assert Placement.objects.count() == 2


def test_units_do_not_merge_in_a_circle(officer, zones):
    placed(officer, "khu-a", "khu-b", kind="merge")
    with pytest.raises(Refused) as refused:
        placed(officer, "khu-b", "khu-a", kind="merge")
    assert [(each.code, each.place) for each in refused.value.problems] == [("C02", "parent")]


def test_a_correction_has_a_reason_and_is_made_once(officer, boards, zones):
    row = placed(officer)
    with pytest.raises(Refused) as refused:
        actions.withdraw(officer, row, " ")
    assert [each.code for each in refused.value.problems] == ["C13"]
    actions.withdraw(officer, row, "Nhầm")
    with pytest.raises(Refused) as refused:
        actions.correct(officer, row, Placement(parent="board-2", since=date(2022, 1, 1), source="QĐ"), "Nhầm")
    assert [each.code for each in refused.value.problems] == ["C14"]


def test_a_correction_may_overlap_what_it_replaces(officer, boards, zones):
    row = placed(officer, until=date(2022, 3, 31))
    right = Placement(parent="board-2", since=date(2022, 2, 1), until=date(2022, 5, 1), source="QĐ")
    assert actions.correct(officer, row, right, "Nhầm").kind == "move"


class TestPages:
    def test_an_officer_moves_a_zone_and_sees_the_board_with_and_without_it(self, client, officer, boards, zones):
        client.force_login(officer)
        zone_page = client.get(reverse("zones:zone", args=["khu-a"])).content.decode()
        assert reverse("indicators:placements_of", args=["khu-a"]) in zone_page
        address = reverse("indicators:place", args=["khu-a", "move"])
        wrong = client.post(address, {"parent": "board-2", "since": "2022-01-01", "source": ""})
        assert wrong.status_code == 422
        assert 'value="2022-01-01"' in wrong.content.decode(), "nothing typed is lost"
        sent = {"parent": "board-2", "since": "2021-06-01", "source": "QĐ 12/QĐ-UBND"}
        assert client.post(address, sent).status_code == 302
        again = client.post(address, sent)
        assert again.status_code == 422
        assert 'id="id_since_error"' in again.content.decode()
        page = reverse("indicators:placements_of", args=["khu-a"])
        with clock.at(datetime(2026, 2, 1, 3, tzinfo=UTC)):
            text = client.get(page, {"as_of": "2021-05-31"}).content.decode()
        assert "QĐ 12/QĐ-UBND" in text and "Ban thứ hai" in text
        assert text.count('class="changed"') > 1
        assert client.get(page, {"as_of": "2029-01-01"}).status_code == 422

    def test_it_is_corrected_and_withdrawn_on_pages(self, client, officer, boards, zones):
        client.force_login(officer)
        row = placed(officer)
        correct = reverse("indicators:placement_correct", args=[row.pk])
        assert "QĐ 1" in client.get(correct).content.decode()
        sent = {"parent": "board-2", "since": "2022-02-01", "source": "QĐ 1", "reason": ""}
        assert client.post(correct, sent).status_code == 422
        assert client.post(correct, sent | {"reason": "Gõ nhầm"}).status_code == 302
        (right,) = Placement.objects.filter(supersedes=row)
        withdraw = reverse("indicators:placement_withdraw", args=[right.pk])
        assert client.post(withdraw, {"reason": "Hủy"}).status_code == 302
        assert client.get(correct).status_code == 404
        index = client.get(reverse("indicators:placements")).content.decode()
        assert "Gõ nhầm" in index and "Hủy" in index

    def test_a_zone_closes_and_a_project_only_moves(self, client, officer, zones):
        client.force_login(officer)
        address = reverse("indicators:place", args=["khu-a", "closing"])
        assert client.post(address, {"until": "2022-05-01", "source": "QĐ"}).status_code == 302
        assert client.get(reverse("indicators:place", args=["da-a", "closing"])).status_code == 404
        assert client.get(reverse("indicators:place", args=["da-a", "move"])).status_code == 200

    def test_only_officers_of_its_board_place_a_unit_and_others_may_look(self, client, house, officer, boards, zones):
        row = placed(officer)
        strangers = (
            people.account(people.Role.ZONES_OFFICER, boards[1], "other"),
            people.account(people.Role.AUDITOR, house.committee),
        )
        for account in strangers:
            client.force_login(account)
            assert client.get(reverse("indicators:placements_of", args=["khu-a"])).status_code == 200
            assert client.get(reverse("indicators:place", args=["khu-a", "move"])).status_code == 403
            for name in ("correct", "withdraw"):
                assert client.get(reverse(f"indicators:placement_{name}", args=[row.pk])).status_code == 403
        client.force_login(people.account(people.Role.REPORTER, house.board))
        assert client.get(reverse("indicators:placements")).status_code == 403

    def test_the_list_asks_as_much_for_three_rows_as_for_one(self, client, officer, boards, zones, django_assert_num_queries):  # fmt: skip  # noqa: E501
        client.force_login(officer)
        placed(officer)
        address = reverse("indicators:placements")
        client.get(address)
        with django_assert_num_queries(QUERIES):
            client.get(address)
        placed(officer, "khu-b")
        placed(officer, "da-a", "khu-b")
        with django_assert_num_queries(QUERIES):
            client.get(address)


QUERIES = 8


def test_zones_are_listed_in_vietnamese_order(boards):
    for code, name in (("n", "Nam"), ("d", "Điềm"), ("c", "Danh")):
        register.register_zone(people.CLOCKMAKER, Zone(code=code, name=name, board=boards[0]))
    assert [zone.name for zone in zones_by_name()] == ["Danh", "Điềm", "Nam"]
