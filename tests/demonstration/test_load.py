"""The demonstration's records, loaded through actions, give the numbers of the source exactly."""

from decimal import Decimal

import pytest

from nhiemky.congress.models import Congress
from nhiemky.core.indicators.attainment import Status
from nhiemky.demonstration.load import STEPS
from nhiemky.elections.models import Declaration, Election, Office
from nhiemky.elections.queries import elected_to
from nhiemky.figures.models import Figure
from nhiemky.indicators.actions import up_to_date
from nhiemky.indicators.models import Computation
from nhiemky.indicators.queries import pending
from nhiemky.indicators.results import results
from nhiemky.organisation.models import Appointment, Member, Term, Unit
from nhiemky.records import clock
from nhiemky.records.verification import verify
from nhiemky.reporting.models import Cell, Report
from nhiemky.resolution.models import Resolution, State
from nhiemky.zones.models import Project, Zone

pytestmark = pytest.mark.usefixtures("demonstration", "db")

TỶ = 10**9

EXPECTED = {
    "members": (28, "person"),
    "party_groups": (5, "group"),
    "average_income": (8_000_000, "VND/month"),
    "exports": (62_500_000_000, "USD"),
    "budget_revenue": (18_700 * TỶ, "VND"),
    "new_capital": (43_500 * TỶ, "VND"),
    "new_capital_attainment": (435, "%"),
    "new_projects": (53, "project"),
    "new_projects_attainment": (265, "%"),
    "new_jobs": (3_000, "person"),
    "new_jobs_attainment": (100, "%"),
    "seats_elected": (5, "seat"),
    "targets": (16, "target"),
    "tasks": (11, "task"),
}


def test_the_published_figures_are_those_of_the_source():
    published = {figure.key: (figure.value, figure.unit) for figure in Figure.objects.current()}
    assert published == {key: (Decimal(value), unit) for key, (value, unit) in EXPECTED.items()}


def test_every_figure_says_what_it_covers_and_where_it_comes_from():
    for figure in Figure.objects.current():
        assert figure.provenance["snapshot"]
        assert figure.provenance["rows"] > 0
        assert figure.period_since <= figure.period_until
        assert figure.note_vi
        assert figure.note_en
    assert Figure.objects.get(key="new_capital").provenance["rows"] == 57
    exports = Figure.objects.get(key="exports")
    assert exports.period_label_vi != "2020 - 2025"
    assert exports.provenance["accepted_by"] == [{"name": "Bùi Quang Hải", "reports": 288}]


def test_the_old_resolution_is_measured():
    _, rows = results(Resolution.objects.get(term__ordinal=7), clock.today())
    told = {row.target.indicator: (row.percent, row.attainment.status) for row in rows}
    assert told["new_capital"] == (435, Status.EXCEEDED)
    assert told["new_projects"] == (265, Status.EXCEEDED)
    assert told["new_jobs"] == (100, Status.MET)
    rated = next(row for row in rows if row.target.indicator == "members_rated_well_share")
    assert (rated.actual, rated.attainment.status) == (Decimal("92.31"), Status.EXCEEDED)


def test_four_of_five_zones_have_a_wastewater_plant():
    share = up_to_date().values.get(indicator="wastewater_share", unit="ban-quan-ly", period="2021")
    assert (share.value, share.facts) == (80, 12 * 5 + 12 * 3 + 9)


def test_the_cell_has_28_members_in_5_groups_beside_other_cells_under_one_committee():
    cell = Unit.objects.get(code="chi-bo-ban")
    assert Member.objects.filter(unit=cell).count() == 28
    assert cell.children.filter(kind=Unit.Kind.GROUP).count() == 5
    assert Unit.objects.filter(parent__code="dang-bo-kcn", kind=Unit.Kind.CELL).count() == 4


def test_the_congress_elected_five_and_from_them_secretary_and_deputy_by_separate_ballots():
    congress = Congress.objects.get()
    assert (congress.state, congress.pilot, congress.roman) == ("closed", True, "VIII")
    cell, term = congress.unit, congress.term
    committee = set(elected_to(cell, term, Office.COMMITTEE))
    assert len(committee) == 5
    for office in (Office.SECRETARY, Office.DEPUTY_SECRETARY):
        (officer,) = elected_to(cell, term, office)
        assert officer in committee
    assert Election.objects.filter(at_congress__congress=congress).count() == Declaration.objects.count() == 3
    assert {election.rulebook for election in Election.objects.all()} == {"party-244-2014"}
    assert Appointment.objects.filter(term=term).count() == 7


def test_the_new_resolution_has_16_targets_and_11_tasks_and_is_frozen():
    resolution = Resolution.objects.get(term__ordinal=8)
    assert (resolution.state, resolution.targets.count(), resolution.tasks.count()) == (State.ADOPTED, 16, 11)
    assert resolution.digest


def test_records_and_not_totals_are_loaded():
    assert Zone.objects.count() == 5
    assert Project.objects.count() == 65
    assert Report.objects.filter(state="accepted", form="A.III.1").count() == 288
    assert Report.objects.filter(state="accepted", form="A.III.2").count() == 93
    assert Report.objects.filter(state="accepted", form="HT-KCN").exclude(zone=None).count() == 20
    assert not Report.objects.exclude(state="accepted").exists()


def test_zones_report_their_wastewater_and_the_board_gets_the_ratio_of_sums():
    values = up_to_date().values.filter(indicator="wastewater_treated_share", period="2021")
    shares = {each.unit: each.value for each in values if each.value is not None}
    assert {*Zone.objects.values_list("code", flat=True), "ban-quan-ly"} <= set(shares)
    treated, generated = (
        sum(Cell.objects.filter(report__form="HT-KCN", line=line, column="quarter").values_list("value", flat=True))
        for line in ("III", "II")
    )
    assert shares["ban-quan-ly"] == round(treated / generated * 100, 1) != round(sum(shares.values()) / len(shares), 1)
    assert Zone.objects.filter(developer__invented=True, developer__name__contains="(giả định)").count() == 5


def test_all_persons_and_enterprises_that_are_no_office_holders_are_marked_invented():
    assert all(
        "(giả định)" in project.enterprise.name and project.enterprise.invented for project in Project.objects.all()
    )


def test_the_label_of_a_term_is_not_the_period_of_its_numbers():
    congress = Congress.objects.get()
    assert congress.term.label == "2020 - 2025"
    assert (congress.reported_since.year, congress.reported_until.year) == (2020, 2021)
    assert "để ngỏ" in congress.period_note
    assert Term.objects.count() == 2


def test_the_records_hold():
    assert list(verify()) == []


def test_the_first_page_that_is_opened_finds_the_indicators_computed():
    computation = Computation.objects.get()
    assert pending(computation) == 0
    assert computation.day > STEPS[-1][1].date()
