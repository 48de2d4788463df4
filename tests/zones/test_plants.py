"""Zones' wastewater plants: pages, who keeps them, and what indicators read of them."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from nhiemky.core.indicators.periods import parse_period
from nhiemky.indicators.actions import up_to_date
from nhiemky.indicators.zone_registers import zones_with_wastewater_plant
from nhiemky.organisation.models import Role
from nhiemky.records import clock
from nhiemky.zones import actions
from nhiemky.zones.models import WastewaterPlant
from tests import people
from tests.reporting import filing
from tests.zones import register as registers

TODAY = date(2021, 7, 5)
TYPED = {"capacity": "2.000,5", "since": "15/03/2021", "until": "", "document": "Giấy phép số 5"}


@pytest.fixture
def register(house):
    with clock.at(filing.IN_JULY):
        yield registers.register(house)


@pytest.fixture
def officer(client, register):
    client.force_login(register.officer)
    return client


def plant(zone, since, until=None, **more):
    row = WastewaterPlant(zone=zone, capacity=Decimal(100), since=since, until=until, document="QĐ", **more)
    return actions.add_plant(people.CLOCKMAKER, row)


def share(zone, period):
    row = up_to_date().values.filter(indicator="wastewater_share", unit=zone.code, period=period).first()
    return row and row.value


def test_an_officer_enters_a_plant_ends_it_and_takes_a_mistake_back(officer, register):
    zone = register.zone
    page = reverse("zones:zone", args=[zone.code])
    assert officer.post(reverse("zones:plant_add", args=[zone.code]), TYPED).url == page
    first = WastewaterPlant.objects.get()
    assert (first.capacity, first.since) == (Decimal("2000.5"), date(2021, 3, 15))
    assert share(zone, "2021-Q1") == 100
    address = reverse("zones:plant_correct", args=[first.pk])
    assert "Giấy phép số 5" in officer.get(address).content.decode()
    ended = TYPED | {"until": "30/04/2021", "reason": "Ngừng hoạt động"}
    assert officer.post(address, ended).status_code == 302
    assert (share(zone, "2021-Q1"), share(zone, "2021-06")) == (100, 0)
    assert officer.get(address).status_code == 404
    second = WastewaterPlant.objects.get(supersedes=first)
    mistake = ended | {"withdrawn": "on", "reason": "Nhập nhầm khu"}
    assert officer.post(reverse("zones:plant_correct", args=[second.pk]), mistake).status_code == 302
    assert share(zone, "2021-Q1") is None
    shown = officer.get(page).content.decode()
    assert "Ngừng hoạt động" in shown
    assert "Nhập nhầm khu" in shown


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"capacity": "0"}, "capacity"),
        ({"capacity": "2.00,5"}, "capacity"),
        ({"until": "14/03/2021"}, "until"),
        ({"document": ""}, "document"),
        ({"since": ""}, "since"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(officer, register, change, field):
    answer = officer.post(reverse("zones:plant_add", args=[register.zone.code]), TYPED | change)
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.content.decode()
    assert not WastewaterPlant.objects.exists()


def test_others_look_and_do_not_write(client, register, house):
    row = plant(register.zone, date(2021, 1, 1))
    addresses = [reverse("zones:plant_add", args=[register.zone.code]), reverse("zones:plant_correct", args=[row.pk])]
    client.force_login(people.account(Role.SUPERIOR, house.committee))
    assert [client.post(each, TYPED).status_code for each in addresses] == [403, 403]


def test_a_zone_counts_from_its_first_project_on_and_while_a_plant_works(register):
    plant(register.zone, date(2020, 1, 1), date(2021, 3, 30))
    plant(register.zone, date(2021, 5, 31))
    found = {each.period.code: int(each.value) for each in zones_with_wastewater_plant("plants", TODAY)}
    assert found == {"2021-02": 1, "2021-03": 0, "2021-04": 0, "2021-05": 1, "2021-06": 1, "2021-07": 1}


def test_two_plants_make_one_zone_and_a_zone_without_projects_none(register, house):
    empty = registers.zone(house.board, "khu-moi")
    for zone in (register.zone, register.zone, empty):
        plant(zone, date(2021, 1, 1))
    found = [(each.unit, each.value) for each in zones_with_wastewater_plant("plants", TODAY, frozenset({"khu-thu"}))]
    assert found == [("khu-thu", 1)] * 6
    assert list(zones_with_wastewater_plant("plants", TODAY, frozenset({"khu-moi"}))) == []
    row = up_to_date().values.get(indicator="wastewater_share", unit="board", period=parse_period("2021-Q2").code)
    assert row.value == 100
