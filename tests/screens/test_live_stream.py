"""The stream for real: a server of two processes, fifty browsers, and actions of a third process."""

import asyncio
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass

import pytest

from tests.elections.scenes import NAMES, VOTES
from tests.states import EMPTY, ROOT, States

pytestmark = pytest.mark.long

BROWSERS = 50
# Only so that a broken stream fails instead of hanging.
PATIENCE = 30


@dataclass
class Server:
    """A server on a free port of this machine, with its own database, and a third process that acts on it."""

    port: int
    hall: subprocess.Popen[str]

    def act(self, step: str) -> str:
        """Act as another process, one for all steps: each takes seconds to start."""
        print(step, file=self.hall.stdin, flush=True)
        answer = self.hall.stdout.readline()
        assert answer, "the other process has ended: see what it wrote"
        return answer.strip()


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with States().copy_of(EMPTY, tmp_path_factory.mktemp("live")) as environment:
        yield from _serving(environment | {"NHIEMKY_DEBUG": "1"})


def _serving(environment):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    running = subprocess.Popen(
        [
            *(sys.executable, "-m", "granian", "--interface", "asgi", "--workers", "2", "--host", "127.0.0.1"),
            *("--port", str(port), "--log-level", "error", "nhiemky.site.asgi:application"),
        ],
        cwd=ROOT,
        env=environment,
    )
    try:
        _wait_until_up(port, running)
        with subprocess.Popen(
            [sys.executable, "-m", "tests.screens.live_hall"],
            cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        ) as hall:  # fmt: skip
            yield Server(port, hall)
            hall.stdin.close()
    finally:
        running.terminate()
        running.wait(PATIENCE)


def _wait_until_up(port: int, running: subprocess.Popen) -> None:
    for _ in range(PATIENCE * 10):
        assert running.poll() is None, "the server has stopped"
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=PATIENCE)
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the server does not answer")


class Browser:
    """One stream: everything it was sent, and its pictures one by one."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer, self.last_id, self.received = reader, writer, "", ""

    @classmethod
    async def open(cls, port: int, key: str, seen: str = "") -> "Browser":
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        last = f"Last-Event-ID: {seen}\r\n" if seen else ""
        writer.write(f"GET /man-hinh/{key}/luong/ HTTP/1.1\r\nHost: 127.0.0.1\r\n{last}\r\n".encode())
        browser = cls(reader, writer)
        assert b" 200 " in await reader.readline()
        return browser

    async def picture(self) -> str:
        """The next picture of the board."""
        text, inside = "", False
        async with asyncio.timeout(PATIENCE):
            while line := (await self.reader.readline()).decode():
                self.received += line
                if line.startswith("id: "):
                    self.last_id = line[4:].strip()
                inside = inside or line.startswith("event: board")
                if inside and line.startswith("data: "):
                    text += line[6:]
                if inside and line == "\n":
                    return text
        raise EOFError

    async def end(self) -> None:
        """Wait until the server ends the stream."""
        async with asyncio.timeout(PATIENCE):
            while line := await self.reader.readline():
                if line.strip() == b"0":
                    break
        self.writer.close()


async def _watch(server: Server) -> None:
    key = await asyncio.to_thread(server.act, "prepare")
    browsers = [await Browser.open(server.port, key) for _ in range(BROWSERS)]
    before = [await browser.picture() for browser in browsers]
    assert all("Bầu chi ủy" in picture for picture in before)

    await asyncio.to_thread(server.act, "declare")
    after = [await browser.picture() for browser in browsers]
    assert all(name not in picture for name in NAMES for picture in before)
    for picture in after:
        assert all(name in picture for name in NAMES)
        assert all(f">{votes}<" in picture for votes in VOTES)
    assert len({browser.last_id for browser in browsers}) == 1, "all processes draw the same picture"

    back = await Browser.open(server.port, key, seen=browsers[0].last_id)
    await asyncio.to_thread(server.act, "close_item")
    assert "Bầu chi ủy</h1>" not in await back.picture(), "what it had seen was sent again"
    for browser in browsers:
        assert "Bầu chi ủy</h1>" not in await browser.picture()

    await asyncio.to_thread(server.act, "renew")
    await asyncio.gather(*(browser.end() for browser in [*browsers, back]))


def test_fifty_browsers_of_two_processes_see_each_change_and_nothing_before_it_is_declared(server):
    asyncio.run(_watch(server))
