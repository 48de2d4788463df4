"""The counter in real servers: several processes, a normal stop, a kill; on SQLite in a folder of their own."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.states import EMPTY, FILE, ROOT, States

pytestmark = pytest.mark.long

BROWSER = "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"
PATIENCE = 60


@pytest.fixture
def environment(tmp_path: Path) -> Iterator[dict[str, str]]:
    """Of programs on a house in which nothing is counted yet."""
    with States().copy_of(EMPTY, tmp_path) as environment:
        yield environment | {"NHIEMKY_DEBUG": "1"}


@contextmanager
def served(environment: dict[str, str]) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """A server of two worker processes, in a process group of its own, and its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "granian", "--interface", "asgi", "--workers", "2", "--port", str(port)]
    server = subprocess.Popen(
        [*command, "nhiemky.site.asgi:application"],
        env=environment,
        cwd=ROOT,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}/"
    try:
        _wait(lambda: _answers(f"{address}robots.txt"))
        yield server, address
    finally:
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def _wait(true: object) -> None:
    end = time.monotonic() + PATIENCE
    while not true():  # type: ignore[operator]
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.1)


def _open(address: str, times: int) -> None:
    """Open the visitors' page; each opening is a new connection, so that all workers have their share."""
    for _ in range(times):
        request = urllib.request.Request(f"{address}bo-dem-truy-cap/", headers={"User-Agent": BROWSER})
        with urllib.request.urlopen(request, timeout=20) as answer:
            assert answer.status == 200


def _counted(environment: dict[str, str]) -> int:
    with sqlite3.connect(Path(environment["NHIEMKY_DATA"]) / FILE, timeout=20) as database:
        row = database.execute("SELECT counted FROM portal_visits").fetchone()
    return row[0] if row else 0


def test_a_normal_stop_of_several_processes_loses_no_visit(environment: dict[str, str]) -> None:
    with served(environment) as (server, address):
        _open(address, 45)
        server.send_signal(signal.SIGTERM)
        server.wait(PATIENCE)
    assert _counted(environment) == 45


def test_a_kill_loses_only_what_was_not_yet_written(environment: dict[str, str]) -> None:
    with served(environment) as (server, address):
        _open(address, 20)
        _wait(lambda: _counted(environment) == 20)
        _open(address, 5)
        os.killpg(server.pid, signal.SIGKILL)
        server.wait(PATIENCE)
    assert 20 <= _counted(environment) <= 25
