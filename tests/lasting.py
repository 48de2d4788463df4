"""What all tests of a module begin with, written once; each test gets copies, and what it writes is undone after it."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager

from django.db import transaction
from django.utils import translation
from pytest_django import DjangoDbBlocker

type Lasting = Callable[[], AbstractContextManager[None]]


@contextmanager
def until_the_end(blocker: DjangoDbBlocker) -> Iterator[Lasting]:
    """As long as this runs, what is written within `with writing():` is there for all tests; then it is undone.

    No longer than a module: the transaction in which it is written stays open meanwhile.
    """

    @contextmanager
    def writing() -> Iterator[None]:
        with blocker.unblock(), translation.override("vi"):
            yield

    with ExitStack() as module:
        with blocker.unblock():
            module.enter_context(transaction.atomic())
        yield writing
        with blocker.unblock():
            transaction.set_rollback(True)
            module.close()
