"""Snapshots of the database: immutable, named by their bytes, and read by the command that needs no database."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pyarrow.parquet as pq
import pytest
from django.test import override_settings

from nhiemky.core.indicators.periods import parse_period
from nhiemky.engine.connections import Engine
from nhiemky.engine.run import Request, write_values
from nhiemky.engine.snapshot import open_snapshot
from nhiemky.indicators import catalogue, snapshots
from nhiemky.indicators.actions import up_to_date
from nhiemky.indicators.models import IndicatorValue, Placement, Snapshot, SplitValue, StatedFact
from nhiemky.indicators.placements.actions import place_unit
from nhiemky.indicators.tasks import take
from nhiemky.records import clock
from tests import people
from tests.indicators.reports import accepted, certificate, corrected, project, zone


@pytest.fixture(autouse=True)
def place(tmp_path):
    with clock.at(datetime(2022, 7, 1, 3, tzinfo=UTC)), override_settings(DATA=tmp_path):
        yield


@pytest.fixture
def reports(house):
    mill = project(zone(house.board, "song-cong"), "mill")
    certificate(mill, Decimal(7_000_000_000))
    people.member(house.cell, "Nguyễn Thị An")
    return [accepted(mill, f"2022-Q{quarter}", Decimal(100 * quarter)) for quarter in (1, 2)]


def test_a_snapshot_says_what_it_covers_and_is_taken_once(reports):
    first = snapshots.take_snapshot()
    assert (first.reports, first.through_event) == (2, up_to_date().through_event)
    assert sorted(path.name for path in snapshots.folder_of(first).iterdir()) == ["facts.parquet", "units.parquet"]
    assert pq.read_metadata(snapshots.folder_of(first) / "facts.parquet").num_rows == first.facts
    assert snapshots.take_snapshot() == first
    corrected(reports[0], Decimal(50))
    name = take.enqueue().return_value
    assert Snapshot.objects.get(name=name) != first
    assert len(list((snapshots.folder_of(first)).parent.iterdir())) == Snapshot.objects.count() == 2


def test_equal_facts_are_equal_bytes_in_any_database(reports):
    """One constant for SQLite and PostgreSQL; another pyarrow may write other bytes for all of them."""
    taken = snapshots.take_snapshot()
    assert (taken.facts_digest[:16], taken.units_digest[:16]) == ("85c90bffc59f1b9a", "56e5cdc1045e2044")


def test_the_engine_computes_from_it_what_the_pages_show(reports, tmp_path):
    up_to_date()
    folder = snapshots.folder_of(snapshots.take_snapshot())
    units = frozenset(IndicatorValue.objects.values_list("unit", flat=True))
    periods = asked()
    for by in ((), ("sector",)):
        out = tmp_path / "values.parquet"
        request = Request(periods, by, units)
        write_values(open_snapshot(folder), catalogue.whole(), request, Engine.DUCKDB, out, lambda *_: None)
        found = {
            (row["indicator"], row["unit"], row["period"], *(row[name] or "" for name in by)): row
            for row in pq.read_table(out).to_pylist()
        }
        shown = SplitValue.objects.filter(dimension="sector") if by else IndicatorValue.objects.all()
        assert shown.count() > 30
        for cell in shown.filter(period__in=[period.code for period in periods]):
            row = found[cell.indicator, cell.unit, cell.period, *((cell.split,) if by else ())]
            assert (row["value"] or "", row["status"], row["facts"]) == (cell.written, cell.status, cell.facts)


def asked():
    return [parse_period(code) for code in ("2021", "2022", "2022-Q1", "2022-YTD-09", "2022-03")]


def test_places_of_other_times_stand_in_it_with_their_days(reports, house):
    people.unit("south", "Ban phía Nam", people.Unit.Kind.BOARD)
    moved = Placement(unit="song-cong", parent="south", until=date(2021, 12, 31), source="kiểm thử")
    place_unit(people.CLOCKMAKER, moved)
    folder = snapshots.folder_of(snapshots.take_snapshot())
    above = {day: tree(folder, day)["song-cong"] for day in (date(2021, 12, 31), date(2022, 1, 1))}
    assert above == {date(2021, 12, 31): "south", date(2022, 1, 1): "board"}


def test_a_closed_zone_stands_in_it_to_its_last_day_and_states_0_after_it(reports):
    place_unit(people.CLOCKMAKER, Placement(unit="song-cong", kind="closing", until=date(2022, 5, 10), source="QĐ"))
    folder = snapshots.folder_of(snapshots.take_snapshot())
    units = pq.read_table(folder / "units.parquet").to_pylist()
    assert [row["valid_to"] for row in units if row["unit"] == "song-cong"] == [date(2022, 5, 10)]
    facts = pq.read_table(folder / "facts.parquet").to_pylist()
    operating = {row["period"]: row["value"] for row in facts if row["measure"] == "zones_operating"}
    assert (operating["2022-04"], operating["2022-05"], max(operating)) == (1, 0, "2022-05")
    assert tree(folder, date(2022, 7, 1))["song-cong"] == "board"


def tree(folder, day):
    return {unit.code: unit.parent for unit in open_snapshot(folder, day).units}


def test_values_stand_in_it_with_every_digit(reports):
    up_to_date()
    told = {"a": "-0.0000000001", "b": "123456789012345678901234567.0123456789", "c": "0", "d": "1E+3", "e": None}
    for unit, value in told.items():
        value = None if value is None else Decimal(value)
        StatedFact.objects.create(unit=unit, measure="members", period="2022-07", value=value, status="A")
    rows = pq.read_table(snapshots.folder_of(snapshots.take_snapshot()) / "facts.parquet").to_pylist()
    found = {row["unit"]: row["value"] for row in rows if row["unit"] in told}
    assert found == {unit: None if value is None else Decimal(value) for unit, value in told.items()}
