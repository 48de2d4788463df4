"""The stored roll-up follows reports, registers and moves, and equals what computing everything anew gives."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from nhiemky.core.indicators.compute import Question, compute
from nhiemky.core.indicators.placements import tree_on
from nhiemky.indicators import catalogue, queries, sources, tree
from nhiemky.indicators.actions import up_to_date
from nhiemky.indicators.models import (
    Computation,
    IndicatorValue,
    PartialValue,
    SplitValue,
    StatedFact,
)
from nhiemky.indicators.tree import DIMENSIONS
from nhiemky.records import clock
from nhiemky.zones import actions as zones
from nhiemky.zones.models import Project, ZoneFact
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


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("report"), st.integers(0, 2), st.sampled_from(PERIODS), st.integers(0, 900)),
        st.tuples(st.just("move"), st.integers(0, 2), st.integers(0, 1), st.sampled_from(["JP", "KR", "VN"])),
        st.tuples(st.just("certificate"), st.integers(0, 2), st.integers(1, 9), st.none()),
        st.tuples(st.just("member"), st.none(), st.none(), st.none()),
    ),
    min_size=1,
    max_size=6,
)


@settings(
    deadline=None,
    max_examples=6,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(steps=STEPS, look=st.lists(st.booleans(), min_size=6, max_size=6))
def test_any_sequence_of_acceptances_corrections_and_moves_gives_what_computing_anew_gives(house, steps, look):
    with transaction.atomic():
        places = [zone(house.board, name) for name in ("a-zone", "b-zone")]
        projects = [project(places[n % 2], f"p{n}") for n in range(3)]
        reports = {}
        up_to_date()
        for number, ((kind, which, what, how), looked) in enumerate(zip(steps, look, strict=False)):
            if kind == "report" and (which, what) in reports:
                reports[which, what] = corrected(reports[which, what], Decimal(how))
            elif kind == "report":
                reports[which, what] = accepted(projects[which], what, Decimal(how))
            elif kind == "move":
                projects[which].zone, projects[which].country = places[what], how
                zones.change_project(people.CLOCKMAKER, projects[which])
            elif kind == "certificate":
                certificate(projects[which], Decimal(what * 10**9))
            else:
                people.member(house.cell, f"Nguyễn Văn {number}")
            if looked:
                follows()
        follows()
        transaction.set_rollback(True)
