"""The real server, on a copy of a state and a free port of this machine, stopped as an office would stop it."""

import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.states import ROOT

SERVE = (
    "import sys; from nhiemky.cli.boot import run_server, workers_beside\n"
    "with workers_beside(1): run_server('127.0.0.1', int(sys.argv[1]), 1)"
)
PATIENCE = 120


@dataclass(frozen=True)
class Server:
    """Where it answers, and the file in which it says what went wrong."""

    address: str
    log: Path

    def last_words(self) -> str:
        """The end of its log."""
        return self.log.read_text()[-3000:]


@contextmanager
def serving(environment: dict[str, str], log: Path) -> Iterator[Server]:
    """The server, as long as it runs. Raises RuntimeError with its last words when it does not start or stop."""
    port = free_port()
    server = Server(f"http://localhost:{port}", log)
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-c", SERVE, str(port)],
            cwd=ROOT,
            env=environment | {"NHIEMKY_ADDRESS": server.address},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_until_it_answers(process, server)
            yield server
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                raise RuntimeError(f"the server did not stop: {server.last_words()}") from None


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def wait_until_it_answers(process: subprocess.Popen[bytes], server: Server) -> None:
    """Ask for its health until it answers. Raises RuntimeError when it ends, is unwell or stays silent."""
    until = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < until:
        try:
            urllib.request.urlopen(f"{server.address}/healthz", timeout=PATIENCE).close()
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"the server is not well: {error.read().decode()}") from None
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"the server does not answer ({process.poll()}): {server.last_words()}")
