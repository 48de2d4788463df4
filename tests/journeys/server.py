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
from pathlib import Path

from tests.states import ROOT

SERVE = (
    "import sys; from nhiemky.cli.boot import run_server, workers_beside\n"
    "with workers_beside(1): run_server('127.0.0.1', int(sys.argv[1]), 1)"
)
PATIENCE = 120


@contextmanager
def serving(environment: dict[str, str], log: Path) -> Iterator[str]:
    """Its address, as long as it runs. Raises RuntimeError with its last words when it does not start or stop."""
    port = free_port()
    address = f"http://localhost:{port}"
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-c", SERVE, str(port)],
            cwd=ROOT,
            env=environment | {"NHIEMKY_ADDRESS": address},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_until_it_answers(process, address, log)
            yield address
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                raise RuntimeError(f"the server did not stop: {log.read_text()[-3000:]}") from None


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def wait_until_it_answers(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    """Ask for its health until it answers. Raises RuntimeError when it ends, is unwell or stays silent."""
    until = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < until:
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=PATIENCE).close()
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"the server is not well: {error.read().decode()}") from None
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"the server does not answer ({process.poll()}): {log.read_text()[-3000:]}")
