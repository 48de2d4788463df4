"""A workbook goes out prefilled and comes back as the same report that the page would have made, or not at all."""

from datetime import date
from decimal import Decimal

import pytest

from nhiemky.core.problem import Refused
from nhiemky.core.reporting.lines import Place
from nhiemky.core.reporting.workbook.layout import FIGURES, Kind
from nhiemky.organisation.models import Role
from nhiemky.records import clock
from nhiemky.records.models import Event
from nhiemky.reporting import actions, tasks
from nhiemky.reporting.models import Report, WorkbookImport
from nhiemky.reporting.reading import Entry
from nhiemky.reporting.workbooks import filing as workbooks
from tests import people
from tests.reporting import filing
from tests.reporting.workbooks.paper import paper
from tests.zones import register as registers


@pytest.fixture
def register(house):
    with clock.at(filing.IN_APRIL):
        yield registers.register(house)


def imported(user, data, *, submits=False):
    return WorkbookImport.objects.get(pk=tasks.take_workbook(user, "quy-1.xlsx", data, submits=submits).pk)


def refusals(user, data, *, submits=False):
    """Every problem of an import as (code, place); nothing was written."""
    before = (Report.objects.count(), Event.objects.count())
    found = imported(user, data, submits=submits)
    assert found.state == "refused"
    assert (Report.objects.count(), Event.objects.count()) == before
    assert all(each["vi"] and each["en"] for each in found.problems)
    return [(each["code"], each["place"]) for each in found.problems]


def test_a_filled_in_workbook_makes_the_same_report_as_the_page(register):
    found = imported(register.reporter, paper(register).fill().save(), submits=True)
    assert (found.state, found.problems, bytes(found.content)) == ("done", [], b"")
    report = Report.objects.get()
    assert found.filed == [[report.pk, "da-01"]]
    by_page = actions.begin(register.reporter, registers.project(register.zone, register.enterprise, "da-02"),
        filing.QUARTERLY, report.core_period, filing.entry())  # fmt: skip
    by_page = actions.submit(register.reporter, by_page, by_page.edition)
    assert report.state == by_page.state == "submitted"
    for entry in (report.entry, by_page.entry):
        entry["fields"].pop("A1")
    assert report.entry == by_page.entry
    verbs = list(Event.objects.order_by("sequence").values_list("verb", flat=True))
    assert "reporting.workbook_imported" in verbs


def test_a_draft_goes_out_and_comes_back_unchanged(register):
    draft = filing.begun(register)
    found = imported(register.reporter, paper(register).save())
    assert found.state == "done"
    again = Report.objects.get()
    assert (again.entry, again.edition) == (draft.entry, draft.edition + 1)


def test_earlier_figures_stand_beside_and_running_totals_compute_themselves(register):
    filing.accepted(register)
    with clock.at(filing.IN_JULY):
        sheet = paper(register, period="2021-Q2")
        place = Place("II", "year_to_date")
        assert sheet[sheet.layout.earlier(0, place)].value == 300000
        assert sheet[sheet.layout.figure(0, place)].value.startswith("=IF(")
        found = imported(register.reporter, sheet.fill().save(), submits=True)
    assert found.problems == []
    report = Report.objects.get(period="2021-Q2")
    assert actions.reading_of(report).report.value("II", "year_to_date") == 600000


def test_every_wrong_cell_is_named(register):
    sheet = paper(register).fill()
    expected = [
        ("W05", sheet.figure("II", "=1+1")),
        ("W06", sheet.figure("III", "#DIV/0!")),
        ("W07", sheet.figure("IV", date(2021, 1, 2))),
        ("W08", sheet.figure("V.1", True)),
        ("W04", sheet.figure("VII", "1.234")),
        ("E03", sheet.figure("I.3", Decimal("0.1234567"))),
    ]
    assert sorted(refusals(register.reporter, sheet.save())) == sorted(expected)


@pytest.mark.parametrize(
    ("chosen", "typed", "value"),
    [
        ("1.234.567,89", "1.234", "1.234"),
        ("1,234,567.89", "1.234", "1,234"),
        ("1,234,567.89", " 1,234.5 ", "1.234,5"),
        ("1.234.567,89", "1 234", None),
        ("1,234,567.89", "1\u00a0234", None),
    ],
)
def test_text_is_a_number_only_in_the_format_that_was_chosen(register, chosen, typed, value):
    sheet = paper(register).fill()
    where = sheet.figure("II", typed)
    sheet[sheet.layout.number_format].value = chosen
    if value is None:
        assert refusals(register.reporter, sheet.save()) == [("E01", where)]
    else:
        imported(register.reporter, sheet.save())
        assert Entry.from_stored(Report.objects.get().entry).cells[Place("II", "quarter")] == value


def test_a_made_up_number_format_is_refused(register):
    sheet = paper(register).fill()
    sheet[sheet.layout.number_format].value = "any"
    assert refusals(register.reporter, sheet.save()) == [("W14", str(sheet.layout.number_format))]


def test_rows_that_moved_are_refused_before_any_figure_is_read(register):
    sheet = paper(register).fill()
    row = sheet.layout.line(0, "III").row
    sheet.book["Báo cáo"].delete_rows(row)
    assert refusals(register.reporter, sheet.save()) == [("W03", f"Báo cáo!A{row}")]


def test_what_stands_outside_of_the_form_is_not_lost_silently(register):
    sheet = paper(register).fill()
    sheet.book["Báo cáo"]["Z3"].value = "xem thêm"
    assert refusals(register.reporter, sheet.save()) == [("W12", "Báo cáo!Z3")]


def test_a_workbook_made_before_somebody_saved_is_refused(register):
    draft = filing.begun(register)
    sheet = paper(register).fill()
    actions.save(register.reporter, draft, filing.entry(II=Decimal(7)), draft.edition)
    assert refusals(register.reporter, sheet.save()) == [("W10", "Báo cáo!A2")]


def test_a_changed_identity_or_a_foreign_file_is_refused(register):
    sheet = paper(register).fill()
    sheet.book["_nhiemky"]["B4"].value = "2020"
    assert refusals(register.reporter, sheet.save()) == [("W02", "")]
    del sheet.book["_nhiemky"]
    assert refusals(register.reporter, sheet.save()) == [("W01", "")]
    assert refusals(register.reporter, b"PK but no workbook") == [("W00", "")]


def test_checks_of_the_form_name_the_cell_in_the_workbook(register):
    sheet = paper(register).fill()
    where = sheet.figure("V.1", None)
    negative = sheet.figure("IV", -5)
    sheet[sheet.layout.rate(0)].value = 0
    codes = refusals(register.reporter, sheet.save(), submits=True)
    assert ("R01", where) in codes
    assert ("R02", negative) in codes
    assert ("P02", str(sheet.layout.rate(0))) in codes


def test_an_explanation_in_the_workbook_lifts_the_warning_of_its_line(register):
    sheet = paper(register).fill()
    sheet.figure("V.1", 0)
    sheet.figure("V.2", 0)
    where = str(sheet.layout.figure(0, Place("V", "quarter")))
    assert refusals(register.reporter, sheet.save(), submits=True) == [("R08", where)]
    sheet[sheet.layout.explanation(0, "V")].value = "Thuê ngoài toàn bộ"
    assert imported(register.reporter, sheet.save(), submits=True).state == "done"


def test_an_empty_workbook_is_refused(register):
    assert refusals(register.reporter, paper(register).save())[0][0] == "W13"


def test_many_reports_come_in_together_or_not_at_all(register):
    registers.project(register.zone, register.enterprise, "da-02")
    registers.project(register.zone, register.enterprise, "da-03")
    sheet = paper(register, Kind.MANY).fill(0).fill(1)
    where = sheet.figure("II", "#REF!", block=1)
    assert where.startswith(FIGURES)
    assert refusals(register.reporter, sheet.save()) == [("W06", where)]
    sheet.figure("II", 310000, block=1)
    assert imported(register.reporter, sheet.save(), submits=True).state == "done"
    assert [each.project.code for each in Report.objects.order_by("pk")] == ["da-01", "da-02"]


def test_one_report_refused_by_its_verb_takes_all_back(register):
    """The second report is begun by somebody while the workbook is being checked."""
    other = registers.project(register.zone, register.enterprise, "da-02")
    opened = workbooks.opened(register.reporter, paper(register, Kind.MANY).fill(0).fill(1).save())
    checked = workbooks.checked(opened, lambda done, total: None, submits=False)
    theirs = actions.begin(register.reporter, other, filing.QUARTERLY, opened.period)
    with pytest.raises(Refused) as refused:
        workbooks.file(register.reporter, checked, "f", "0", submits=False)
    assert [(each.code, each.place) for each in refused.value.problems] == [("P04", "Dự án!A5")]
    assert Report.objects.get() == theirs


def test_nobody_files_for_another_enterprise(register, house):
    data = paper(register).fill().save()
    stranger = people.account(Role.REPORTER, house.board, "la")
    assert refusals(stranger, data) == [("W11", "Báo cáo!A2")]


def test_an_officer_files_what_came_on_paper_but_not_over_a_draft_of_the_enterprise(register):
    other = registers.project(register.zone, register.enterprise, "da-02")
    actions.begin(register.reporter, other, filing.QUARTERLY, filing.begun(register).core_period)
    data = paper(register).fill().save()
    assert refusals(register.officer, data)[0][0] == "W10"
    actions.discard(register.reporter, Report.objects.get(project=register.project), 1)
    assert imported(register.officer, paper(register).fill().save(), submits=True).state == "done"
    with pytest.raises(Refused, match="S03"):
        filed = Report.objects.get(project=register.project)
        actions.accept(register.officer, filed, filed.edition)


def test_an_import_that_a_dead_worker_left_is_taken_up_once(register):
    found = WorkbookImport.objects.create(
        by=register.reporter,
        at=filing.IN_APRIL,
        name="f",
        sha256="0",
        content=paper(register).fill().save(),
        state="writing",
        heard_at=clock.now(),
    )
    tasks.take_up_what_was_left()
    found.refresh_from_db()
    assert found.state == "writing", "its worker may still live"
    with clock.at(filing.IN_APRIL.replace(hour=9)):
        tasks.take_up_what_was_left()
        tasks.take_up_what_was_left()
    found.refresh_from_db()
    assert (found.state, Report.objects.count()) == ("done", 1)
