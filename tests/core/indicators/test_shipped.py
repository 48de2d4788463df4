"""The definitions that come with the product."""

from importlib.resources import files

import pytest

from nhiemky.core.indicators.definition import RegisterSource, ReportSource
from nhiemky.core.indicators.formula import measures_of
from nhiemky.core.indicators.shipped import shipped_definitions
from nhiemky.core.indicators.units import parse_unit
from nhiemky.core.quantities import WORDS
from nhiemky.core.reporting.forms import MONEY
from nhiemky.core.reporting.shipped import shipped_forms

FILES = sorted(
    file.name
    for file in files("nhiemky.core.indicators").joinpath("definitions").iterdir()
    if file.name not in {"measures.toml"}
)
NEEDED = {
    "new_projects",
    "new_capital",
    "exports",
    "budget_revenue",
    "average_income",
    "new_jobs",
    "members",
    "groups",
    "seats_elected",
    "targets",
    "tasks",
}


@pytest.mark.parametrize("file", FILES)
def test_every_definition_is_named_after_its_file_cited_and_dated(file):
    definition = shipped_definitions().indicators[file.removesuffix(".toml")]
    assert definition.cite
    assert definition.effective_from.year >= 2000
    assert definition.name.vi != definition.name.en


def test_the_demonstration_has_every_indicator_it_needs():
    assert shipped_definitions().indicators.keys() >= NEEDED


def test_every_measure_is_used_and_has_a_source():
    definitions = shipped_definitions()
    used = set().union(*(measures_of(each.expression) for each in definitions.indicators.values()))
    assert used == definitions.measures.keys()
    assert all(measure.source is not None for measure in definitions.measures.values())


def test_every_report_source_names_a_cell_of_a_form_in_a_unit_that_fits():
    for measure in shipped_definitions().measures.values():
        if isinstance(measure.source, ReportSource):
            form = shipped_forms()[measure.source.form, "2021"]
            line = form.line(measure.source.line)
            assert measure.source.column in line.columns
            if measure.source.times:
                assert measure.source.column in form.line(measure.source.times).columns
            else:
                assert (line.unit == MONEY) == (measure.unit in {"VND", "USD"})
                assert line.unit in {MONEY, measure.unit}
        else:
            assert isinstance(measure.source, RegisterSource)


def test_every_unit_can_be_said_in_both_languages():
    shipped = shipped_definitions()
    for each in [*shipped.indicators.values(), *shipped.measures.values()]:
        assert each.unit in WORDS or {name for name, _ in parse_unit(each.unit)} <= WORDS.keys()
