"""What zones state until they end: land, operating, wastewater plants; and what successors state for them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from nhiemky.core.indicators.periods import parse_period
from nhiemky.indicators.actions import up_to_date
from nhiemky.indicators.definitions import actions as definitions
from nhiemky.indicators.definitions.models import OfficeDefinition
from nhiemky.indicators.history import cells_as_of
from nhiemky.indicators.models import Placement, StatedFact
from nhiemky.indicators.placements import actions as placements
from nhiemky.indicators.registers import REGISTERS
from nhiemky.indicators.zone_registers import zones_operating
from nhiemky.organisation.models import Role
from nhiemky.records import clock
from nhiemky.zones import actions
from nhiemky.zones.models import WastewaterPlant, ZoneFact
from tests import people
from tests.indicators.reports import project, zone
from tests.reporting.form_definitions.made import colleague

LAST = date(2022, 5, 10)
MEAN = """
code = "{code}"
unit = "ha"
formula = "{formula}"
at = "unit"
over_units = "average"
decimals = 0
cite = "Quyết định của Ban"
sure = "verified"
effective_from = 2023-02-01
name = {{ vi = "Diện tích bình quân một khu {code}", en = "Mean land of a zone {code}" }}
"""


@pytest.fixture(autouse=True)
def day():
    with clock.at(datetime(2023, 2, 1, 3, tzinfo=UTC)):
        yield


@pytest.fixture
def zones(house):
    """Two zones that operate from February 2021 and have land and a plant; and one without anything."""
    made = [zone(house.board, code) for code in ("khu-a", "khu-b")]
    for number, each in enumerate(made, 1):
        project(each, f"da-{number}")
        land(each, 100 * number, date(2022, 1, 31))
        leased(each, 30 * number, date(2022, 1, 31))
        actions.add_plant(people.CLOCKMAKER, plant(each))
    return [*made, zone(house.board, "khu-c")]


def plant(zone, **more):
    return WastewaterPlant(zone=zone, capacity=Decimal(9), since=date(2021, 6, 1), document="QĐ", **more)


def land(zone, hectares, day, kind=ZoneFact.Kind.INDUSTRIAL_SERVICE_LAND):
    row = ZoneFact(zone=zone, kind=kind, value=hectares, as_of=day, sure="verified", source="QĐ")
    return actions.add_fact(people.CLOCKMAKER, row)


def leased(zone, hectares, day):
    return land(zone, hectares, day, ZoneFact.Kind.LEASED)


def closed(code="khu-b", until=LAST):
    row = Placement(unit=code, kind="closing", until=until, source="QĐ 1")
    return placements.place_unit(people.CLOCKMAKER, row)


def merged(code="khu-b", parent="khu-a", since=date(2022, 5, 11)):
    row = Placement(unit=code, kind="merge", parent=parent, since=since, source="QĐ 1")
    return placements.place_unit(people.CLOCKMAKER, row)


def stated(register, today=date(2023, 2, 1)):
    found = {}
    for fact in REGISTERS[register](register, today, None):
        found.setdefault(fact.unit, {})[fact.period.code] = int(fact.value)
    return found


def kept(indicator, unit, *periods):
    rows = dict(up_to_date().values.filter(indicator=indicator, unit=unit).values_list("period", "value"))
    return [rows.get(period) for period in periods]


def test_a_closed_zone_operates_to_its_last_day_and_is_stated_as_0_once(zones):
    closed()
    found = stated("zones_operating")["khu-b"]
    assert (min(found), found["2022-04"], found["2022-05"], max(found)) == ("2021-02", 1, 0, "2022-05")
    assert max(stated("zones_operating")["khu-a"]) == "2023-02"
    assert stated("zones_operating", LAST)["khu-b"]["2022-05"] == 1, "on its last day it stands"


def test_a_zone_that_closes_with_a_month_stands_at_that_months_end(zones):
    closed(until=date(2022, 5, 31))
    found = stated("zones_operating")["khu-b"]
    assert (found["2022-05"], found["2022-06"], max(found)) == (1, 0, "2022-06")
    assert stated("zones_operating", date(2022, 5, 31))["khu-b"]["2022-05"] == 1


def test_its_land_and_plants_end_with_it(zones):
    before = kept("occupancy", "board", "2022"), kept("wastewater_share", "khu-b", "2021", "2022", "2023")
    assert before == ([30], [100, 100, 100])
    leased(zones[1], 120, date(2022, 2, 28))
    assert kept("occupancy", "board", "2022") == [50]
    closed()
    assert stated("zone_land")["khu-b"] == {"2022-01": 200, "2022-05": 0}
    assert stated("zone_land_leased")["khu-b"] == {"2022-01": 60, "2022-02": 120, "2022-05": 0}
    assert kept("occupancy", "board", "2022-Q1", "2022") == [50, 30], "30 of 100 ha at the end of the year"
    assert kept("wastewater_share", "khu-b", "2021", "2022-04", "2022", "2023") == [100, 100, None, None]
    assert kept("wastewater_share", "board", "2022", "2023") == [100, 100]


def test_a_figure_dated_after_the_last_day_is_no_figure_of_the_zone(zones):
    closed()
    land(zones[1], 999, date(2022, 5, 20))
    assert stated("zone_land")["khu-b"] == {"2022-01": 200, "2022-05": 0}


def test_one_of_two_zones_that_merge_goes_on(zones):
    merged()
    assert stated("zones_operating")["khu-b"]["2022-05"] == 0
    assert stated("zones_operating")["khu-a"]["2022-05"] == 1
    assert "khu-c" not in stated("zones_operating")


def test_the_land_of_a_merged_zone_counts_until_its_successor_states_a_figure_of_both(zones):
    merged()
    assert stated("zone_land")["khu-b"] == {"2022-01": 200}
    assert kept("occupancy", "khu-a", "2022") == [30], "of both together: 90 of 300 ha"
    leased(zones[0], 150, date(2022, 9, 30))
    land(zones[0], 300, date(2022, 9, 30))
    assert stated("zone_land")["khu-b"] == {"2022-01": 200, "2022-09": 0}
    assert stated("zone_land")["khu-a"] == {"2022-01": 100, "2022-09": 300}
    assert kept("occupancy", "khu-a", "2022-Q1", "2022") == [30, 50]


def test_a_new_zone_into_which_another_merges_operates_and_has_its_plant_from_then_on(zones):
    merged("khu-b", "khu-c")
    operating = stated("zones_operating")["khu-c"]
    assert (min(operating), max(operating)) == ("2022-05", "2023-02")
    assert stated("zones_with_wastewater_plant")["khu-c"] == operating
    right = plant(zones[1], until=date(2022, 11, 30))
    actions.correct_plant(people.CLOCKMAKER, zones[1].plants.get(), right, "Ngừng")
    found = stated("zones_with_wastewater_plant")["khu-c"]
    assert (found["2022-11"], found["2022-12"], found["2023-01"]) == (1, 0, 0)


def test_a_scope_reads_what_merged_with_it_and_states_its_own(zones):
    merged("khu-b", "khu-c")
    for name in ("zones_operating", "zones_with_wastewater_plant", "zone_land"):
        every = stated(name)
        for code in ("khu-a", "khu-b", "khu-c"):
            facts = REGISTERS[name](name, clock.today(), frozenset({code}))
            assert {fact.period.code: int(fact.value) for fact in facts} == every.get(code, {})


def test_a_closing_that_is_withdrawn_or_corrected_never_was(zones):
    before = [stated(name) for name in ("zones_operating", "zone_land")]
    row = closed()
    right = Placement(until=date(2022, 8, 31), source="QĐ 2")
    right = placements.correct(people.CLOCKMAKER, row, right, "Gõ nhầm")
    assert stated("zones_operating")["khu-b"]["2022-09"] == 0
    placements.withdraw(people.CLOCKMAKER, right, "Quyết định bị hủy")
    assert [stated(name) for name in ("zones_operating", "zone_land")] == before


def test_the_kept_facts_follow_a_closing_a_merger_and_their_withdrawal(zones):
    def facts():
        up_to_date()
        rows = StatedFact.objects.filter(measure="zones_operating").order_by("unit", "period")
        return [(row.unit, row.period, int(row.value)) for row in rows]

    def now():
        return sorted((fact.unit, fact.period.code, int(fact.value)) for fact in zones_operating("m", clock.today()))

    assert facts() == now()
    for write in (closed, lambda: merged("khu-a", "khu-c")):
        row = write()
        assert facts() == now()
        placements.withdraw(people.CLOCKMAKER, row, "Nhầm")
        assert facts() == now()
    with clock.at(datetime(2023, 3, 1, 3, tzinfo=UTC)):
        closed(until=date(2023, 3, 9))
        assert facts() == now()
    with clock.at(datetime(2023, 3, 10, 3, tzinfo=UTC)):
        assert facts() == now()
        assert ("khu-b", "2023-03", 0) in now()


def test_history_as_of_a_day_before_a_zone_ended_still_counts_it(zones):
    closed()
    up_to_date()
    year = parse_period("2022")

    def as_of(day):
        found = cells_as_of(day, ["wastewater_share", "occupancy"], ["board", "khu-b"], [year])
        return {(place.unit, place.indicator): cell.value for place, cell in found.items() if place.unit == "khu-b"}

    assert as_of(date(2022, 5, 11)) == {("khu-b", "wastewater_share"): None, ("khu-b", "occupancy"): None}
    assert as_of(LAST) == {("khu-b", "wastewater_share"): 100, ("khu-b", "occupancy"): 30}


def test_a_mean_over_zones_counts_a_zone_that_closes_while_it_stands_and_not_as_0(house, zones):
    """Divided by whether the zone operates, a zone that stands no more has no value (decision 0014)."""
    officer, second = people.account(Role.ZONES_OFFICER, house.board), colleague(house.board)
    for code, formula in (("mean_land", "zone_land / zones_operating"), ("plain_mean", "zone_land")):
        row = definitions.draft(officer, OfficeDefinition.Kind.INDICATOR, MEAN.format(code=code, formula=formula))
        definitions.release(second, row, row.edition)
    closed()
    assert kept("mean_land", "board", "2022-Q1", "2022-Q2", "2022", "2023") == [150, None, 100, None]
    assert kept("plain_mean", "board", "2022-Q1", "2022-Q2", "2022") == [150, 0, 50], "the price that 0014 names"
