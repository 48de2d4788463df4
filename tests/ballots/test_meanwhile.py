"""A page is put together while somebody else declares: whenever that happens, its reader gets an answer."""

import pytest
from django.test import Client
from django.urls import reverse

from nhiemky.ballots import actions
from nhiemky.ballots.models import Batch
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


@pytest.mark.parametrize("page", ["ballots:questions", "ballots:doubts", "ballots:batch"])
@pytest.mark.parametrize("ballots", [("x-----", "--?---"), ("--?---", "-?----", "x-----")])
def test_a_teller_before_the_doubts_is_answered_whenever_everything_is_set_aside(room, page, ballots):
    batch = scenes.mixed(room.hall, *ballots)
    teller = Client()
    teller.force_login(room.third)
    address = reverse(page, args=[batch.pk])

    def set_aside():
        actions.discard(room.hall.presidium, Batch.objects.get(pk=batch.pk), reason="hai người cùng kiểm một tập")

    found = {answer.status_code for answer in overtaking.answers(lambda: teller.get(address), set_aside)}
    assert 200 in found
    assert found <= {200, 302}
