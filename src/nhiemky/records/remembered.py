"""What is read once for one request, and never kept beyond it: no process holds anything that another could change.

Outside of `remembering()` (a command, a test) every call reads anew.
"""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from inspect import iscoroutinefunction
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.utils.decorators import sync_and_async_middleware

_memory: ContextVar[dict[Callable[..., Any], Any] | None] = ContextVar("remembered", default=None)


def remembered[R](read: Callable[[], R]) -> Callable[[], R]:
    """Read at most once within `remembering()`."""

    @wraps(read)
    def answer() -> R:
        memory = _memory.get()
        if memory is None:
            return read()
        if read not in memory:
            memory[read] = read()
        return cast("R", memory[read])

    return answer


@contextmanager
def remembering() -> Iterator[None]:
    """Within: each `remembered` function reads at most once. Also a decorator; one within another changes nothing."""
    if _memory.get() is not None:
        yield
        return
    token = _memory.set({})
    try:
        yield
    finally:
        _memory.reset(token)


def forget() -> None:
    """Read anew from here on: something was written."""
    memory = _memory.get()
    if memory is not None:
        memory.clear()


@sync_and_async_middleware
def once_a_request(
    get_response: Callable[[HttpRequest], HttpResponse] | Callable[[HttpRequest], Awaitable[HttpResponse]],
) -> Callable[[HttpRequest], HttpResponse] | Callable[[HttpRequest], Awaitable[HttpResponse]]:
    """Middleware: a memory of its own for each request, whichever thread answers it."""
    if iscoroutinefunction(get_response):

        async def answered(request: HttpRequest) -> HttpResponse:
            with remembering():
                return cast("HttpResponse", await get_response(request))

        return answered

    def answer(request: HttpRequest) -> HttpResponse:
        with remembering():
            return cast("HttpResponse", get_response(request))

    return answer
