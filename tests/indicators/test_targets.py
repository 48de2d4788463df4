"""A target whose indicator is retired later: it says so, and stands in the way of nothing but another vote on it."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from nhiemky.core.problem import Refused
from nhiemky.core.resolution.states import OpenVote
from nhiemky.indicators.definitions import actions as definitions
from nhiemky.indicators.definitions.models import OfficeDefinition
from nhiemky.organisation.models import Role
from nhiemky.records import clock
from nhiemky.resolution import actions, queries
from tests import people
from tests.indicators.definitions.made import INDICATOR
from tests.reporting import filing
from tests.reporting.form_definitions.made import colleague
from tests.resolution import scenes

VOTE = OpenVote(base=28, present=28, votes_for=28, votes_against=0, abstained=0)


@pytest.fixture
def office(house):
    with clock.at(filing.IN_APRIL):
        yield scenes.office(house)


@pytest.fixture
def retired(office, house):
    """An adopted resolution of two targets; the indicator of the first is retired on the day."""
    officer, second = people.account(Role.ZONES_OFFICER, house.board), colleague(house.board)
    row = definitions.draft(officer, OfficeDefinition.Kind.INDICATOR, INDICATOR)
    row = definitions.release(second, row, row.edition)
    resolution = scenes.drafted(office)
    first = resolution.targets.get(number=1)
    first.indicator, first.unit, first.value = "exports_per_worker", "USD", Decimal(2000)
    actions.set_target(office.clerk, first)
    actions.put_to_vote(office.clerk, resolution)
    adopted = actions.decide(office.presidium, resolution, VOTE)
    definitions.retire(officer, row, row.edition, date(2021, 4, 5), "Không còn đo")
    return adopted


@pytest.mark.parametrize("address", ["resolution:resolution", "indicators:board"])
def test_the_pages_of_the_resolution_say_which_indicator_is_retired(retired, office, client, address):
    client.force_login(office.clerk)
    page = client.get(reverse(address, args=[retired.pk])).content.decode()
    assert page.count("(T06)") == 1
    assert "“Xuất khẩu trên một lao động” đã ngừng áp dụng từ sau ngày 05/04/2021" in page


def test_a_successor_is_drafted_with_it_and_put_to_the_vote_only_without(retired, office):
    with clock.at(filing.IN_JULY):
        successor = actions.draft_successor(office.clerk, retired, "Thay chỉ số")
        with pytest.raises(Refused) as refused:
            actions.put_to_vote(office.clerk, successor)
        assert [each.code for each in refused.value.problems] == ["T06"]
        first = successor.targets.get(number=1)
        first.indicator = "exports"
        actions.set_target(office.clerk, first)
        assert actions.put_to_vote(office.clerk, successor).state == "put_to_vote"


def test_the_form_keeps_the_retired_one_in_its_list_and_offers_it_to_no_other(retired, office, client):
    client.force_login(office.clerk)
    with clock.at(filing.IN_JULY):
        successor = actions.draft_successor(office.clerk, retired, "Thay chỉ số")
        pages = [
            client.get(reverse("resolution:change_target", args=[each.pk])).content.decode()
            for each in successor.targets.order_by("number")
        ]
    assert ['value="exports_per_worker" selected' in page for page in pages] == [True, False]
    assert ['value="exports_per_worker"' in page for page in pages] == [True, False]


@pytest.mark.parametrize("targets", [1, 3])
def test_the_indicators_of_all_targets_are_asked_for_once(office, django_assert_num_queries, targets):
    rows = list(queries.targets_of(scenes.drafted(office, targets=targets)))
    with django_assert_num_queries(1):
        assert queries.measuring_faults(rows) == [()] * targets


def test_only_who_may_read_the_resolution_is_led_to_what_is_stated_of_its_milestone(office, house, client):
    milestone = scenes.milestone(office)
    address = reverse("indicators:board", args=[milestone.resolution_id])
    led_to = reverse("resolution:milestone", args=[milestone.pk])
    for user, led in ((office.clerk, True), (people.account(Role.ZONES_OFFICER, house.board), False)):
        client.force_login(user)
        page = client.get(address).content.decode()
        assert "hoàn thành trước" in page
        assert (led_to in page) is led
