"""The pages of zones: what they show, to whom, and what they refuse."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from nhiemky.organisation.models import Role
from nhiemky.zones import actions
from nhiemky.zones.models import Certificate, Enterprise, EnterpriseReporter, Project, Zone, ZoneFact
from tests import people
from tests.zones import register as registers


@pytest.fixture
def register(house):
    return registers.register(house)


@pytest.fixture
def officer(client, register):
    client.force_login(register.officer)
    return client


def fact(zone, kind, value, chosen=True, as_of=date(2022, 7, 20)):
    return actions.add_fact(
        people.CLOCKMAKER,
        ZoneFact(
            zone=zone, kind=kind, value=Decimal(value), as_of=as_of, sure="secondary", source="Báo", chosen=chosen
        ),
    )


def addresses(register):
    """Every page that shows something, with the roles that may open it."""
    project, enterprise, zone = register.project, register.enterprise, register.zone
    overseers = {Role.ZONES_OFFICER, Role.SUPERIOR, Role.AUDITOR}
    keepers = {Role.ZONES_OFFICER}
    return [
        (reverse("zones:zones"), overseers),
        (reverse("zones:search") + "?q=bia", overseers),
        (reverse("zones:zone", args=[zone.code]), overseers),
        (reverse("zones:project", args=[project.code]), overseers | {Role.REPORTER}),
        (reverse("zones:enterprise", args=[enterprise.pk]), overseers | {Role.REPORTER}),
        (reverse("zones:zone_add"), keepers),
        (reverse("zones:zone_change", args=[zone.code]), keepers),
        (reverse("zones:fact_add", args=[zone.code]), keepers),
        (reverse("zones:enterprise_add"), keepers),
        (reverse("zones:enterprise_change", args=[enterprise.pk]), keepers),
        (reverse("zones:reporter_name", args=[enterprise.pk]), keepers),
        (reverse("zones:reporter_end", args=[EnterpriseReporter.objects.get().pk]), keepers),
        (reverse("zones:project_add"), keepers),
        (reverse("zones:project_change", args=[project.code]), keepers),
        (reverse("zones:certificate_adjust", args=[project.code]), keepers),
        (reverse("zones:certificate_revoke", args=[project.code]), keepers),
        (reverse("zones:certificate_correct", args=[Certificate.objects.get().pk]), keepers),
    ]


def test_every_page_opens_for_its_roles_in_both_languages_and_for_no_other(client, house, register):
    accounts = {Role.REPORTER: register.reporter, Role.ZONES_OFFICER: register.officer}
    for role in Role:
        user = accounts.get(role) or people.account(role, house.board)
        client.force_login(user)
        for address, roles in addresses(register):
            for language in ("vi", "en"):
                client.cookies["nhiemky_language"] = language
                wanted = 200 if role in roles else 403
                assert client.get(address).status_code == wanted, (role, address, language)


def test_a_visitor_is_sent_to_log_in(client, register):
    for address, _roles in addresses(register):
        assert client.get(address).status_code == 302


def test_an_officer_of_another_board_sees_nothing_of_this_one(client, house, register):
    other = people.unit("board-2", "Ban Quản lý khác", house.board.Kind.BOARD)
    client.force_login(people.account(Role.ZONES_OFFICER, other, "khac"))
    for name, code in [
        ("zone", register.zone.code),
        ("project", register.project.code),
        ("certificate_adjust", "da-01"),
    ]:
        assert client.get(reverse(f"zones:{name}", args=[code])).status_code == 403
    assert client.get(reverse("zones:enterprise", args=[register.enterprise.pk])).status_code == 403
    assert register.zone.name not in client.get(reverse("zones:zones")).content.decode()
    assert register.project.name not in client.get(reverse("zones:search"), {"q": "dự án"}).content.decode()


def test_a_reporter_sees_no_other_enterprise(client, house, register):
    other = registers.enterprise("Công ty Khác", "0100000002")
    registers.project(register.zone, other, "da-02")
    client.force_login(register.reporter)
    assert client.get(reverse("zones:enterprise", args=[other.pk])).status_code == 403
    assert client.get(reverse("zones:project", args=["da-02"])).status_code == 403


def test_the_overview_shows_the_ratio_of_sums_and_a_dash_without_land(officer, house, register):
    kinds = ZoneFact.Kind
    second, empty = registers.zone(house.board, "khu-hai"), registers.zone(house.board, "khu-ba")
    fact(register.zone, kinds.INDUSTRIAL_SERVICE_LAND, 10)
    fact(register.zone, kinds.LEASED, 10)
    fact(second, kinds.INDUSTRIAL_SERVICE_LAND, 90)
    fact(second, kinds.LEASED, 30)
    page = officer.get(reverse("zones:zones")).content.decode()
    assert "100%" in page
    assert "40%" in page
    assert f'{empty.name}</a></th><td class="number"><abbr' in page.replace("\n", "")


def test_a_project_is_registered_with_its_first_certificate(officer, register):
    sent = {
        "name": "Nhà máy linh kiện",
        "code": "da-09",
        "enterprise": register.enterprise.pk,
        "zone": register.zone.pk,
        "sector": "C26",
        "country": "JP",
        "origin": "fdi",
        "currency": "USD",
        "gcn-number": "1234567890",
        "gcn-issued_on": "2022-03-01",
        "gcn-capital_change": "1.250.000,50",
        "gcn-currency": "USD",
        "gcn-rate": "23.100",
        "gcn-authority": "Ban Quản lý",
        "gcn-source": "Hồ sơ 12",
    }
    assert officer.post(reverse("zones:project_add"), sent).status_code == 302
    page = officer.get(reverse("zones:project", args=["da-09"])).content.decode()
    assert "1.250.000,5 USD" in page
    assert "28.875.011.550" in page
    assert Certificate.objects.get(project__code="da-09").capital_change == Decimal("1250000.5")


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("gcn-capital_change", "12.5", "VI-03"),
        ("gcn-capital_change", "0", "Z06"),
        ("gcn-capital_change", "9" * 40, None),
        ("gcn-capital_change", "1,123456", None),
        ("gcn-rate", "", "Z07"),
        ("gcn-issued_on", "31/02/2022", None),
        ("country", "QQ", None),
        ("sector", "<b>", None),
        ("sector", "3410", "3410"),
        ("sector", "K", "VSIC 2025"),
        ("code", "có dấu", None),
        ("enterprise", "999999", None),
        ("name", "x" * 300, None),
    ],
)
def test_bad_input_is_told_beside_the_field_and_nothing_is_written(officer, register, field, typed, said):
    sent = {
        "name": "Nhà máy",
        "code": "da-09",
        "enterprise": register.enterprise.pk,
        "zone": register.zone.pk,
        "sector": "C26",
        "country": "JP",
        "origin": "fdi",
        "currency": "USD",
        "gcn-number": "1",
        "gcn-issued_on": "2022-03-01",
        "gcn-capital_change": "5",
        "gcn-currency": "USD",
        "gcn-rate": "23.100",
        "gcn-authority": "Ban",
        "gcn-source": "Hồ sơ",
        field: typed,
    }
    answer = officer.post(reverse("zones:project_add"), sent)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()
    assert Project.objects.count() == 1
    if said and said.startswith("Z"):
        assert said in answer.content.decode()


def test_an_adjustment_below_what_is_left_is_refused_with_its_code_and_kept_as_typed(officer, register):
    address = reverse("zones:certificate_adjust", args=[register.project.code])
    sent = {
        "number": "2",
        "issued_on": "2022-03-01",
        "capital_change": "-1.000.000,01",
        "currency": "USD",
        "rate": "23.000",
        "authority": "Ban",
        "source": "Hồ sơ",
    }
    refused = officer.post(address, sent)
    assert refused.status_code == 422
    assert "Z05" in refused.content.decode()
    assert "-1.000.000,01" in refused.content.decode()
    assert officer.post(address, {**sent, "capital_change": "-400.000"}).status_code == 302
    page = officer.get(reverse("zones:project", args=[register.project.code])).content.decode()
    assert "600.000 USD" in page


def test_a_revocation_ends_the_capital_and_the_forms(officer, register):
    sent = {"number": "QĐ 5", "issued_on": "2022-03-01", "authority": "Ban", "source": "Hồ sơ"}
    assert officer.post(reverse("zones:certificate_revoke", args=["da-01"]), sent).status_code == 302
    page = officer.get(reverse("zones:project", args=["da-01"])).content.decode()
    assert "-23.000.000.000" in page
    assert reverse("zones:certificate_adjust", args=["da-01"]) not in page


def test_a_correction_replaces_the_row_and_shows_both(officer, register):
    wrong = Certificate.objects.get()
    sent = {
        "number": "98765",
        "issued_on": "2021-02-10",
        "capital_change": "2.000.000",
        "currency": "USD",
        "rate": "23.000",
        "authority": "Ban",
        "source": "Hồ sơ",
        "reason": "Gõ nhầm số",
    }
    assert officer.post(reverse("zones:certificate_correct", args=[wrong.pk]), sent).status_code == 302
    page = officer.get(reverse("zones:project", args=["da-01"])).content.decode()
    assert "2 triệu USD" in page or "2.000.000 USD" in page
    assert "Gõ nhầm số" in page
    assert officer.get(reverse("zones:certificate_correct", args=[wrong.pk])).status_code == 404


def test_choosing_a_source_is_no_link_to_follow(officer, register):
    one = fact(register.zone, ZoneFact.Kind.AREA_TOTAL, 100)
    two = fact(register.zone, ZoneFact.Kind.AREA_TOTAL, 120, chosen=False)
    address = reverse("zones:fact_choose", args=[two.pk])
    assert officer.get(address).status_code == 405
    assert officer.post(address).status_code == 302
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.chosen, two.chosen) == (False, True)


def test_an_enterprise_that_is_invented_says_so(officer, register):
    with translation.override("vi"):
        page = officer.get(reverse("zones:enterprise", args=[register.enterprise.pk])).content.decode()
    assert "note warn" in page
    assert Enterprise.objects.get().invented


def test_what_is_found_and_what_is_offered_stands_in_vietnamese_order(officer, house, register):
    for number, name in enumerate(("Yên Bịa", "Điềm Bịa", "Dốc Bịa"), start=5):
        registers.enterprise(name, f"010000000{number}")
        actions.register_zone(people.CLOCKMAKER, Zone(code=f"khu-{number}", name=f"KCN {name}", board=house.board))
    for address in (reverse("zones:search") + "?q=bia", reverse("zones:project_add")):
        page = officer.get(address).content.decode()
        places = [page.index(name) for name in ("Dốc Bịa", "Điềm Bịa", "Yên Bịa")]
        assert places == sorted(places)
    offered = officer.get(reverse("zones:project_add")).content.decode()
    places = [offered.index(f"KCN {name} Bịa") for name in ("Dốc", "Điềm", "Yên")]
    assert places == sorted(places)


def test_search_needs_no_marks(officer, register):
    page = officer.get(reverse("zones:search"), {"q": "bia dat"}).content.decode()
    assert register.enterprise.name in page


def test_reporters_are_named_and_ended_on_a_day(officer, house, register):
    user = people.account(Role.REPORTER, house.board, "ke-toan-2")
    address = reverse("zones:reporter_name", args=[register.enterprise.pk])
    assert officer.post(address, {"user": user.pk, "since": "2022-01-01"}).status_code == 302
    named = EnterpriseReporter.objects.get(user=user)
    end = reverse("zones:reporter_end", args=[named.pk])
    assert officer.post(end, {"until": "2021-01-01"}).status_code == 422
    assert officer.post(end, {"until": "2022-02-01"}).status_code == 302
    named.refresh_from_db()
    assert named.until == date(2022, 2, 1)


def test_pages_ask_as_often_for_three_projects_as_for_one(officer, house, register):
    def asked(address):
        with CaptureQueriesContext(connection) as queries:
            officer.get(address)
        return len(queries)

    pages = [
        reverse("zones:zones"),
        reverse("zones:zone", args=[register.zone.code]),
        reverse("zones:search") + "?q=da",
    ]
    pages.append(reverse("zones:enterprise", args=[register.enterprise.pk]))
    one = [asked(page) for page in pages]
    for number in (2, 3):
        company = registers.enterprise(f"Công ty {number}", f"010000000{number}")
        registers.project(register.zone, company, f"da-1{number}")
        registers.project(register.zone, register.enterprise, f"da-2{number}")
        fact(registers.zone(house.board, f"khu-{number}"), ZoneFact.Kind.LEASED, number)
    assert [asked(page) for page in pages] == one


@pytest.mark.parametrize(
    ("place", "wrong"),
    [
        ({"longitude": "105,8630", "latitude": "21,4870", "place_source": "Bản đồ"}, ""),
        ({"longitude": "105,8630", "place_source": "Bản đồ"}, "latitude"),
        ({"longitude": "181", "latitude": "21", "place_source": "Bản đồ"}, "longitude"),
        ({"longitude": "105", "latitude": "21"}, "place_source"),
        ({}, ""),
    ],
)
def test_a_place_on_the_map_is_two_degrees_with_their_source(officer, house, place, wrong):
    sent = {"name": "KCN Mới", "code": "khu-moi", "board": house.board.pk, "note": ""} | place
    answer = officer.post(reverse("zones:zone_add"), sent)
    assert answer.status_code == (422 if wrong else 302)
    assert Zone.objects.filter(code="khu-moi").exists() is not bool(wrong)
    if wrong:
        assert list(answer.context["form"].errors) == [wrong]


def test_a_zone_is_registered_changed_and_given_a_figure(officer, house, register):
    sent = {"name": "KCN Mới", "code": "khu-moi", "board": house.board.pk, "note": ""}
    assert officer.post(reverse("zones:zone_add"), sent).status_code == 302
    assert officer.post(reverse("zones:zone_change", args=["khu-moi"]), {"name": "KCN Mới 1"}).status_code == 302
    assert Zone.objects.get(code="khu-moi").name == "KCN Mới 1"
    figure = {
        "kind": "area_total",
        "value": "196,88",
        "as_of": "2022-07-20",
        "known_to": "day",
        "sure": "secondary",
        "source": "Báo",
        "chosen": "on",
    }
    address = reverse("zones:fact_add", args=["khu-moi"])
    assert officer.post(address, {**figure, "value": "-1"}).status_code == 422
    assert officer.post(address, figure).status_code == 302
    assert ZoneFact.objects.get().value == Decimal("196.88")
