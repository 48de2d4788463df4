"""A page is put together while somebody else declares: whenever that happens, its reader gets an answer."""

from contextlib import contextmanager
from itertools import count

from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from tests.ballots import scenes
from tests.elections import scenes as election_scenes


@contextmanager
def after_query(number, do):
    """Something is done right after this query, counted from 1. Gives a list that holds one thing once it was done."""
    numbers, done = count(1), []

    def watch(execute, *query):
        answer = execute(*query)
        if next(numbers) == number and not done:
            done.append(do)
            do()
        return answer

    with connection.execute_wrapper(watch):
        yield done


def answers(room, page):
    """The answers to a teller whose page is put together while the presidium declares, after each query in turn."""
    batch = scenes.agreed(room, "x-----", "-x----")
    teller = Client()
    teller.force_login(room.tellers[0])
    for number in count(1):
        save = transaction.savepoint_create()
        with after_query(number, lambda: election_scenes.declare(room.hall, batch.election)) as done:
            answer = teller.get(reverse(page, args=[batch.pk]))
        transaction.savepoint_rollback(save)
        if not done:
            return
        yield answer


def test_the_page_of_the_batch_is_shown_whenever_the_presidium_declares(room):
    shown = [answer.status_code for answer in answers(room, "ballots:batch")]
    assert set(shown) == {200}
    assert len(shown) > 5


def test_a_page_that_was_overtaken_says_why_and_what_to_do(room):
    found = list(answers(room, "ballots:differences"))
    overtaken = [answer.content.decode() for answer in found if answer.status_code == 409]
    assert {answer.status_code for answer in found} <= {200, 409}
    assert overtaken
    for page in overtaken:
        assert "(B650)" in page
        assert "Tải lại trang" in page
