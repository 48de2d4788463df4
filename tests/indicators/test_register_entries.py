"""Which entries of registers can have changed the value of a unit in a period."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nhiemky.core.indicators.definition import RegisterSource
from nhiemky.core.indicators.periods import parse_period
from nhiemky.indicators.actions import up_to_date
from nhiemky.indicators.register_entries import entries, verbs_of
from nhiemky.organisation import actions as organisation
from nhiemky.organisation.models import MemberRating
from nhiemky.records import clock
from nhiemky.zones import actions as zones
from nhiemky.zones.models import Certificate, WastewaterPlant
from tests import people
from tests.reporting import filing
from tests.zones import register as registers

CAPITAL = verbs_of([RegisterSource("capital_new")])
PLANTS = verbs_of([RegisterSource("zones_with_wastewater_plant")])
MEMBERS = verbs_of([RegisterSource("members_rated")])


@pytest.fixture
def register(house):
    with clock.at(filing.IN_JULY):
        made = registers.register(house)
        other = registers.zone(house.board, "khu-khac")
        up_to_date()
        yield made, other


def since() -> datetime:
    return clock.now().replace(year=2021, month=7, day=4)


def behind(verbs, unit, period):
    up_to_date()
    return sum(each.is_behind(unit, parse_period(period), since(), verbs) for each in entries(since(), verbs))


def adjusted(project, day):
    row = Certificate(
        project=project, number="2", kind="adjustment", issued_on=day, capital_change=Decimal(5), currency="USD",
        rate=Decimal(23000), authority="Ban", source="QĐ",
    )  # fmt: skip
    return zones.add_certificate(people.CLOCKMAKER, row)


def test_a_certificate_counts_for_its_zone_and_board_from_its_day_on(register):
    made, other = register
    before = behind(CAPITAL, "board", "2021-Q2"), behind(CAPITAL, "board", "2021-Q1")
    adjusted(made.project, date(2021, 5, 1))
    assert behind(CAPITAL, "board", "2021-Q2") == behind(CAPITAL, made.zone.code, "2021") == before[0] + 1
    assert behind(CAPITAL, "board", "2021-Q1") == before[1]
    assert behind(CAPITAL, other.code, "2021") == behind(CAPITAL, "cell", "2021") == 0


def test_a_correction_counts_from_the_earlier_of_both_days(register):
    made, _ = register
    wrong = adjusted(made.project, date(2021, 3, 1))
    before = behind(CAPITAL, "board", "2021-03")
    right = Certificate(
        number="2", kind="adjustment", issued_on=date(2021, 6, 1), capital_change=Decimal(5), currency="USD",
        rate=Decimal(23000), authority="Ban", source="QĐ",
    )  # fmt: skip
    zones.correct_certificate(people.CLOCKMAKER, wrong, right, "Sai ngày")
    assert behind(CAPITAL, "board", "2021-03") == before + 1


def test_what_is_written_elsewhere_does_not_count(register, house):
    made, other = register
    before = [behind(PLANTS, each, "2021") for each in (made.zone.code, other.code)]
    plant = WastewaterPlant(zone=other, capacity=Decimal(1), since=date(2021, 1, 1), document="QĐ")
    zones.add_plant(people.CLOCKMAKER, plant)
    registers.enterprise("Công ty Khác", "0100000055")
    assert [behind(PLANTS, each, "2021") for each in (made.zone.code, other.code)] == [before[0], before[1] + 1]
    rating = MemberRating(unit=house.cell, year=2020, rated=3, rated_well=3, document="BB")
    organisation.rate_members(people.CLOCKMAKER, rating)
    assert behind(PLANTS, made.zone.code, "2021") == before[0]
    found = [each for each in entries(since(), MEMBERS) if each.verb == "organisation.members_rated"]
    told = [found[0].is_behind(unit, parse_period(p), since(), MEMBERS) for unit, p in (
        ("cell", "2020"), ("cell", "2019"), ("committee", "2021"), ("board", "2021"),
    )]  # fmt: skip
    assert told == [True, False, True, False]


def test_more_entries_take_no_more_queries(register):
    made, _ = register

    def queries():
        up_to_date()
        with CaptureQueriesContext(connection) as counted:
            entries(since(), CAPITAL)
        return len(counted)

    adjusted(made.project, date(2021, 5, 1))
    first = queries()
    for day in (2, 3, 4):
        adjusted(made.project, date(2021, 5, day))
    assert queries() == first == 4
