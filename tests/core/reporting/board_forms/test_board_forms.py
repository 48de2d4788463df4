"""The board's forms 2101, 2103 and 2104, on a handful of invented projects whose sums fit on a finger."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from nhiemky.core.indicators.periods import parse_period
from nhiemky.core.reporting.board_forms.attraction import attraction
from nhiemky.core.reporting.board_forms.figures import HECTARE, Basis, Figure, together
from nhiemky.core.reporting.board_forms.infrastructure import Infrastructure, infrastructure
from nhiemky.core.reporting.board_forms.material import Effect, Land, Material, Origin, Project
from nhiemky.core.reporting.board_forms.production import production
from nhiemky.core.reporting.lines import Currency, Place, Report
from nhiemky.core.reporting.value_states import ValueState
from nhiemky.core.zones.capital import Capital, Kind

RATE = Decimal(25_000)


def project(code, origin, zone="bac", usd=0, vnd=0, *, in_force=True):
    return Project(code, zone, origin, in_force, Capital(Decimal(vnd), Decimal(usd), Decimal(0)))


def report(unit, currency=Currency.USD, period="2022-Q1", **cells):
    values = {Place(line.replace("_", "."), "quarter"): Decimal(value) for line, value in cells.items()}
    values[Place("I", "since_licence")] = Decimal(9_000_000 if currency is Currency.USD else 9_000)
    return Report("A.III.1", unit, parse_period(period), currency, RATE, values)


def effect(project, kind, change, currency=Currency.USD, left=None):
    return Effect(project, f"GCN-{project}-{kind}", kind, Decimal(change), currency, left or Capital())


MATERIAL = Material(
    period=parse_period("2022-Q1"),
    rate=RATE,
    zones={"bac": "Khu Bắc", "nam": "Khu Nam"},
    projects=(
        project("f1", Origin.FDI, usd=5_000_000),
        project("f2", Origin.FDI, "nam", vnd=50_000_000_000),
        project("d1", Origin.DOMESTIC, vnd=40_000_000_000),
        project("d2", Origin.DOMESTIC, "nam", in_force=False),
    ),
    effects=(
        effect("f1", Kind.NEW, 5_000_000),
        effect("f1", Kind.ADJUSTMENT, 1_500_000),
        effect("f2", Kind.ADJUSTMENT, -25_000_000_000, Currency.VND),
        effect("d2", Kind.REVOCATION, 0, left=Capital(vnd=Decimal(7_000_000_000))),
    ),
    filed=(report("f1", II=2_000_000, III=1_000_000, VII=40_000), report("d1", Currency.VND, II=3_000, VII=500, III=0)),
    latest=(
        report("f1", II=2_000_000, V=10, V_1=8, V_2=2),
        report("d1", Currency.VND, II=0, V=5, V_1=5, V_2=0),
    ),
    owing=(("f2", "2022-Q1"),),
    land={
        "bac": Land(Decimal(30), Decimal(28), Decimal(60), Decimal(100), ("báo cáo khu Bắc",)),
        "nam": Land(Decimal(10), Decimal("11.5"), Decimal(20), Decimal(40), ("báo cáo khu Nam",)),
    },
)


def cell(table, row, column):
    return next(each for each in table.rows if each.code == row).cells[column]


@pytest.mark.parametrize(
    ("row", "value", "unit"),
    [
        ("fdi.new", 1, "project"),
        ("fdi.new_capital", 5, "million USD"),
        ("fdi.increased", "1.5", "million USD"),
        # 25 billion VND of a foreign investor's licence at 25,000: one million USD.
        ("fdi.decreased", -1, "million USD"),
        ("fdi.revoked", 0, "project"),
        ("domestic.revoked", 1, "project"),
        ("domestic.revoked_capital", 7, "billion VND"),
        ("fdi.revenue", 2, "million USD"),
        ("domestic.revenue", 3, "billion VND"),
        # Trade is in million USD and the budget in billion VND whoever invests.
        ("fdi.budget", 1, "billion VND"),
        ("domestic.budget", "0.5", "billion VND"),
        ("domestic.exports", 0, "million USD"),
        ("land", "0.5", "ha"),
    ],
)
def test_2101_tells_what_was_attracted(row, value, unit):
    found = cell(attraction(MATERIAL), row, "total")
    assert (found.value, found.unit) == (Fraction(value), unit)


def test_2101_leaves_economic_zones_empty_and_not_at_0():
    table = attraction(MATERIAL)
    assert {cell(table, row.code, "coastal").value for row in table.rows} == {None}
    assert {cell(table, row.code, "coastal").state for row in table.rows} == {ValueState.MISSING}


def test_every_figure_says_what_it_was_computed_from():
    table = attraction(MATERIAL)
    assert cell(table, "fdi.new", "total").basis.certificates == ("GCN-f1-new",)
    cut = cell(table, "fdi.decreased", "total").basis
    assert cut.converted == ("GCN-f2-adjustment",)
    revenue = cell(table, "fdi.revenue", "total").basis
    assert (revenue.reports, revenue.missing) == (("f1 A.III.1 2022-Q1",), ("f2 2022-Q1",))
    assert cell(table, "fdi.budget", "total").basis.converted == ("f1 A.III.1 2022-Q1",)


def test_a_sum_without_a_report_that_is_owed_is_provisional_and_a_zero_is_a_zero():
    table = attraction(MATERIAL)
    assert cell(table, "fdi.revenue", "total").state is ValueState.PROVISIONAL
    assert cell(table, "domestic.revenue", "total").state is ValueState.VALUE
    assert cell(table, "domestic.exports", "total").state is ValueState.ZERO
    # Nobody wrote a figure of imports: nothing is known, which is not 0.
    assert cell(table, "domestic.imports", "total").state is ValueState.MISSING


def test_another_rate_moves_only_what_is_converted():
    dearer = attraction(replace(MATERIAL, rate=Decimal(50_000)))
    assert cell(dearer, "fdi.decreased", "total").value == Fraction(-1, 2)
    assert cell(dearer, "fdi.increased", "total").value == Fraction(3, 2)


KEPT = Infrastructure(
    "bac", {"investor": "Công ty Hạ tầng"}, {"domestic": Decimal(700), "completion": Decimal(80)}, "Sổ"
)


def test_2103_divides_sums_and_never_means():
    table = infrastructure(MATERIAL, [KEPT])
    assert cell(table, "bac", "occupancy").value == 50
    assert cell(table, "total", "occupancy").value == 50
    uneven = {**MATERIAL.land, "nam": replace(MATERIAL.land["nam"], leased=Decimal(20))}
    # (30 + 20) ÷ (60 + 20), not (50 + 100) ÷ 2.
    assert cell(infrastructure(replace(MATERIAL, land=uneven), []), "total", "occupancy").value == Fraction(125, 2)


@pytest.mark.parametrize("land", [Decimal(0), None])
def test_2103_has_no_occupancy_where_there_is_no_land(land):
    bare = {"bac": replace(MATERIAL.land["bac"], industrial=land)}
    found = cell(infrastructure(replace(MATERIAL, zones={"bac": "Khu Bắc"}, land=bare), []), "bac", "occupancy")
    assert (found.value, found.state) == (None, ValueState.MISSING)


def test_2103_shows_what_the_board_keeps_and_gaps_where_it_keeps_nothing():
    table = infrastructure(MATERIAL, [KEPT])
    assert cell(table, "bac", "domestic").value == 700
    assert cell(table, "nam", "domestic").state is ValueState.MISSING
    total = cell(table, "total", "domestic")
    assert (total.value, total.state) == (700, ValueState.PROVISIONAL)
    assert "completion" not in table.rows[-1].cells


def test_2103_of_a_zone_without_land_has_gaps_and_names_the_source_of_each_figure():
    table = infrastructure(replace(MATERIAL, land={"nam": MATERIAL.land["nam"]}), [KEPT])
    for column in ("area", "leased", "occupancy"):
        assert cell(table, "bac", column).state is ValueState.MISSING
    assert cell(table, "bac", "domestic").basis == Basis(facts=("Sổ",))
    assert cell(table, "nam", "area").basis == Basis(facts=("báo cáo khu Nam",))
    assert cell(table, "nam", "area").value == 40


@pytest.mark.parametrize("day", ["leased", "leased_before"])
def test_land_leased_in_the_period_is_known_only_where_both_days_are(day):
    half = {**MATERIAL.land, "bac": replace(MATERIAL.land["bac"], **{day: None})}
    rows = attraction(replace(MATERIAL, land=half)).rows
    (found,) = (row.cells["total"] for row in rows if row.cells["total"].unit == HECTARE)
    assert (found.value, found.state) == (Fraction(-3, 2), ValueState.PROVISIONAL)


def test_nobody_who_wrote_a_figure_makes_no_sum_of_workers_and_no_zero():
    table = production(replace(MATERIAL, latest=(report("f1", II=2_000_000),)))
    for row, column in (("bac", "workers_vn"), ("total", "workers_vn"), ("nam", "workers_foreign")):
        assert (cell(table, row, column).value, cell(table, row, column).state) == (None, ValueState.MISSING)
    assert cell(production(replace(MATERIAL, latest=())), "bac", "fdi.realised").state is ValueState.MISSING


def test_a_sum_with_a_provisional_part_is_provisional_and_one_of_nothing_is_missing():
    whole, owed = Figure(Fraction(2), "ha", ValueState.VALUE), Figure(Fraction(3), "ha", ValueState.PROVISIONAL)
    assert together([whole, owed], "ha").state is ValueState.PROVISIONAL
    assert together([owed], "ha").state is ValueState.PROVISIONAL
    assert together([whole, whole], "ha") == Figure(Fraction(4), "ha", ValueState.VALUE)
    assert together([], "ha") == Figure(None, "ha", ValueState.MISSING)


@pytest.mark.parametrize(
    ("zone", "column", "value"),
    [
        ("bac", "fdi.projects", 1),
        ("bac", "fdi.registered", 5),
        ("nam", "fdi.registered", 2),
        ("nam", "domestic.projects", 0),
        ("bac", "fdi.operating", 1),
        ("bac", "domestic.operating", 1),
        ("bac", "fdi.realised", 9),
        ("bac", "domestic.realised", 9),
        ("bac", "fdi.revenue", 2),
        ("bac", "domestic.revenue", 3),
        ("bac", "workers_vn", 13),
        ("bac", "workers_foreign", 2),
        ("total", "fdi.registered", 7),
        ("total", "workers_vn", 13),
    ],
)
def test_2104_counts_each_zone(zone, column, value):
    assert cell(production(MATERIAL), zone, column).value == Fraction(value)


def test_2104_does_not_call_a_zone_empty_whose_report_is_missing():
    table = production(MATERIAL)
    assert cell(table, "nam", "fdi.revenue").state is ValueState.MISSING
    assert cell(table, "total", "fdi.revenue").state is ValueState.PROVISIONAL
    nobody = replace(MATERIAL, projects=MATERIAL.projects[:1], latest=(), filed=(), owing=())
    assert cell(production(nobody), "nam", "fdi.revenue").state is ValueState.ZERO


EMPTY = Land(None, Decimal("11.5"), None, None, ())


def test_a_zone_that_ended_has_a_row_only_while_something_is_stated_of_it():
    gone = replace(MATERIAL, ended=frozenset({"nam"}), land=MATERIAL.land | {"nam": EMPTY})
    assert [row.code for row in infrastructure(gone, []).rows] == ["bac", "total"]
    assert cell(attraction(gone), "land", "total").value == Fraction("-9.5"), "2 more, and 11.5 no more"
    left = replace(gone, land=gone.land | {"nam": replace(EMPTY, leased_before=None)})
    change = cell(attraction(left), "land", "total")
    assert (change.value, change.state) == (2, ValueState.VALUE), "nothing of it is missing"
    kept = replace(MATERIAL, ended=frozenset({"nam"}))
    assert [row.code for row in infrastructure(kept, []).rows] == ["bac", "nam", "total"]
    # A project in force that still stands in it is not lost.
    assert [row.code for row in production(gone).rows] == ["bac", "nam", "total"]
    others = tuple(each for each in gone.projects if each.code != "f2")
    assert [row.code for row in production(replace(gone, projects=others)).rows] == ["bac", "total"]
    filed = replace(gone, projects=others, filed=(report("d2"),))
    assert [row.code for row in production(filed).rows] == ["bac", "nam", "total"]
