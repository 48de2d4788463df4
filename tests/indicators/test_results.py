"""Targets held against what accepted reports and registers say, and never against something stale."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from django.urls import reverse

import nhiemky
from nhiemky.core.indicators.attainment import Status
from nhiemky.indicators import catalogue
from nhiemky.indicators.actions import up_to_date
from nhiemky.indicators.events import CHANGING
from nhiemky.indicators.models import Computation, IndicatorValue
from nhiemky.indicators.registers import NOT_KEPT, REGISTERS, months
from nhiemky.indicators.results import results
from nhiemky.records import clock
from tests import people
from tests.site.examples.indicators import adopted


def test_every_register_that_a_measure_names_is_kept_or_known_to_be_missing(db):
    named = {measure.source.name for measure in catalogue.measures().values() if hasattr(measure.source, "name")}
    assert named == set(REGISTERS) | NOT_KEPT
    assert not set(REGISTERS) & NOT_KEPT


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
