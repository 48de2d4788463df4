"""A form that drops a line which measures read: whoever makes it live is told, and explains it."""

from datetime import date

import pytest
from django.urls import reverse

from nhiemky.core.definitions.losses import losing
from nhiemky.core.indicators.shipped import shipped_definitions
from nhiemky.core.problem import Refused
from nhiemky.records import clock
from nhiemky.records.models import Event
from nhiemky.reporting.catalogue import stored_form
from nhiemky.reporting.form_definitions import actions
from nhiemky.reporting.form_definitions.readers import lost_after, lost_by
from nhiemky.reporting.models import FormDefinition
from tests.reporting import filing, zone_form
from tests.reporting.form_definitions import made
from tests.zones import register as registers

MEASURES = shipped_definitions().measures


@pytest.fixture
def register(house):
    with clock.at(filing.IN_APRIL):
        yield registers.register(house)


@pytest.fixture
def second(house):
    return made.colleague(house.board)


def without(*lines):
    """The next quarterly form without some lines, and without the rules that name them."""
    document = made.next_quarterly()
    kept = [each for each in document["line"] if each["code"] not in lines]
    rules = [each for each in document["expect"] if not {each["when"], each["then"]} & set(lines)]
    return {**document, "line": kept, "expect": rules}


def drafted(officer, document):
    return actions.draft(officer, made.text(document))


class TestWhatIsLost:
    def test_what_read_the_line_and_what_multiplies_by_it(self):
        form = made.QUARTERLY
        assert losing(MEASURES, form, form) == ()
        gone = {each.code for each in losing(MEASURES, form, None)}
        assert gone == {code for code, each in MEASURES.items() if getattr(each.source, "form", "") == "A.III.1"}
        assert losing(MEASURES, None, form) == ()

    def test_a_line_in_another_unit_is_lost(self, register, second):
        document = made.next_quarterly()
        lines = [{**each, "unit": "m2"} if each["code"] == "III" else each for each in document["line"]]
        row = drafted(register.officer, {**document, "line": lines})
        found = {loss.measure: [name.en for name in loss.indicators] for loss in lost_by(stored_form(row))}
        assert set(found) == {"exports"}
        assert "Exports" in found["exports"]


def test_it_goes_live_only_with_an_explanation_that_is_kept(register, second):
    row = drafted(register.officer, without("III"))
    with pytest.raises(Refused) as refused:
        actions.release(second, row, row.edition)
    assert [(each.code, each.place) for each in refused.value.problems] == [("V22", "explanation")]
    assert "xuất khẩu" in refused.value.problems[0].vi
    live = actions.release(second, row, row.edition, "Bỏ theo Thông tư mới")
    assert FormDefinition.objects.get(pk=live.pk).explanation == "Bỏ theo Thông tư mới"
    assert "exports" in Event.objects.get(verb="reporting.form_released").details["lost"]


def test_a_version_that_keeps_every_line_and_a_new_form_ask_for_nothing(register, second):
    for document in (made.next_quarterly(), made.SMALL):
        row = drafted(register.officer, document)
        assert actions.release(second, row, row.edition).explanation == ""


def test_measures_of_the_office_are_named_and_a_retired_form_loses_them_all(register, second):
    form = zone_form.live(register.officer, second)
    zone_form.measured(register.officer, second)
    (loss,) = lost_after(form)
    assert (loss.measure, [name.en for name in loss.indicators]) == ("wastewater_treated", ["Wastewater treated"])
    live = FormDefinition.objects.get(code="HT-KCN")
    actions.retire(second, live, live.edition, date(2021, 6, 30), "Không còn cần")
    assert Event.objects.get(verb="reporting.form_retired").details["lost"] == ["wastewater_treated"]


class TestPages:
    def test_the_draft_warns_and_asks_beside_the_field(self, client, register, second):
        row = drafted(register.officer, without("III"))
        client.force_login(second)
        address = reverse("reporting:form_draft", args=[row.pk])
        page = client.get(address).content.decode()
        assert "<code>exports</code>" in page and "Giá trị xuất khẩu" in page
        refused = client.post(reverse("reporting:form_release", args=[row.pk]), {"edition": row.edition})
        assert refused.status_code == 422
        assert 'id="id_explanation_error"' in refused.content.decode()
        sent = {"edition": row.edition, "explanation": "Bỏ theo Thông tư mới"}
        live = client.post(reverse("reporting:form_release", args=[row.pk]), sent)
        assert live.status_code == 302
        assert "Bỏ theo Thông tư mới" in client.get(live.url).content.decode()

    def test_what_else_is_wrong_is_said_on_the_same_page(self, client, register, second):
        row = drafted(register.officer, without("III"))
        client.force_login(register.officer)
        sent = {"edition": row.edition, "explanation": "Bỏ theo Thông tư mới"}
        page = client.post(reverse("reporting:form_release", args=[row.pk]), sent).content.decode()
        assert "V02" in page

    def test_the_page_of_retiring_names_what_loses_its_source(self, client, register, second):
        zone_form.live(register.officer, second)
        zone_form.measured(register.officer, second)
        live = FormDefinition.objects.get(code="HT-KCN")
        client.force_login(second)
        page = client.get(reverse("reporting:form_retire", args=[live.pk])).content.decode()
        assert "<code>wastewater_treated</code>" in page
