"""Pages spread over processes, handed back in their order.

Processes are spawned, not forked: drawing the reference starts threads in the parent, and a fork of a process with
threads may hang. They start while the parent draws. Each is given a few pages at a time and never more than it can
soon read, so memory stays flat however many pages there are.
"""

import itertools
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.queues import SimpleQueue
from pathlib import Path

from nhiemky.cli.ballots.page_desk import Desk, MakeReader, PageAt, ReadPage, References
from nhiemky.core.ballots.layout import Layout

_PAGES_AT_A_TIME = 4
_WAITING_PER_PROCESS = 3

type _Batch = tuple[PageAt, ...]


class WorkerDiedError(Exception):
    """A process ended without an answer; `source` is the first page that was being read."""

    def __init__(self, source: str) -> None:
        super().__init__(source)
        self.source = source


def read_in_processes(
    pages: Iterable[PageAt],
    layout: Layout,
    draw: Callable[[Layout], References],
    make: MakeReader,
    jobs: int,
    crops: Path | None = None,
) -> Iterator[ReadPage]:
    """All pages in their order, read by `jobs` processes; raises WorkerDiedError.

    However it ends, by an interrupt too, no process is left.
    """
    context = multiprocessing.get_context("spawn")
    references: SimpleQueue[References] = context.SimpleQueue()
    batches = itertools.batched(pages, _PAGES_AT_A_TIME)
    others = set(multiprocessing.active_children())
    with ProcessPoolExecutor(jobs, context, _set_desk, (layout, references, make, crops)) as pool:
        try:
            waiting = deque((batch, pool.submit(_read, batch)) for batch in itertools.islice(batches, jobs))
            drawn = draw(layout)
            for _ in range(jobs):
                references.put(drawn)
            yield from _in_order(pool, batches, waiting, jobs * _WAITING_PER_PROCESS)
        except BaseException:
            # Leaving the pool waits for what is being read, which may hang.
            for process in set(multiprocessing.active_children()) - others:
                process.terminate()
            raise


def _in_order(
    pool: ProcessPoolExecutor,
    batches: Iterator[_Batch],
    waiting: deque[tuple[_Batch, Future[tuple[ReadPage, ...]]]],
    most: int,
) -> Iterator[ReadPage]:
    while True:
        for batch in itertools.islice(batches, most - len(waiting)):
            waiting.append((batch, pool.submit(_read, batch)))
        if not waiting:
            return
        batch, future = waiting.popleft()
        try:
            yield from future.result()
        except BrokenProcessPool as error:
            raise WorkerDiedError(batch[0].source) from error


# One for each process, set before its first batch.
_desk: Desk


def _set_desk(layout: Layout, references: "SimpleQueue[References]", make: MakeReader, crops: Path | None) -> None:
    # The terminal sends an interrupt to all processes; the parent alone decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    global _desk
    _desk = Desk(make(layout, references.get()), crops)


def _end_with_parent() -> None:
    """A parent that was killed cannot say so; without this its processes would wait for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _read(batch: _Batch) -> tuple[ReadPage, ...]:
    return _desk.read(batch)
