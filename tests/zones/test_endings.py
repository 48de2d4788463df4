"""What pages of zones say of those that were closed or merged."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nhiemky.indicators.models import Placement
from nhiemky.indicators.placements.actions import place_unit
from nhiemky.organisation.models import Role
from nhiemky.records import clock
from nhiemky.zones import actions, queries
from nhiemky.zones.models import Zone, ZoneFact
from tests import people
from tests.indicators.reports import project, zone

LAST = date(2022, 5, 10)


@pytest.fixture(autouse=True)
def day():
    with clock.at(datetime(2022, 7, 1, 3, tzinfo=UTC)):
        yield


@pytest.fixture
def zones(house):
    made = [zone(house.board, f"khu-{letter}") for letter in "abc"]
    for number, each in enumerate(made, 1):
        project(each, f"da-{number}")
        land(each, 100 * number)
    return made


@pytest.fixture
def officer(client, house):
    account = people.account(Role.ZONES_OFFICER, house.board)
    client.force_login(account)
    return client


def land(zone, hectares, day=date(2021, 12, 31), kind=ZoneFact.Kind.AREA_TOTAL):
    row = ZoneFact(zone=zone, kind=kind, value=Decimal(hectares), as_of=day, sure="verified", source="QĐ")
    return actions.add_fact(people.CLOCKMAKER, row)


def closed(code="khu-b", until=LAST):
    return place_unit(people.CLOCKMAKER, Placement(unit=code, kind="closing", until=until, source="QĐ 12/QĐ-UBND"))


def merged(code="khu-b", parent="khu-a", since=date(2022, 5, 11)):
    row = Placement(unit=code, kind="merge", parent=parent, since=since, source="QĐ 12/QĐ-UBND")
    return place_unit(people.CLOCKMAKER, row)


def hectares(day):
    lands = queries.land(Zone.objects.order_by("code"), day)
    return [each.hectares(ZoneFact.Kind.AREA_TOTAL) for each in lands]


def test_land_as_of_a_day_is_that_of_the_zones_that_stood(zones):
    closed()
    assert hectares(LAST) == [100, 200, 300]
    assert hectares(date(2022, 5, 11)) == [100, None, 300]


def test_land_of_a_merged_zone_stands_until_the_figure_of_both(zones):
    merged()
    assert hectares(date(2022, 6, 30)) == [100, 200, 300]
    land(zones[0], 310, date(2022, 6, 1))
    assert hectares(date(2022, 5, 31)) == [100, 200, 300]
    assert hectares(date(2022, 6, 1)) == [310, None, 300]


def test_projects_of_a_merged_zone_are_counted_for_its_successor(zones):
    counts = lambda day: queries.project_counts(Zone.objects.all(), day)  # noqa: E731
    merged()
    assert counts(LAST) == {"khu-a": 1, "khu-b": 1, "khu-c": 1}
    assert counts(date(2022, 5, 11)) == {"khu-a": 2, "khu-c": 1}


def test_the_list_has_closed_zones_apart_and_not_in_its_sums(officer, zones):
    closed()
    text = officer.get(reverse("zones:zones")).content.decode()
    table, ended = text.split("<h2>")
    assert "KCN khu-b" not in table and ">400<" in table
    assert "KCN khu-b" in ended and "10/05/2022" in ended and "QĐ 12/QĐ-UBND" in ended


def test_a_zone_that_is_still_to_close_is_listed_and_says_until_when(officer, zones):
    closed(until=date(2022, 12, 31))
    text = officer.get(reverse("zones:zones")).content.decode()
    assert "<h2>" not in text and ">600<" in text and "31/12/2022" in text


def test_a_merged_zone_is_listed_while_its_land_counts(officer, zones):
    merged()
    assert ">600<" in officer.get(reverse("zones:zones")).content.decode().split("<h2>")[0]
    land(zones[0], 310, date(2022, 6, 1))
    table, ended = officer.get(reverse("zones:zones")).content.decode().split("<h2>")
    assert ">610<" in table and "khu-b" not in table and "khu-b" in ended


@pytest.mark.parametrize(("language", "words"), [("vi", "đã đóng"), ("en", "It was closed")])
def test_a_closed_zones_page_says_since_when_and_what_is_left_in_it(officer, zones, language, words):
    closed()
    officer.cookies["nhiemky_language"] = language
    text = officer.get(reverse("zones:zone", args=["khu-b"])).content.decode()
    assert words in text and "10/05/2022" in text
    assert {"vi": "Còn 1 dự án", "en": "1 project in force"}[language] in text
    assert "200" in text, "as of its last day"
    assert (
        "?khu=khu-b" not in text and "?khu=khu-a" in officer.get(reverse("zones:zone", args=["khu-a"])).content.decode()
    )


def test_zones_that_merge_name_each_other(officer, zones):
    merged()
    before = officer.get(reverse("zones:zone", args=["khu-b"])).content.decode()
    after = officer.get(reverse("zones:zone", args=["khu-a"])).content.decode()
    assert reverse("zones:zone", args=["khu-a"]) in before
    assert reverse("zones:zone", args=["khu-b"]) in after and "11/05/2022" in after
    assert "da-2" in after, "its projects count there"


def test_no_project_is_registered_in_a_zone_that_ended(officer, zones):
    closed()
    text = officer.get(reverse("zones:project_add")).content.decode()
    assert "KCN khu-a" in text and "KCN khu-b" not in text


def test_no_figure_is_entered_that_is_dated_after_the_last_day(officer, zones):
    closed()
    typed = {
        "kind": "leased", "value": "5", "as_of": "11/05/2022", "known_to": "day", "sure": "verified", "source": "Sổ",
        "chosen": "on",
    }  # fmt: skip
    address = reverse("zones:fact_add", args=["khu-b"])
    answer = officer.post(address, typed)
    assert answer.status_code == 422 and 'id="id_as_of_error"' in answer.content.decode()
    assert officer.post(address, typed | {"as_of": "10/05/2022"}).status_code == 302


def test_the_list_asks_as_much_for_two_zones_that_ended_as_for_one(officer, zones):
    def asked():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            officer.get(reverse("zones:zones"))
        return len(queries)

    closed()
    asked()
    one = asked()
    merged("khu-c")
    assert asked() == one


def test_an_indicators_page_says_until_when_a_zone_stood_and_not_in_the_tree_of_an_earlier_day(officer, zones):
    land(zones[1], 20, kind=ZoneFact.Kind.LEASED)
    land(zones[1], 40, kind=ZoneFact.Kind.INDUSTRIAL_SERVICE_LAND)
    closed()
    address = reverse("indicators:indicator", args=["occupancy"])
    assert "KCN khu-b (đến 10/05/2022)" in officer.get(address).content.decode()
    before = officer.get(address, {"as_of": "2022-05-10"}).content.decode()
    assert "KCN khu-b" in before and "(đến 10/05/2022)" not in before
    officer.cookies["nhiemky_language"] = "en"
    assert "KCN khu-b (until 10/05/2022)" in officer.get(address).content.decode()


def test_the_page_of_a_closing_compares_history_with_its_last_day(officer, zones):
    for number, each in enumerate(zones, 1):
        land(each, 10 * number * number, kind=ZoneFact.Kind.LEASED)
        land(each, 100, kind=ZoneFact.Kind.INDUSTRIAL_SERVICE_LAND)
    closed(until=date(2021, 12, 30))
    page = reverse("indicators:placements_of", args=["khu-b"])
    assert 'value="2021-12-30"' in officer.get(page).content.decode()
    text = officer.get(page, {"as_of": "2021-12-30"}).content.decode()
    changed = text.split('class="changed"')[1].split("</tr>")[0]
    assert "50%" in changed and "46,67%" in changed, "(10 + 90) of 200 ha, and (10 + 40 + 90) of 300"
