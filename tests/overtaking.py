"""One page is put together while somebody else acts: the act falls between two of its queries, each in turn."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

from django.db import connection, transaction


def answers[R](read: Callable[[], R], act: Callable[[], Any]) -> Iterator[R]:
    """What is read when the act comes right after its first query, after its second, and so on to its last."""
    for number in count(1):
        save = transaction.savepoint_create()
        with _after_query(number, act) as done:
            answer = read()
        transaction.savepoint_rollback(save)
        if not done:
            return
        yield answer


@contextmanager
def _after_query(number: int, act: Callable[[], Any]) -> Iterator[list[Callable[[], Any]]]:
    numbers, done = count(1), []

    def watch(execute: Callable[..., Any], *query: Any) -> Any:
        answer = execute(*query)
        if next(numbers) == number and not done:
            done.append(act)
            act()
        return answer

    with connection.execute_wrapper(watch):
        yield done
