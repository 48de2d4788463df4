"""The pages on which officers make measures and indicators, with good and with hostile input."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from nhiemky.core.indicators.definition import parse_measures, read_indicator
from nhiemky.indicators import catalogue
from nhiemky.indicators.definitions import actions
from nhiemky.indicators.definitions.models import OfficeDefinition
from nhiemky.organisation.models import Role
from nhiemky.records import clock
from tests import people
from tests.indicators.definitions.made import INDICATOR, MEASURE
from tests.reporting import filing
from tests.reporting.form_definitions.made import colleague
from tests.zones import register as registers

MEASURED = {
    "edition": "0",
    "code": "women",
    "name_vi": "Lao động nữ",
    "name_en": "Women workers",
    "unit": "person",
    "source": "A.III.1|V.2|quarter",
    "times": "",
    "over_time": "last",
    "over_units": "sum",
    "order": "time-first",
}
COMPUTED = {
    "edition": "0",
    "code": "exports_per_worker",
    "name_vi": "Xuất khẩu trên một lao động",
    "name_en": "Exports per worker",
    "unit": "USD",
    "formula": "exports\n  / workers",
    "at": "total",
    "decimals": "0",
    "cite": "Quyết định của Ban",
    "sure": "verified",
    "effective_from": "2021-04-05",
}


@pytest.fixture
def register(house):
    with clock.at(filing.IN_APRIL):
        yield registers.register(house)


@pytest.fixture
def officer(client, register):
    client.force_login(register.officer)
    return client


def text(answer):
    return answer.content.decode()


def new(kind):
    return reverse("indicators:definition_new", args=[kind])


def test_an_officer_makes_a_measure_and_an_indicator_and_a_colleague_makes_them_live(officer, register, house, client):
    filing.accepted(register)
    for kind, sent in (("measure", MEASURED), ("indicator", COMPUTED | {"formula": "women / workers", "unit": "1"})):
        client.force_login(register.officer)
        refused_before = kind == "indicator" and "women" not in catalogue.measures()
        assert not refused_before
        answer = officer.post(new(kind), sent)
        assert answer.status_code == 302, text(answer)
        row = OfficeDefinition.objects.get(kind=kind)
        page = text(officer.get(answer.url))
        assert "Ban Quản lý các Khu công nghiệp" in page
        client.force_login(colleague(house.board) if kind == "measure" else _second())
        address = reverse("indicators:definition_release", args=[row.pk])
        assert client.post(address, {"edition": row.edition}).status_code == 302
        row.refresh_from_db()
        assert row.state == "live"
    assert catalogue.current()["exports_per_worker"].formula == "women / workers"
    assert client.get(reverse("indicators:indicator", args=["exports_per_worker"])).status_code == 200


def _second():
    return people.User.objects.get(username="second-officer")


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"formula": "revenue + workers"}, "formula", "F08"),
        ({"formula": "exports_per_worker"}, "formula", "F10"),
        ({"formula": "os.system(1)"}, "formula", "F01"),
        ({"formula": "(" * 60}, "formula", "F06"),
        ({"code": "workers-2"}, "code", "V11"),
        ({"decimals": "13"}, "decimals", ""),
        ({"decimals": "1,5"}, "decimals", ""),
        ({"cite": ""}, "cite", ""),
        ({"effective_from": ""}, "effective_from", ""),
        ({"note_vi": "Chú"}, "note_en", ""),
    ],
)
def test_what_is_wrong_with_an_indicator_stands_beside_its_field(officer, change, field, code):
    answer = officer.post(new("indicator"), COMPUTED | change)
    page = text(answer)
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in page
    assert code in page
    assert 'value="Exports per worker"' in page
    assert not OfficeDefinition.objects.exists()


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"unit": "VND"}, "unit", "V15"),
        ({"source": ""}, "source", ""),
        ({"source": "members"}, "", ""),
        ({"source": "B.9|x|y"}, "source", ""),
        ({"times": "XX"}, "times", "V14"),
        ({"code": "occupancy"}, "code", "V12"),
        ({"code": "workers"}, "effective_from", "V24"),
        ({"code": "workers", "over_time": "sum", "effective_from": "2021-07-01"}, "over_time", "V23"),
        ({"code": "workers", "effective_from": "2021-07-01"}, "", ""),
    ],
)
def test_what_is_wrong_with_a_measure_stands_beside_its_field(officer, change, field, code):
    answer = officer.post(new("measure"), MEASURED | change)
    if not field:
        assert answer.status_code == 302
        return
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in text(answer)
    assert code in text(answer)


def test_a_new_version_is_shown_beside_what_is_in_force(officer, register):
    filing.accepted(register)
    page = text(officer.get(new("indicator") + "?tu=exports"))
    assert 'value="exports"' in page
    row = actions.draft(
        register.officer,
        OfficeDefinition.Kind.INDICATOR,
        INDICATOR.replace("exports_per_worker", "exports").replace("exports / workers", "exports * 2"),
    )
    page = text(officer.get(reverse("indicators:definition", args=[row.pk])))
    assert "<strong>500.000</strong>" in page
    assert "250.000" in page
    edited = officer.post(
        reverse("indicators:definition_edit", args=[row.pk]),
        COMPUTED | {"code": "exports", "formula": "exports", "edition": "1"},
    )
    assert edited.status_code == 302
    assert "<strong>" not in text(officer.get(edited.url)).split("</h1>")[1]


def test_toml_goes_out_and_comes_in_again_and_a_wrong_key_is_named(officer):
    measure = text(officer.get(reverse("indicators:definition_toml", args=["measure", "exports"])))
    indicator = text(officer.get(reverse("indicators:definition_toml", args=["indicator", "occupancy"])))
    assert parse_measures(measure) == {"exports": catalogue.measures()["exports"]}
    assert read_indicator(indicator, "x").name == catalogue.definitions()["occupancy"].name
    address = reverse("indicators:definition_import")
    sent = {"kind": "measure", "file": SimpleUploadedFile("x.toml", MEASURE.encode())}
    kept = officer.post(address, sent)
    row = OfficeDefinition.objects.get()
    assert text(officer.get(reverse("indicators:definition_text", args=[row.pk]))) == MEASURE
    assert kept.url == reverse("indicators:definition", args=[row.pk])
    wrong = officer.post(address, {"kind": "indicator", "text": INDICATOR.replace("decimals", "decimal")})
    assert wrong.status_code == 422
    assert "definition.toml" in text(wrong)
    assert "decimal" in text(wrong)
    assert officer.post(address, {"kind": "x", "text": MEASURE}).status_code == 422
    assert officer.post(address, {"kind": "measure", "text": "a = " + "[" * 5000}).status_code == 422


def test_who_may_not_define_is_turned_away_and_who_may_look_does(register, house, client):
    row = actions.draft(register.officer, OfficeDefinition.Kind.MEASURE, MEASURE)
    client.force_login(people.account(Role.AUDITOR, house.board))
    assert client.get(reverse("indicators:definitions")).status_code == 200
    assert client.get(reverse("indicators:definition", args=[row.pk])).status_code == 403
    assert client.get(new("measure")).status_code == 403
    for name in ("release", "discard"):
        assert client.post(reverse(f"indicators:definition_{name}", args=[row.pk])).status_code == 403
    client.force_login(register.reporter)
    assert client.get(reverse("indicators:definitions")).status_code == 403


def test_a_draft_is_discarded_and_what_is_live_is_retired(officer, register, house):
    row = actions.draft(register.officer, OfficeDefinition.Kind.MEASURE, MEASURE)
    stale = officer.post(reverse("indicators:definition_discard", args=[row.pk]), {"edition": "9"}, follow=True)
    assert "V07" in text(stale)
    officer.post(reverse("indicators:definition_discard", args=[row.pk]), {"edition": row.edition})
    assert not OfficeDefinition.objects.exists()
    row = actions.draft(register.officer, OfficeDefinition.Kind.INDICATOR, INDICATOR)
    row = actions.release(colleague(house.board), row, row.edition)
    address = reverse("indicators:definition_retire", args=[row.pk])
    sent = {"edition": row.edition, "effective_until": "2021-03-01", "reason": "Thôi"}
    assert "V05" in text(officer.post(address, sent))
    assert officer.post(address, sent | {"effective_until": "2021-12-31"}).status_code == 302
    assert officer.get(address).status_code == 404
    assert officer.get(reverse("indicators:definition", args=[row.pk])).status_code == 200


def test_more_definitions_take_no_more_queries(officer, register, house, django_assert_num_queries):
    def queries(number):
        for each in range(number):
            code = f"made_{each}_{number}"
            row = actions.draft(
                register.officer, OfficeDefinition.Kind.INDICATOR, INDICATOR.replace("exports_per_worker", code)
            )
            actions.release(second, row, row.edition)
        with django_assert_num_queries(expected):
            officer.get(reverse("indicators:definitions"))

    second, expected = colleague(house.board), 6
    queries(1)
    queries(3)
