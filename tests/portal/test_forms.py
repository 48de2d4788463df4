"""Publishing through the editor: typed numbers are judged."""

import json

import pytest
from django.test import Client
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from nhiemky.organisation.models import Role
from nhiemky.portal.checking import checked_numbers, contradicted
from nhiemky.portal.models import NewsPage
from tests import people
from tests.portal.conftest import Portal

WRONG = "<p>Năm nay có 54 dự án cấp mới.</p>"
RIGHT = "<p>Năm nay có 53 dự án cấp mới.</p>"


@pytest.fixture
def editor(portal: Portal, client: Client) -> Client:
    client.force_login(people.account(Role.EDITOR, portal.house.board))
    return client


def publish(client: Client, text: str, **more: str) -> NewsPage:
    page = NewsPage.objects.get(slug="doc-mot-con-so")
    data = nested_form_data(
        {
            "title": page.title,
            "slug": page.slug,
            "lead": "",
            "dated_at": "2022-06-20 08:00",
            "body": streamfield([("paragraph", rich_text(text))]),
            "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
            "action-publish": "1",
            **more,
        }
    )
    client.post(f"/bien-tap/pages/{page.pk}/edit/", data)
    page.refresh_from_db()
    return page


def shown(page: NewsPage) -> str:
    """What the page holds; beside its words also keys that are drawn at random."""
    return json.dumps(list(page.body.raw_data), ensure_ascii=False)


def test_a_number_that_contradicts_a_published_figure_stops_publication_until_it_is_confirmed(editor: Client) -> None:
    assert "54 dự án" not in shown(publish(editor, WRONG))
    assert "54 dự án" in shown(publish(editor, WRONG, numbers_confirmed="on"))


def test_a_number_that_agrees_is_published_at_once(editor: Client) -> None:
    assert "53 dự án" in shown(publish(editor, RIGHT))


def test_each_number_is_judged_with_its_place_and_what_was_expected(portal: Portal) -> None:
    page = NewsPage.objects.get(slug="doc-mot-con-so")
    page.lead = ""
    page.body = [("paragraph", RIGHT), ("paragraph", WRONG), ("figure", portal.figures["exports"].pk)]
    first, second = checked_numbers(page)
    assert (first.place, first.verdict.value) == ("Khối 1", "sourced")
    assert contradicted([first, second]) == [second]
    assert second.number.startswith("54")
    assert "53" in second.expected


def test_figures_that_were_picked_are_not_judged(portal: Portal) -> None:
    assert contradicted(checked_numbers(NewsPage.objects.get(slug="dai-hoi-diem-chi-bo-ban"))) == []


def test_english_texts_are_not_judged(portal: Portal) -> None:
    page = NewsPage.objects.get(slug="how-to-read-a-figure")
    page.body = [("paragraph", WRONG)]
    assert checked_numbers(page) == []
