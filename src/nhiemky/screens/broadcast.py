"""One reader, many browsers: what one process does for the screen of one congress.

A poller reads the picture once a second while anybody listens and hands it to all who do. Each listener has room for
one picture, the newest: a slow one skips, never piles up, and is let go when it has not taken its picture for a minute.
"""

import asyncio
import contextvars
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field

from asgiref.sync import sync_to_async
from django.db import DatabaseError, close_old_connections, connection

from nhiemky.screens.content import Frame, Reader

POLL_SECONDS = 1.0
HEARTBEAT_SECONDS = 15.0
SLOW_SECONDS = 60.0

log = logging.getLogger(__name__)

type Read = Callable[[], Awaitable[Frame | None]]


@dataclass(eq=False)
class Listener:
    """One browser: the newest picture it has not taken yet, and since when that waits."""

    seen: str
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    frame: Frame | None = None
    since: float = 0.0
    closed: bool = False

    def offer(self, frame: Frame, now: float) -> None:
        """Put a picture in its place, over an older one it did not take."""
        if frame.digest == (self.frame.digest if self.frame else self.seen):
            return
        if self.frame is None:
            self.since = now
        self.frame = frame
        self.wake.set()

    def take(self) -> Frame | None:
        """The picture that waits, if any."""
        frame, self.frame = self.frame, None
        self.wake.clear()
        if frame:
            self.seen = frame.digest
        return frame

    def close(self) -> None:
        """Let the browser go."""
        self.closed = True
        self.wake.set()


class Broadcast:
    """The listeners of one screen in one language, and the poller that lives as long as there are any."""

    def __init__(self, read: Read, poll_seconds: float = POLL_SECONDS) -> None:
        self._read, self._poll_seconds = read, poll_seconds
        self._newest: Frame | None = None
        self._poller: asyncio.Task[None] | None = None
        self.listeners: set[Listener] = set()

    @property
    def polling(self) -> bool:
        """Whether the poller runs."""
        return self._poller is not None

    async def listen(self, seen: str = "", heartbeat: float = HEARTBEAT_SECONDS) -> AsyncIterator[Frame | None]:
        """Pictures as they change, beginning with the present one unless it is the one `seen`; None is a heartbeat.

        Ends when the screen's key is no longer valid, or when the browser was too slow.
        """
        listener = Listener(seen)
        self._join(listener)
        try:
            while not listener.closed:
                try:
                    async with asyncio.timeout(heartbeat):
                        await listener.wake.wait()
                except TimeoutError:
                    yield None
                    continue
                if frame := listener.take():
                    yield frame
        finally:
            self._leave(listener)

    def _join(self, listener: Listener) -> None:
        self.listeners.add(listener)
        if self._newest is not None:
            listener.offer(self._newest, _now())
        if self._poller is None:
            # An own context: the poller must not live in that of the request which happened to come first.
            self._poller = asyncio.get_running_loop().create_task(self._poll(), context=contextvars.Context())

    def _leave(self, listener: Listener) -> None:
        self.listeners.discard(listener)
        if not self.listeners and self._poller is not None:
            self._poller.cancel()
            self._poller, self._newest = None, None

    async def _poll(self) -> None:
        while self.listeners:
            try:
                frame = await self._read()
            except DatabaseError:
                log.exception("The hall screen cannot be read; trying again.")
            else:
                self._tell(frame, _now())
            await asyncio.sleep(self._poll_seconds)
        self._poller, self._newest = None, None

    def _tell(self, frame: Frame | None, now: float) -> None:
        self._newest = frame
        for listener in list(self.listeners):
            if frame is None or (listener.frame and now - listener.since > SLOW_SECONDS):
                self.listeners.discard(listener)
                listener.close()
            else:
                listener.offer(frame, now)


def _now() -> float:
    return asyncio.get_running_loop().time()


_broadcasts: dict[tuple[str, str], Broadcast] = {}


def broadcast(key: str, language: str) -> Broadcast:
    """This process's broadcast of a screen; those that nobody listens to are forgotten."""
    for idle in [each for each, found in _broadcasts.items() if not found.listeners]:
        del _broadcasts[idle]
    return _broadcasts.setdefault((key, language), Broadcast(in_pool(Reader(key, language))))


def in_pool[**P, R](function: Callable[P, R]) -> Callable[P, Awaitable[R]]:
    """Run database work in any thread of the pool: for the poller, which outlives the request that started it."""
    return sync_to_async(_giving_back(function), thread_sensitive=False)


def in_own_thread[**P, R](function: Callable[P, R]) -> Callable[P, Awaitable[R]]:
    """Run database work of a request; a stream lives for hours and must not keep its connection so long."""
    return sync_to_async(_giving_back(function), thread_sensitive=True)


def _give_back() -> None:
    """Let go of connections that have had their time; one in a transaction belongs to whoever opened that."""
    if not connection.in_atomic_block:
        close_old_connections()


def _giving_back[**P, R](function: Callable[P, R]) -> Callable[P, R]:
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        _give_back()
        try:
            return function(*args, **kwargs)
        finally:
            _give_back()

    return run
