"""Targets held against what accepted reports and registers say, and never against something stale."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import nhiemky
from nhiemky.core.indicators.attainment import Status
from nhiemky.core.indicators.compute import Fact
from nhiemky.core.indicators.periods import month_of, parse_period, year
from nhiemky.core.problem import Refused
from nhiemky.indicators import actions, catalogue, queries, sources
from nhiemky.indicators.actions import keep_periods, up_to_date
from nhiemky.indicators.bringing_up import follow_the_records
from nhiemky.indicators.events import CHANGING
from nhiemky.indicators.history import cells_as_of
from nhiemky.indicators.models import Computation, IndicatorValue, KeptPeriod, Placement
from nhiemky.indicators.placements.actions import place_unit
from nhiemky.indicators.queries import cells, pending, refusals
from nhiemky.indicators.registers import REGISTERS
from nhiemky.indicators.results import results
from nhiemky.indicators.stating import months
from nhiemky.organisation.models import User
from nhiemky.records import clock
from tests import people
from tests.elections import scenes
from tests.site.examples.indicators import adopted


def test_every_register_that_a_measure_names_is_kept_or_known_to_be_missing(db):
    named = {measure.source.name for measure in catalogue.measures().values() if hasattr(measure.source, "name")}
    assert named == set(REGISTERS)


def test_months_run_over_the_turn_of_a_year():
    assert [each.code for each in months(date(2021, 11, 30), date(2022, 1, 1))] == ["2021-11", "2021-12", "2022-01"]


def test_members_and_groups_are_counted_from_their_register(house):
    for name in ("Nguyễn Thị An", "Trần Văn Bình"):
        people.member(house.cell, name, group=house.groups[0])
    values = {row.indicator: row.value for row in up_to_date().values.filter(unit="cell", period="2021")}
    assert (values["members"], values["groups"]) == (2, 2)


def test_a_target_is_met_when_its_register_says_so_and_the_board_shows_it(house, client):
    for name in ("Nguyễn Thị An", "Trần Văn Bình"):
        people.member(house.cell, name)
    resolution = adopted(house.cell)
    _, (row,) = results(resolution, clock.today())
    assert (row.attainment.status, row.actual, row.percent) == (Status.MET, Decimal(2), Decimal(100))
    client.force_login(people.account(people.Role.MEMBER, house.cell))
    text = client.get(reverse("indicators:board", args=[resolution.pk])).content.decode()
    assert "2 người" in text
    assert "đạt 100% chỉ tiêu Nghị quyết" in text


def test_nothing_is_computed_twice_while_nothing_has_changed(house, django_assert_num_queries):
    people.member(house.cell, "Nguyễn Thị An")
    first = up_to_date()
    with django_assert_num_queries(3):
        assert up_to_date() == first


def test_an_action_that_can_change_a_value_is_seen_at_once(house):
    people.member(house.cell, "Nguyễn Thị An")
    first = up_to_date()
    people.member(house.cell, "Trần Văn Bình")
    second = up_to_date()
    assert first.snapshot != second.snapshot
    assert first.through_event < second.through_event
    assert Computation.objects.count() == 1
    assert IndicatorValue.objects.get(indicator="members", unit="cell", period="2021").value == 2


def test_an_action_elsewhere_computes_nothing_anew(house):
    people.member(house.cell, "Nguyễn Thị An")
    first = up_to_date()
    people.account(people.Role.CLERK, house.cell)
    assert up_to_date() == first


def test_every_verb_that_is_said_to_change_a_value_is_one_that_some_action_has():
    source = Path(nhiemky.__file__).parent
    verbs = {verb for file in source.rglob("*.py") for verb in re.findall(r'@action\("([a-z_.]+)"\)', file.read_text())}
    assert all(any(verb.startswith(beginning) for verb in verbs) for beginning in CHANGING)


def test_the_same_facts_have_the_same_digest(house):
    people.member(house.cell, "Nguyễn Thị An")
    first = up_to_date()
    Computation.objects.all().delete()
    assert up_to_date().snapshot == first.snapshot


def test_a_visitor_and_a_reporter_see_no_board(house, client):
    resolution = adopted(house.cell)
    address = reverse("indicators:board", args=[resolution.pk])
    assert client.get(address).status_code == 302
    client.force_login(people.account(people.Role.REPORTER, house.board))
    assert client.get(address).status_code == 403


def test_an_unknown_indicator_is_not_found(house, client):
    client.force_login(people.account(people.Role.AUDITOR, house.committee))
    assert client.get(reverse("indicators:indicator", args=["nothing"])).status_code == 404
    assert client.get(reverse("indicators:indicator", args=["members"])).status_code == 200


def test_a_new_day_of_the_office_begins_at_its_own_midnight(house):
    people.member(house.cell, "Nguyễn Thị An")
    with clock.at(datetime(2022, 6, 16, 16, 0, tzinfo=UTC)):
        assert up_to_date().day == date(2022, 6, 16)
    with clock.at(datetime(2022, 6, 16, 17, 30, tzinfo=UTC)):
        assert up_to_date().day == date(2022, 6, 17)


def test_an_indicator_is_shown_in_the_tree_of_another_day(house, client):
    """The page computes history where units stood then; the kept values stay those of today's tree."""
    people.member(house.cell, "Nguyễn Thị An")
    people.unit("successor", "Đảng bộ mới", people.Unit.Kind.PARTY_COMMITTEE)
    with clock.at(datetime(2022, 6, 16, 3, tzinfo=UTC)):
        merged = Placement(unit="committee", parent="successor", since=date(2022, 1, 1), source="kiểm thử")
        place_unit(people.CLOCKMAKER, merged)
        people.account(people.Role.AUDITOR, house.committee, "a")
        client.force_login(User.objects.get(username="a"))
        address = reverse("indicators:indicator", args=["members"])
        today = client.get(address).content.decode()
        then = client.get(address, {"as_of": "2021-12-31"}).content.decode()
        assert "Đảng bộ mới" in today
        assert "Đảng bộ mới" not in then
        assert "31/12/2021" in then
        assert client.get(address, {"as_of": "2023-01-01"}).status_code == 422
        assert client.get(address, {"as_of": "soon"}).status_code == 422
        ((_, before),) = cells_as_of(date(2021, 12, 31), ["members"], ["committee"], [year(2021)]).items()
        ((_, after),) = cells(up_to_date(), ["members"], ["successor"], [year(2021)]).items()
        assert (before.written, after.written) == ("1", "1")


@pytest.mark.parametrize(
    ("placement", "code"),
    [
        ({"unit": "nobody", "parent": "board", "since": date(2022, 1, 1)}, "C01"),
        ({"unit": "cell", "parent": "nobody", "since": date(2022, 1, 1)}, "C01"),
        ({"unit": "committee", "parent": "cell", "since": date(2022, 1, 1)}, "C02"),
        ({"unit": "cell", "parent": "board", "since": date(2021, 1, 1)}, "C08"),
    ],
)
def test_a_unit_cannot_stand_nowhere_above_itself_or_in_two_places(house, placement, code):
    place_unit(
        people.CLOCKMAKER,
        Placement(unit="cell", parent="board", since=date(2020, 1, 1), until=date(2021, 12, 31), source="x"),
    )
    with pytest.raises(Refused, match=code):
        place_unit(people.CLOCKMAKER, Placement(**placement, source="x"))
    assert Placement.objects.count() == 1


def test_two_committees_elected_in_one_month_count_the_later_term_and_break_nothing(house):
    """Terms of one unit whose last rounds fell into one month used to be "stated twice" (C05) on every page."""
    with clock.at(scenes.MOMENT):
        hall = scenes.hall(house)
        scenes.declared(hall)
        term = people.term(house.cell, ordinal=9, label="2022 - 2027", since=scenes.DAY)
        scenes.declared(replace(hall, term=term))
        (cell,) = cells(up_to_date(), ["seats_elected"], ["cell"], [month_of(scenes.DAY)]).values()
    assert (cell.written, refusals()) == ("5", [])


def test_one_bad_register_is_named_and_the_others_are_shown(house, client, monkeypatch):
    def bad(measure, today, scope=None):
        yield Fact("cell", measure, month_of(today), Fraction(1))
        yield Fact("cell", measure, month_of(today), Fraction(2))

    def broken(measure, today, scope=None):
        raise ValueError("no such month")

    people.member(house.cell, "Nguyễn Thị An")
    monkeypatch.setattr(sources, "REGISTERS", {**REGISTERS, "seats_elected": bad, "groups": broken})
    client.force_login(people.account(people.Role.AUDITOR, house.committee))
    page = client.get(reverse("indicators:indicator", args=["seats_elected"])).content.decode()
    assert "C05" in page
    assert "C07" not in page
    assert client.get(reverse("indicators:indicator", args=["members"])).status_code == 200
    assert {each.code for each in refusals()} == {"C05", "C07"}
    shown = set(IndicatorValue.objects.values_list("indicator", flat=True))
    assert "members" in shown
    assert not {"seats_elected", "groups"} & shown
    monkeypatch.undo()
    people.member(house.cell, "Trần Văn Bình")
    up_to_date()
    assert refusals() == []


def test_a_board_can_have_periods_of_its_own(house):
    people.member(house.cell, "Nguyễn Thị An")
    term, since = parse_period("2020-06-29..2021-06-16"), parse_period("..2021-Q3")
    assert cells(up_to_date(), ["members"], ["cell"], [term, since]) == {}
    keep_periods([term, since, year(2021)])
    found = cells(up_to_date(), ["members"], ["cell"], [term, since, parse_period("2021-01..2021-12")])
    assert {place.period for place in found} == {"2020-06-29..2021-06-16", "..2021-Q3", "2021-01..2021-12"}
    assert KeptPeriod.objects.count() == 2


def test_what_takes_long_is_left_to_a_worker_and_the_page_says_so(house, monkeypatch):
    up_to_date()
    monkeypatch.setattr(queries, "_MOST_EVENTS", 0)
    asked = []
    monkeypatch.setattr(actions, "follow_the_records", SimpleNamespace(enqueue=lambda: asked.append(1)))
    people.member(house.cell, "Nguyễn Thị An")
    found = up_to_date()
    assert up_to_date().through_event == found.through_event
    assert (len(asked), pending(found)) == (1, 1)
    follow_the_records.enqueue()
    assert pending(up_to_date()) == 0


def test_the_overview_says_how_far_a_resolution_has_come_and_the_newest_values(house, client):
    people.member(house.cell, "Nguyễn Thị An")
    adopted(house.cell)
    client.force_login(people.account(people.Role.MEMBER, house.cell))
    page = client.get(reverse("indicators:overview")).content.decode()
    assert "0/1 chỉ tiêu đạt và vượt" in page
    assert "1 chưa đạt" in page or "1 chưa đến hạn" in page or "1 không đủ dữ liệu" in page
    row = page[page.index(reverse("indicators:indicator", args=["members"])) :]
    assert "1 người" in row[: row.index("</tr>")]
    other = page[page.index(reverse("indicators:indicator", args=["exports"])) :]
    assert "chưa đủ dữ liệu" in other[: other.index("</tr>")]


def test_the_overview_takes_the_same_queries_for_one_resolution_and_for_three(house, client):
    client.force_login(people.account(people.Role.MEMBER, house.cell))

    def queries():
        up_to_date()
        with CaptureQueriesContext(connection) as counted:
            assert client.get(reverse("indicators:overview")).status_code == 200
        return len(counted)

    adopted(house.cell)
    first = queries()
    adopted(house.cell, 100)
    adopted(house.cell, 101)
    assert queries() == first
