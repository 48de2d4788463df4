"""Which version of a measure says where a fact comes from."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from nhiemky.core.indicators.compute import Fact
from nhiemky.core.indicators.definition import ReportSource, parse_measures
from nhiemky.core.indicators.measure_versions import MeasureVersions
from nhiemky.core.indicators.periods import parse_period

OLD = parse_measures(
    """
[workers]
unit = "person"
over_time = "last"
over_units = "sum"
effective_from = 2021-04-05
source = { kind = "register", name = "lists" }
"""
)["workers"]
NEW = parse_measures(
    """
[workers]
unit = "person"
over_time = "last"
over_units = "sum"
effective_from = 2022-01-01
source = { kind = "register", name = "registrations" }
"""
)["workers"]
NAMED = replace(NEW, effective_from=date(2023, 1, 1), name=OLD.name)


def facts(*periods):
    return [Fact("z", "workers", parse_period(code), Fraction(1)) for code in periods]


@pytest.mark.parametrize(
    ("period", "source"),
    [("2019", OLD), ("2021-Q4", OLD), ("2021-Q4..2022-Q1", NEW), ("2022", NEW), ("2022-01", NEW), ("2024", NEW)],
)
def test_a_fact_belongs_to_the_version_of_its_last_day(period, source):
    versions = MeasureVersions([NEW, OLD, NAMED])
    for each in (OLD, NEW):
        told = versions.of_source("workers", each.source, facts(period))
        assert bool(told) is (each is source)


def test_a_source_that_two_versions_share_is_read_once():
    land = replace(OLD, code="land", source=ReportSource("A.III.1", "I", "quarter", None))
    versions = MeasureVersions([OLD, NEW, NAMED, land, replace(OLD, code="typed", source=None)])
    assert list(versions.registers()) == [("workers", OLD.source), ("workers", NEW.source)]
    assert versions.sources({"workers", "typed"}) == {OLD.source, NEW.source}
    assert versions.newest["workers"] == NAMED


def test_what_is_retired_states_nothing_after_its_last_day():
    versions = MeasureVersions([OLD, replace(NEW, effective_until=date(2022, 6, 30))])
    assert [fact.period.code for fact in versions.of_source("workers", NEW.source, facts("2022-H1", "2022"))] == [
        "2022-H1"
    ]
    assert versions.on(date(2022, 7, 1)) == {}
    assert MeasureVersions([]).on(date(2022, 7, 1)) == {}
