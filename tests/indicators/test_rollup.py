"""The stored roll-up follows reports, registers and moves, and equals what computing everything anew gives."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from nhiemky.core.indicators.compute import Question, compute
from nhiemky.core.indicators.placements import tree_on
from nhiemky.core.problem import Refused
from nhiemky.indicators import catalogue, queries, sources, tree
from nhiemky.indicators.actions import up_to_date
from nhiemky.indicators.models import (
    Computation,
    IndicatorValue,
    PartialValue,
    Placement,
    SplitValue,
    StatedFact,
)
from nhiemky.indicators.placements import actions as placements
from nhiemky.indicators.tree import DIMENSIONS
from nhiemky.records import clock
from nhiemky.zones import actions as zones
from nhiemky.zones.models import Project, WastewaterPlant, ZoneFact
from tests import people
from tests.indicators.reports import accepted, certificate, corrected, project, zone

DAY = datetime(2022, 7, 1, 3, tzinfo=UTC)
PERIODS = ["2021-Q4", "2022-Q1", "2022-Q2"]


@pytest.fixture(autouse=True)
def day():
    with clock.at(DAY):
        yield


def kept():
    """Everything the roll-up says, without row numbers."""
    columns = ["indicator", "unit", "period", "value", "status", "facts"]
    totals = {(*row[:3], "", ""): row[3:] for row in IndicatorValue.objects.values_list(*columns)}
    splits = SplitValue.objects.values_list(*columns, "dimension", "split")
    return totals | {(*row[:3], *row[6:]): row[3:6] for row in splits}


def anew():
    """The same from the plain evaluator: all facts, the whole tree, every cell."""
    today = clock.today()
    reading = sources.read(today)
    facts = [fact for unit in reading.facts.values() for fact in unit]
    units = tree_on(tree.placements()[0], today)
    projects = set(Project.objects.values_list("code", flat=True))
    shown = frozenset(unit.code for unit in units) - projects
    dimensioned = {unit.code for unit in units if unit.dimensions}
    found = {}
    for by in ((), *((name,) for name in DIMENSIONS)):
        read = [fact for fact in facts if not by or fact.unit in dimensioned]
        if by and not any(name == by[0] for unit in units for name, _ in unit.dimensions):
            continue
        question = Question(queries.wanted_periods(today), by, shown)
        measures = catalogue.measures()
        for value in compute(catalogue.definitions().values(), measures, read, units, question):
            split = (by[0], value.dimensions[0][1] or "") if by else ("", "")
            found[value.indicator, value.unit, value.period.code, *split] = (value.value, value.status, value.facts)
    return found


def follows():
    """Let the roll-up follow, and compare."""
    computation = up_to_date()
    assert kept() == anew()
    assert StatedFact.objects.count() == computation.facts
    digest = computation.snapshot
    assert PartialValue.objects.filter(stated=0).count() == 0
    return digest


def test_reports_corrections_certificates_land_members_and_moves_are_followed(house):
    first = zone(house.board, "song-cong")
    mill = project(first, "mill")
    follows()
    report = accepted(mill, "2022-Q1", Decimal(100))
    follows()
    corrected(report, Decimal(40))
    follows()
    certificate(mill, Decimal(5_000_000_000))
    follows()
    people.member(house.cell, "Nguyễn Thị An")
    follows()
    zones.add_fact(
        people.CLOCKMAKER,
        ZoneFact(
            zone=first, kind=ZoneFact.Kind.LEASED, value=Decimal(12), as_of=date(2022, 5, 31), sure="verified",
            source="kiểm thử",
        ),
    )  # fmt: skip
    follows()
    second = zone(house.board, "yen-binh")
    follows()
    mill.zone, mill.country = second, "JP"
    zones.change_project(people.CLOCKMAKER, mill)
    follows()
    mill.code = "mill-2"
    zones.change_project(people.CLOCKMAKER, mill)
    digest = follows()
    with clock.at(DAY + timedelta(days=31)):
        follows()
    Computation.objects.all().delete()
    assert follows() == digest


DAYS = st.sampled_from([date(2021, 12, 31), date(2022, 3, 31), date(2022, 5, 10), date(2022, 7, 20)])
ZONES = st.integers(0, 2)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("report"), st.integers(0, 2), st.sampled_from(PERIODS), st.integers(0, 900)),
        st.tuples(st.just("move"), st.integers(0, 2), ZONES, st.sampled_from(["JP", "KR", "VN"])),
        st.tuples(st.just("certificate"), st.integers(0, 2), st.integers(1, 9), st.none()),
        st.tuples(st.just("member"), st.none(), st.none(), st.none()),
        st.tuples(st.just("land"), ZONES, DAYS, st.integers(1, 90)),
        st.tuples(st.just("plant"), ZONES, DAYS, st.none()),
        st.tuples(st.just("open"), st.none(), st.none(), st.none()),
        st.tuples(st.just("close"), ZONES, DAYS, st.none()),
        st.tuples(st.just("merge"), ZONES, DAYS, ZONES),
        st.tuples(st.just("board"), ZONES, DAYS, st.none()),
        st.tuples(st.just("correct"), st.integers(0, 9), DAYS, st.none()),
        st.tuples(st.just("withdraw"), st.integers(0, 9), st.none(), st.none()),
        st.tuples(st.just("later"), st.none(), st.none(), st.integers(1, 30)),
    ),
    min_size=1,
    max_size=8,
)


class Office:
    """Keeps two boards' zones and projects as the steps of an example say."""

    def __init__(self, house):
        self.house, self.day = house, DAY
        self.other = people.unit("board-2", "Ban thứ hai", people.Unit.Kind.BOARD)
        self.places = [zone(house.board, name) for name in ("a-zone", "b-zone", "c-zone")]
        self.projects = [project(self.places[n % 2], f"p{n}") for n in range(3)]
        self.reports = {}

    def report(self, which, period, revenue):
        before = self.reports.get((which, period))
        made = corrected(before, Decimal(revenue)) if before else None
        self.reports[which, period] = made or accepted(self.projects[which], period, Decimal(revenue))

    def move(self, which, what, country):
        moved = self.projects[which]
        moved.zone, moved.country = self.places[what], country
        zones.change_project(people.CLOCKMAKER, moved)

    def certificate(self, which, amount, _):
        certificate(self.projects[which], Decimal(amount * 10**9))

    def member(self, *_):
        people.member(self.house.cell, f"Nguyễn Văn {self.house.cell.members.count()}")

    def land(self, which, day, hectares):
        kind = ZoneFact.Kind.LEASED if hectares % 2 else ZoneFact.Kind.INDUSTRIAL_SERVICE_LAND
        figure = ZoneFact(zone=self.places[which], kind=kind, value=hectares, as_of=day, sure="verified", source="QĐ")
        zones.add_fact(people.CLOCKMAKER, figure)

    def plant(self, which, since, _):
        plant = WastewaterPlant(zone=self.places[which], capacity=Decimal(9), since=since, document="QĐ")
        zones.add_plant(people.CLOCKMAKER, plant)

    def open(self, *_):
        opened = zone(self.house.board, f"zone-{len(self.places)}")
        self.places.append(opened)
        project(opened, f"q{len(self.places)}")

    def close(self, which, day, _):
        self._place(kind="closing", unit=self.places[which].code, until=day)

    def merge(self, which, day, what):
        self._place(kind="merge", unit=self.places[which].code, parent=self.places[what].code, since=day)

    def board(self, which, day, _):
        self._place(kind="move", unit=self.places[which].code, parent="board-2", since=day)

    def _place(self, **said):
        with suppress(Refused):
            placements.place_unit(people.CLOCKMAKER, Placement(**said, source="QĐ"))

    def _kept(self, which):
        rows = Placement.objects.filter(successor=None).exclude(kind=Placement.Kind.WITHDRAWN).order_by("pk")
        return list(rows)[which % len(rows)] if rows else None

    def correct(self, which, day, _):
        if wrong := self._kept(which):
            said = {"until": day} if wrong.kind == Placement.Kind.CLOSING else {"since": day, "parent": wrong.parent}
            with suppress(Refused):
                placements.correct(people.CLOCKMAKER, wrong, Placement(**said, source="QĐ"), "Gõ nhầm")

    def withdraw(self, which, *_):
        if wrong := self._kept(which):
            with suppress(Refused):
                placements.withdraw(people.CLOCKMAKER, wrong, "Hủy")

    def later(self, _, __, days):
        self.day += timedelta(days=days)


@settings(
    deadline=None,
    max_examples=10,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(steps=STEPS, look=st.lists(st.booleans(), min_size=8, max_size=8))
def test_any_sequence_of_acceptances_openings_closings_moves_and_mergers_gives_what_computing_anew_gives(
    house, steps, look
):
    with transaction.atomic():
        office = Office(house)
        up_to_date()
        for (kind, *said), looked in zip(steps, look, strict=False):
            with clock.at(office.day):
                getattr(office, kind)(*said)
            with clock.at(office.day):
                if looked:
                    follows()
        with clock.at(office.day):
            follows()
        transaction.set_rollback(True)
