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

ROOT = Path(__file__).resolve().parents[2]
BROWSER = "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"
PATIENCE = 60


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with all migrations run."""
    data = tmp_path_factory.mktemp("counter")
    subprocess.run([sys.executable, "-m", "django", "migrate", "-v0"], env=_environment(data), cwd=ROOT, check=True)
    return data


@pytest.fixture
def data(migrated: Path) -> Path:
    """The folder with nothing counted yet."""
    with sqlite3.connect(migrated / "nhiemky.sqlite3") as database:
        database.execute("DELETE FROM portal_visits")
    return migrated


def _environment(data: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NHIEMKY_")}
    return {
        **kept,
        "NHIEMKY_DATA": str(data),
        "DJANGO_SETTINGS_MODULE": "nhiemky.site.settings",
        "NHIEMKY_DEBUG": "1",
    }


@contextmanager
def served(data: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """A server of two worker processes, in a process group of its own, and its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "granian", "--interface", "asgi", "--workers", "2", "--port", str(port)]
    server = subprocess.Popen(
        [*command, "nhiemky.site.asgi:application"],
        env=_environment(data),
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


def _counted(data: Path) -> int:
    with sqlite3.connect(data / "nhiemky.sqlite3", timeout=20) as database:
        row = database.execute("SELECT counted FROM portal_visits").fetchone()
    return row[0] if row else 0


def test_a_normal_stop_of_several_processes_loses_no_visit(data: Path) -> None:
    with served(data) as (server, address):
        _open(address, 45)
        server.send_signal(signal.SIGTERM)
        server.wait(PATIENCE)
    assert _counted(data) == 45


def test_a_kill_loses_only_what_was_not_yet_written(data: Path) -> None:
    with served(data) as (server, address):
        _open(address, 20)
        _wait(lambda: _counted(data) == 20)
        _open(address, 5)
        os.killpg(server.pid, signal.SIGKILL)
        server.wait(PATIENCE)
    assert 20 <= _counted(data) <= 25
