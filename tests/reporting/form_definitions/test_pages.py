"""The pages on which officers make forms, with good and with hostile input."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from nhiemky.core.reporting.form_reading import parse_form
from nhiemky.core.reporting.form_writing import form_toml
from nhiemky.organisation.models import Role
from nhiemky.records import clock
from nhiemky.reporting.form_definitions import actions
from nhiemky.reporting.models import FormDefinition
from tests import people
from tests.reporting import filing
from tests.reporting.form_definitions import made
from tests.zones import register as registers

HEAD = {
    "edition": "0",
    "code": "LD-NU",
    "version": "2021",
    "name_vi": "Báo cáo lao động nữ",
    "name_en": "Report on women workers",
    "reporter": "project",
    "frequency": "half",
    "effective_from": "2021-07-01",
    "months_after": "1",
    "before_day": "15",
    "deadline_cite": "Quyết định của Ban",
    "cite": "Quyết định của Ban",
    "sure": "verified",
}
LINE = {
    "code": "I",
    "name_vi": "Lao động nữ",
    "name_en": "Women workers",
    "kind": "stock",
    "unit": "person",
    "save": "1",
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


def new_draft(client):
    answer = client.post(reverse("reporting:form_new"), HEAD)
    assert answer.status_code == 302, text(answer)
    return FormDefinition.objects.get()


def row_of(draft, table="line", row=0):
    return reverse("reporting:form_row", args=[draft.pk, table, row])


def test_an_officer_makes_a_form_without_a_programmer_and_a_colleague_makes_it_live(officer, register, house, client):
    draft = new_draft(officer)
    page = text(officer.get(reverse("reporting:form_draft", args=[draft.pk])))
    assert "M15" in page
    columns = {"edition": "1", "period_use": "on", "period_code": "period", "period_vi": "Trong kỳ"}
    columns |= {"period_en": "In the period", "period_stock": "on"}
    assert officer.post(reverse("reporting:form_part", args=[draft.pk, "cot"]), columns).status_code == 302
    added = officer.post(
        row_of(draft), LINE | {"edition": "2", "next": "1", "required": "on", "low": "1", "high": "10.000,5"}
    )
    assert added.url == row_of(draft)
    share = {"code": "II", "name_vi": "Tỷ lệ", "name_en": "Share", "kind": "flow", "unit": "%", "save": "1"}
    assert officer.post(row_of(draft), share | {"edition": "3"}).status_code == 302
    rule = {"when": "I", "then": "II", "edition": "4", "save": "1"}
    assert officer.post(row_of(draft, "expect"), rule).status_code == 302
    field = {"code": "A1", "kind": "text", "name_vi": "Người lập", "name_en": "Author", "edition": "5", "save": "1"}
    assert officer.post(row_of(draft, "identification"), field).status_code == 302
    draft.refresh_from_db()
    page = text(officer.get(reverse("reporting:form_draft", args=[draft.pk])))
    assert "Lao động nữ" in page
    assert "Áp dụng từ" not in page.split("</form>")[0]
    client.force_login(made.colleague(house.board))
    released = client.post(reverse("reporting:form_release", args=[draft.pk]), {"edition": draft.edition})
    assert released.url == reverse("reporting:form_version", args=["LD-NU", "2021"])
    assert client.get(released.url).status_code == 200
    form = parse_form(text(client.get(reverse("reporting:form_toml", args=["LD-NU", "2021"]))), "x.toml")
    assert [(line.code, line.unit, line.required) for line in form.lines] == [("I", "person", True), ("II", "%", False)]
    assert [str(bound) for bound in form.lines[0].plausible] == ["1.0", "10000.5"]


def test_the_author_alone_cannot_make_it_live(officer, register):
    row = actions.draft(register.officer, made.text())
    answer = officer.post(reverse("reporting:form_release", args=[row.pk]), {"edition": row.edition}, follow=True)
    assert "V02" in text(answer)
    assert FormDefinition.objects.get().state == "draft"


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        ({"code": "bad code!"}, "id_code", "D10"),
        ({"code": "A.III.1"}, "id_version", "V06"),
        ({"name_en": ""}, "id_name_en", "id_name_en_error"),
        ({"before_day": "32"}, "id_before_day", "id_before_day_error"),
        ({"effective_from": "31/02/2021"}, "id_effective_from", "id_effective_from_error"),
        ({"cite": "\x07"}, "id_cite", "D04"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_is_kept(officer, change, field, said):
    answer = officer.post(reverse("reporting:form_new"), HEAD | change)
    page = text(answer)
    assert answer.status_code == 422
    assert said in page
    assert 'value="Report on women workers"' in page or "name_en" in change
    assert not FormDefinition.objects.exists()
    assert f'id="{field}"' in page


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"code": "I"}, "M02"),
        ({"low": "5", "high": "1"}, "M14"),
        ({"low": "5"}, "id_high"),
        ({"unit": ""}, "id_unit_error"),
        ({"unit": "<b>"}, "M18"),
        ({"kind": "heading", "total": "on"}, "M10"),
        ({"note_vi": "Chú"}, "id_note_en_error"),
    ],
)
def test_a_wrong_line_is_not_kept(officer, register, change, said):
    row = actions.draft(register.officer, made.text())
    answer = officer.post(row_of(row), LINE | {"code": "II", "edition": row.edition} | change)
    assert answer.status_code == 422
    assert said in text(answer)
    row.refresh_from_db()
    assert row.edition == 1


def test_an_english_page_names_lines_in_english(officer, register):
    row = actions.draft(register.officer, made.text())
    officer.cookies["nhiemky_language"] = "en"
    page = text(officer.get(reverse("reporting:form_draft", args=[row.pk])))
    assert "Women workers" in page
    assert "Lao động nữ" not in page


def test_lines_are_moved_removed_and_a_hostile_number_is_not_found(officer, register):
    two = made.with_row(made.SMALL, "line", 0, made.LINE | {"code": "II"})
    row = actions.draft(register.officer, made.text(two))
    assert officer.post(row_of(row, "line", 2), {"edition": row.edition, "up": "1"}).status_code == 302
    row.refresh_from_db()
    assert row.text.index('"II"') < row.text.index('"I"')
    assert officer.post(row_of(row, "line", 1), {"edition": row.edition, "remove": "1"}).status_code == 302
    row.refresh_from_db()
    assert '"II"' not in row.text
    for address in (row_of(row, "line", 9), row_of(row, "secrets", 0)):
        assert officer.get(address).status_code == 404
    for sent, status in (({"edition": "x", "remove": "1"}, 404), ({"edition": "1"}, 422)):
        assert officer.post(row_of(row, "line", 1), sent).status_code == status


def test_toml_goes_out_and_comes_in_again_and_a_wrong_key_is_named(officer):
    exported = text(officer.get(reverse("reporting:form_toml", args=["A.III.1", "2021"])))
    changed = exported.replace('version = "2021"', 'version = "2021-2"', 1)
    file = SimpleUploadedFile("form.toml", changed.encode())
    answer = officer.post(reverse("reporting:form_import"), {"file": file})
    row = FormDefinition.objects.get()
    assert answer.url == reverse("reporting:form_draft", args=[row.pk])
    assert form_toml(parse_form(row.text, "x")).replace("2021-2", "2021") == exported
    assert text(officer.get(reverse("reporting:form_draft_toml", args=[row.pk]))) == changed
    wrong = changed.replace("before_day", "before_dey", 1).replace("2021-2", "2021-3")
    refused = officer.post(reverse("reporting:form_import"), {"text": wrong})
    assert refused.status_code == 422
    assert "form.toml: deadline:" in text(refused)
    assert "before_dey" in text(refused)
    for file in (b"\xff\xfe", b""):
        sent = {"file": SimpleUploadedFile("form.toml", file)}
        assert officer.post(reverse("reporting:form_import"), sent).status_code == 422


def test_a_new_version_is_seen_on_past_reports_before_it_is_live(officer, register, django_assert_max_num_queries):
    filing.accepted(register)
    lines = [row | ({"unit": "million VND"} if row["code"] == "III" else {}) for row in made.next_quarterly()["line"]]
    lines = [row | ({"required": True} if row["code"] == "VI.1" else {}) for row in lines if row["code"] != "IV"]
    row = actions.draft(register.officer, made.text(made.next_quarterly(), line=lines))
    with django_assert_max_num_queries(16):
        page = text(officer.get(reverse("reporting:form_draft", args=[row.pk])))
    lost, fired = page.split("R01", 1)
    assert "IV. Giá trị nhập khẩu" in lost
    assert "III. Giá trị xuất khẩu" in lost
    assert "VI.1. Điện" in fired


def test_who_may_not_define_is_turned_away_and_who_may_look_does(register, house, client):
    row = actions.draft(register.officer, made.text())
    client.force_login(people.account(Role.AUDITOR, house.board))
    for name in ("forms", "form_version", "form_toml"):
        args = [] if name == "forms" else ["A.III.1", "2021"]
        assert client.get(reverse(f"reporting:{name}", args=args)).status_code == 200
    assert client.get(reverse("reporting:form_draft", args=[row.pk])).status_code == 403
    client.force_login(register.reporter)
    assert client.get(reverse("reporting:forms")).status_code == 403
    client.logout()
    assert client.get(reverse("reporting:forms")).status_code == 302


def test_somebody_elses_save_is_told_and_what_was_typed_stays(officer, register, house):
    row = actions.draft(register.officer, made.text())
    actions.change(made.colleague(house.board), row, row.edition, made.text(cite="Mới"))
    answer = officer.post(reverse("reporting:form_part", args=[row.pk, "chung"]), HEAD | {"edition": "1", "cite": "Cũ"})
    assert answer.status_code == 422
    assert 'value="Cũ"' in text(answer)
    assert 'name="edition" value="2"' in text(answer)


def test_a_live_form_is_retired_with_a_reason(officer, register, house):
    live = made.live(register.officer, made.colleague(house.board))
    address = reverse("reporting:form_retire", args=[live.pk])
    sent = {"edition": live.edition, "effective_until": "2021-12-31", "reason": ""}
    assert officer.post(address, sent).status_code == 422
    assert officer.post(address, sent | {"reason": "Thôi"}).status_code == 302
    assert officer.get(address).status_code == 404
    assert officer.get(reverse("reporting:form_version", args=["LD-NU", "2021"])).status_code == 200
