"""A page is put together while somebody else declares: whenever that happens, its reader gets an answer."""

from django.test import Client
from django.urls import reverse

from tests import overtaking
from tests.ballots import scenes
from tests.elections import scenes as election_scenes


def overtaken(room, page):
    """The answers to a teller whose page is put together while the presidium declares."""
    batch = scenes.agreed(room, "x-----", "-x----")
    teller = Client()
    teller.force_login(room.tellers[0])
    address = reverse(page, args=[batch.pk])
    return overtaking.answers(lambda: teller.get(address), lambda: election_scenes.declare(room.hall, batch.election))


def test_the_page_of_the_batch_is_shown_whenever_the_presidium_declares(room):
    shown = [answer.status_code for answer in overtaken(room, "ballots:batch")]
    assert set(shown) == {200}
    assert len(shown) > 5


def test_a_page_that_was_overtaken_says_why_and_what_to_do(room):
    found = list(overtaken(room, "ballots:differences"))
    pages = [answer.content.decode() for answer in found if answer.status_code == 409]
    assert {answer.status_code for answer in found} <= {200, 409}
    assert pages
    for page in pages:
        assert "(B650)" in page
        assert "Tải lại trang" in page
