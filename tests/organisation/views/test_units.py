"""The tree of units, their facts and their terms."""

from datetime import date

import pytest
from django.urls import reverse

from nhiemky.organisation.models import Role, Term, Unit
from tests import people


def test_the_tree_shows_what_is_below_the_accounts_unit(house, browser):
    page = browser(Role.MEMBER).get(reverse("organisation:units")).content.decode()
    assert house.cell.name in page
    assert house.groups[1].name in page
    assert house.other_cell.name not in page
    assert house.committee.name not in page


def test_a_new_unit_stands_below_its_parent(house, browser):
    administrator = browser(Role.ADMINISTRATOR, house.committee)
    form = {"parent": house.cell.pk, "kind": "group", "name": "Tổ đảng số 3", "code": "group-3", "term_months": "60"}
    answer = administrator.post(reverse("organisation:unit_create"), form)
    unit = Unit.objects.get(code="group-3")
    assert answer["Location"] == reverse("organisation:unit", args=[unit.pk])
    assert unit.path == f"{house.cell.path}{unit.pk:08}/"


@pytest.mark.parametrize("parent", ["", "board"])
def test_a_unit_cannot_be_put_where_the_account_manages_none(house, browser, parent):
    administrator = browser(Role.ADMINISTRATOR, house.committee)
    form = {"kind": "group", "name": "Tổ", "code": "x", "term_months": "60", "parent": house.board.pk if parent else ""}
    page = administrator.post(reverse("organisation:unit_create"), form)
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {"parent"}


def test_facts_change_but_the_place_in_the_tree_does_not(house, browser):
    administrator = browser(Role.ADMINISTRATOR, house.committee)
    address = reverse("organisation:unit_change", args=[house.cell.pk])
    form = {"kind": "cell", "name": "Chi bộ mới", "term_months": "30", "parent": house.other_cell.pk, "code": "hacked"}
    assert administrator.post(address, form).status_code == 302
    house.cell.refresh_from_db()
    assert (house.cell.name, house.cell.term_months) == ("Chi bộ mới", 30)
    assert (house.cell.parent, house.cell.code) == (house.committee, "cell")
    closed = form | {"founded_on": "2020-01-01", "closed_on": "2019-01-01"}
    assert set(administrator.post(address, closed).context["form"].errors) == {"closed_on"}


def test_terms_follow_each_other(house, browser):
    clerk = browser(Role.CLERK)
    people.term(house.cell)
    address = reverse("organisation:term_open", args=[house.cell.pk])
    wrong = clerk.post(address, {"ordinal": "8", "label": "2025 - 2030", "since": "2019-01-01"})
    assert set(wrong.context["form"].errors) == {"ordinal", "since"}
    clerk.post(address, {"ordinal": "9", "label": "2025 - 2030", "since": "2025-05-01"})
    assert list(Term.objects.values_list("ordinal", "until")) == [(8, date(2025, 4, 30)), (9, None)]
