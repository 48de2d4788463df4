"""Tellers type alone; what differs is shown to both and to nobody else."""

import pytest
from django.urls import reverse

from nhiemky.elections.models import TellerCount
from nhiemky.organisation.models import Role
from tests import people
from tests.elections import scenes
from tests.elections.views.conftest import of


def typed(votes=scenes.VOTES, valid=27, **changes):
    codes = ("too_many", "none_chosen", "outside_name", "stray_mark", "not_issued")
    numbers = {f"invalid_{code}": 0 for code in codes} | {"invalid_too_many": 1}
    return {"valid": valid, **numbers, **{f"votes_{n}": v for n, v in enumerate(votes, start=1)}, **changes}


def address(name, election):
    return reverse(f"elections:{name}", args=[election.pk])


def test_a_wrong_total_is_refused_beside_its_field_and_what_was_typed_stays(hall, tellers):
    election = scenes.counting(hall)
    page = tellers[0].post(address("count", election), typed(votes=(28, 26, 25, 24, 23, 10)))
    assert page.status_code == 422
    assert "E307" in page.context["form"].errors["votes_1"][0]
    assert 'value="28"' in page.content.decode()
    assert not TellerCount.objects.exists()


def test_two_tellers_type_see_where_they_differ_and_agree(hall, tellers, presidium):
    election = scenes.counting(hall)
    tellers[0].post(address("count", election), typed())
    waiting = tellers[0].get(address("comparison", election))
    assert not waiting.context["both"]
    tellers[1].post(address("count", election), typed(votes=(27, 25, 25, 24, 23, 10)))
    for teller in tellers:
        assert teller.get(address("comparison", election)).context["rows"] == [("Phạm Thị Ánh", 26, 25)]
    assert address("comparison", election) in tellers[0].get(address("election", election)).content.decode()
    assert address("comparison", election) not in presidium.get(address("election", election)).content.decode()
    assert presidium.get(address("declare", election)).url == address("election", election)
    tellers[1].post(address("count", election), typed())
    assert tellers[0].get(address("comparison", election)).context["agree"]
    assert presidium.get(address("declare", election)).status_code == 200


def test_neither_teller_sees_the_others_numbers_before_both_are_in(hall, tellers):
    election = scenes.counting(hall)
    tellers[0].post(address("count", election), typed(votes=(27, 26, 25, 19, 23, 10)))
    assert 'value="19"' in tellers[0].get(address("count", election)).content.decode()
    assert 'value="19"' not in tellers[1].get(address("count", election)).content.decode()
    assert tellers[1].get(address("comparison", election)).status_code == 403


@pytest.mark.parametrize("role", [Role.CLERK, Role.MEMBER, Role.AUDITOR, Role.SUPERIOR, Role.PRESIDIUM])
def test_nobody_else_opens_the_entry_or_the_comparison(hall, role):
    election = scenes.counted(hall)
    account = people.account(role, hall.house.cell, "somebody")
    for name in ("count", "comparison"):
        assert of(account).get(address(name, election)).status_code == 403


def test_a_third_teller_is_refused_with_a_reason(hall):
    election = scenes.counting(hall)
    for teller in hall.tellers:
        of(teller).post(address("count", election), typed(votes=(27, 26, 25, 24, 23, 10 - hall.tellers.index(teller))))
    third = people.account(Role.TELLER, hall.house.cell, "third")
    page = of(third).post(address("count", election), typed())
    assert (page.status_code, TellerCount.objects.count()) == (422, 2)
    assert "E608" in page.content.decode()


def test_nothing_is_typed_before_the_count_or_after_the_declaration(hall, tellers):
    election = scenes.voting(hall)
    assert tellers[0].get(address("count", election)).status_code == 403
    scenes.actions.close_voting(hall.clerk, election, issued=28, returned=28)
    for teller in tellers:
        teller.post(address("count", election), typed())
    scenes.declare(hall, election)
    for name in ("count", "comparison"):
        assert tellers[0].get(address(name, election)).status_code == 403


def test_the_presidium_orders_a_recount_with_a_reason(hall, presidium):
    election = scenes.counted(hall)
    refused = presidium.post(address("recount", election), {"issued": 28, "returned": 29, "reason": "Đếm sai"})
    assert (refused.status_code, TellerCount.objects.count()) == (422, 2)
    assert "E615" in refused.context["form"].errors["returned"][0]
    presidium.post(address("recount", election), {"issued": 28, "returned": 28, "reason": "Đếm sai"})
    assert not TellerCount.objects.exists()
