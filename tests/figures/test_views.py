"""One click from a figure to everything it comes from; publishing without typing a value."""

import json
from dataclasses import replace
from fractions import Fraction

import pytest
from django.urls import reverse

from nhiemky.core.reporting.lines import Place
from nhiemky.demonstration.organisation import account
from nhiemky.figures import comparing, publishing
from nhiemky.figures.models import Figure
from nhiemky.indicators.results import results_of
from nhiemky.records import clock
from nhiemky.records.remembered import remembering
from nhiemky.reporting import actions as reporting
from nhiemky.reporting.models import Report
from nhiemky.reporting.reading import Entry
from nhiemky.resolution.models import Resolution
from nhiemky.zones import actions as zones
from nhiemky.zones.models import Certificate

COMPARED, EXPLAINED = 6, 6
pytestmark = pytest.mark.usefixtures("demonstration", "db")


def page(client, name, **kwargs):
    return client.get(reverse(name, kwargs=kwargs))


def test_a_visitor_reads_definition_period_rows_and_who_accepted(client):
    text = page(client, "figures:figure", key="exports").content.decode()
    for words in ("62,5 tỷ USD", "2020–2021", "Bùi Quang Hải (288)", "A.III.1", "exports", "288", "quý I/2020"):
        assert words in text, words


def test_an_attainment_shows_actual_and_target(client):
    text = page(client, "figures:figure", key="new_capital_attainment").content.decode()
    assert "435%" in text
    assert "43.500 tỷ đồng ÷ 10.000 tỷ đồng" in text


def test_the_page_is_in_english_under_en(client):
    text = client.get("/en/so-lieu/new_projects/").content.decode()
    assert "53 projects" in text
    assert "Rows counted" in text


def test_an_unknown_key_is_not_found(client):
    assert page(client, "figures:figure", key="nothing").status_code == 404


def test_the_facts_can_be_read_by_machines(client):
    facts = json.loads(page(client, "figures:facts").content)
    assert {"key", "label", "value", "unit", "period", "as_of", "source"} == set(facts[0])
    assert next(fact for fact in facts if fact["key"] == "new_capital")["value"] == "43500000000000"


def test_the_list_costs_the_same_queries_for_any_number_of_figures(client, django_assert_max_num_queries):
    page(client, "figures:list")
    with django_assert_max_num_queries(4):
        page(client, "figures:list")


def test_a_clerk_publishes_a_computed_value_that_nobody_can_type(client):
    client.force_login(account("vanthu"))
    offer = next(code for code, each in publishing.offers().items() if each.key == "occupancy")
    address = reverse("publishing:publish", kwargs={"offer": offer})
    client.post(address, {"key": "occupancy", "value": "99", "note_vi": "", "note_en": ""})
    figure = Figure.objects.get(key="occupancy")
    assert str(figure.value.normalize()) == "87.05"


def test_publishing_under_a_taken_key_is_refused_beside_the_field(client):
    client.force_login(account("vanthu"))
    offer = next(code for code, each in publishing.offers().items() if each.key == "occupancy")
    answer = client.post(reverse("publishing:publish", kwargs={"offer": offer}), {"key": "exports"})
    assert answer.status_code == 422
    assert "exports" in answer.content.decode()
    assert Figure.objects.filter(key="exports").count() == 1


def test_growth_is_offered_in_percent_and_never_in_the_unit_of_what_grows():
    adopted = list(Resolution.objects.select_related("unit", "term"))
    row = next(each for each in results_of(adopted, clock.today())[1] if each.target.shape == "growth")
    grown = replace(row, attainment=replace(row.attainment, actual=Fraction(6)))
    offer = next(iter(publishing.of_target(grown)))
    assert (offer.key, offer.value, offer.unit) == ("revenue_growth", 6, "%")
    assert offer.label.en.endswith("growth a year")


def test_one_figure_is_held_against_its_own_offer_and_nothing_else_is_computed():
    everything = publishing.offers()
    one_of_each = {code.partition("-")[0]: code for code in everything}
    assert set(one_of_each) == {"value", "attainment", "reported", "held"}
    for code in one_of_each.values():
        found = publishing.offers([code])
        assert found[code] == everything[code]
        assert len(found) < len(everything)
    assert publishing.offers(["", "value-x", "held-nobody-members", "what"]) == {}


@pytest.mark.parametrize("username", ["dangvien", "kiemphieu1", "ketoan"])
def test_others_may_not_see_the_publishing_page(client, username):
    client.force_login(account(username))
    assert page(client, "publishing:office").status_code == 403


def test_a_later_certificate_marks_the_figure_and_its_correction_is_a_successor(client):
    officer, clerk = account("khucongnghiep"), account("vanthu")
    old = Certificate.objects.filter(kind="new", issued_on__year=2021).first()
    zones.add_certificate(
        officer,
        Certificate(
            project=old.project, number="0000009999", kind="adjustment",
            issued_on=old.issued_on.replace(month=12, day=30),
            capital_change=1_000_000 if old.currency == "USD" else 1_000_000_000_000, currency=old.currency,
            rate=old.rate, authority=old.authority, source="kiểm thử",
        ),
    )  # fmt: skip
    shown = page(client, "figures:figure", key="new_capital").content.decode()
    assert "43.500 tỷ đồng" in shown
    assert "Giá trị này đã thay đổi sau ngày 20/06/2022: 43.500 tỷ đồng → " in shown
    assert "vì sổ đăng ký được ghi thêm hoặc sửa 1 lần." in shown
    client.force_login(clerk)
    client.post(reverse("publishing:correct", kwargs={"key": "new_capital"}), {"reason": "Bổ sung giấy chứng nhận"})
    chain = list(Figure.objects.filter(key="new_capital").order_by("pk"))
    assert len(chain) == 2
    assert chain[1].supersedes == chain[0]
    assert chain[1].value > chain[0].value
    assert "Bổ sung giấy chứng nhận" in page(client, "figures:figure", key="new_capital").content.decode()


def test_an_accepted_correction_of_a_report_changes_the_value_computed_today(client):
    reporter, officer = account("ketoan"), account("khucongnghiep")
    report = Report.objects.get(project__code="DA002", form="A.III.1", period="2021-Q4")
    correction = reporting.correct(reporter, report, "Nhập thiếu")
    cells = {Place(cell.line, cell.column): cell.value for cell in report.cells.all()}
    for column in ("quarter", "year_to_date", "since_licence"):
        cells[Place("III", column)] += 20_000
    correction = reporting.save(reporter, correction, Entry.of_values(cells, report.rate), correction.edition)
    correction = reporting.submit(reporter, correction, correction.edition)
    figure = Figure.objects.get(key="exports")
    (before,) = comparing.published([figure])
    assert (before.now, before.revision) == (figure.value, None)
    accepted = reporting.accept(officer, correction, correction.edition)
    (after,) = comparing.published([figure])
    assert after.now == figure.value + 20_000
    (cause,) = after.revision.causes.reports
    assert (cause.key, cause.version, cause.replaced) == (accepted.pk, 2, 1)
    public = page(client, "figures:figure", key="exports").content.decode()
    office = signed_in(client, "vanthu", "publishing:office")
    assert "62,5 tỷ USD → 62.500,02 triệu USD, vì 1 báo cáo được đính chính" in public
    assert report.project.name not in public
    assert f"báo cáo A.III.1 quý IV/2021, {report.project.name}, bản 2 thay bản 1" in office
    shown = signed_in(client, "vanthu", "indicators:indicator", code="exports")
    assert f"báo cáo A.III.1 quý IV/2021, {report.project.name}, bản 2 thay bản 1" in shown


def signed_in(client, username, name, **kwargs):
    client.force_login(account(username))
    return page(client, name, **kwargs).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_figures_are_compared_in_the_same_queries_for_any_number(number, django_assert_num_queries):
    figures = list(Figure.objects.current().exclude(provenance__indicator="members")[:number])
    comparing.published(figures)
    with remembering(), django_assert_num_queries(COMPARED):
        assert len(comparing.published(figures)) == number


@pytest.mark.parametrize(
    ("keys", "asked"),
    [(["exports"], EXPLAINED), (["budget_revenue", "exports"], EXPLAINED), (["exports", "new_capital"], EXPLAINED + 1)],
    ids=["one", "two", "one that reads a register as well"],
)
def test_why_they_are_others_is_asked_once_for_all_of_them(keys, asked, django_assert_num_queries):
    figures = list(Figure.objects.filter(key__in=keys).order_by("key"))
    for figure in figures:
        figure.published_at = figure.published_at.replace(year=2021)
    with remembering(), django_assert_num_queries(asked):
        found = comparing.beside([(figure, figure.value + 1) for figure in figures])
    assert len(found[0].revision.causes.reports) > 50
    assert all(each.revision for each in found)
