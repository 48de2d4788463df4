"""Yearly ratings of members: the page, its checks, and the indicator that reads them."""

import pytest
from django.urls import reverse

from nhiemky.indicators.actions import up_to_date
from nhiemky.organisation.models import MemberRating, Role

TYPED = {"year": "2021", "rated": "28", "rated_well": "21", "document": "Biên bản số 4", "reason": ""}


@pytest.fixture
def clerk(browser):
    return browser(Role.CLERK)


def address(unit):
    return reverse("organisation:ratings", args=[unit.pk])


def share():
    return up_to_date().values.get(indicator="members_rated_well_share", unit="cell", period="2021").value


def test_a_clerk_enters_a_year_and_corrects_it_with_a_reason(clerk, house):
    assert clerk.post(address(house.cell), TYPED).status_code == 302
    assert share() == 75
    refused = clerk.post(address(house.cell), TYPED | {"rated_well": "28"})
    assert refused.status_code == 422
    assert 'id="id_reason_error"' in refused.content.decode()
    assert clerk.post(address(house.cell), TYPED | {"rated_well": "28", "reason": "Đếm lại"}).status_code == 302
    assert share() == 100
    first, second = MemberRating.objects.order_by("pk")
    assert second.supersedes == first
    page = clerk.get(address(house.cell)).content.decode()
    assert "Đếm lại" in page
    assert "Biên bản số 4" in page


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"rated_well": "29"}, "rated_well"),
        ({"rated": "-1"}, "rated"),
        ({"year": "2999"}, "year"),
        ({"year": "21"}, "year"),
        ({"document": ""}, "document"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(clerk, house, change, field):
    answer = clerk.post(address(house.cell), TYPED | change)
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.content.decode()
    assert not MemberRating.objects.exists()


def test_only_a_cell_rates_and_only_its_clerk_writes(clerk, browser, house):
    assert clerk.get(address(house.committee)).status_code in {403, 404}
    superior = browser(Role.SUPERIOR)
    assert superior.get(address(house.cell)).status_code == 200
    assert superior.post(address(house.cell), TYPED).status_code == 403
