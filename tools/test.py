"""All checks and tests, as CI runs them. `./run test`; with arguments, only pytest on SQLite with those arguments.

The whole suite runs on SQLite; everything that asks for a database (`tests/conftest.py` tells) runs again on a private
PostgreSQL cluster in a temporary folder. First the checks, and beside them the states are made in which tests begin;
then two lanes of tests and journeys, so that no processor waits for a browser or for the last module of a step.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
type Step = tuple[str, list[str], dict[str, str]]

PYTEST = [sys.executable, "-m", "pytest"]
# In the order of `tests/conftest.py`, which puts what takes long first.
WORKERS = ["-n", "2", "--dist", "loadscope", "--no-loadscope-reorder"]
# Runs beside each other share no cache of what failed last.
TOGETHER = [*PYTEST, *WORKERS, "-p", "no:cacheprovider"]
TESTS = [*TOGETHER, "--ignore=tests/journeys"]
JOURNEYS = [*TOGETHER, "tests/journeys"]
STATES = [sys.executable, "-m", "tests.states"]
# The core knows of no database (import contract): it need not even be collected for another one.
PURE = ["--ignore=tests/core"]


@contextmanager
def postgres(binaries: Path) -> Iterator[str]:
    """The address of a private cluster without a password, on a socket in a folder that vanishes afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="nhiemky-pg-"))
    # PostgreSQL refuses to run as root. A locale that passes over blanks shows whether our order depends on it.
    other: dict[str, str] = {"user": "nobody"} if os.getuid() == 0 else {}
    if other:
        shutil.chown(folder, user="nobody")
    data = folder / "data"
    subprocess.run(
        [binaries / "initdb", "-D", data, "-U", "nhiemky", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8",
         "--locale-provider=icu", "--icu-locale=en-US", "-N"],
        check=True, stdout=subprocess.DEVNULL, cwd=folder, **other,
    )  # fmt: skip
    settings = ["-c", "fsync=off", "-c", "full_page_writes=off", "-c", "listen_addresses=", "-k", str(folder)]
    server = subprocess.Popen(
        [binaries / "postgres", "-D", data, *settings], stderr=subprocess.DEVNULL, cwd=folder, **other
    )
    try:
        while subprocess.run([binaries / "pg_isready", "-q", "-h", folder], check=False).returncode:
            if server.poll() is not None:
                raise SystemExit("the private PostgreSQL did not start")
            time.sleep(0.2)
        subprocess.run([binaries / "createdb", "-h", folder, "-U", "nhiemky", "nhiemky"], check=True)
        yield f"postgres://nhiemky@{str(folder).replace('/', '%2F')}/nhiemky"
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(30)
        shutil.rmtree(folder, ignore_errors=True)


def step(name: str, command: list[str], environment: dict[str, str]) -> bool:
    """Run one step and show what it printed when it has ended, because others print meanwhile."""
    print(f"== {name}: begun", flush=True)
    started = time.monotonic()
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    outcome = "ok" if done.returncode == 0 else "FAILED"
    print(f"\n{done.stdout}== {name}: {outcome} ({time.monotonic() - started:.0f} s)\n", flush=True)
    return done.returncode == 0


def side_by_side(*lanes: list[Step]) -> bool:
    """Run the steps of each lane one after the other, and the lanes at once. All steps run, whatever fails."""
    with ThreadPoolExecutor(len(lanes)) as pool:
        passed = pool.map(lambda lane: [step(*each) for each in lane], lanes)
        return all(all(lane) for lane in passed)


def everything() -> bool:
    """Checks and states; then tests on both databases, and beside them the journeys, which wait for browsers a lot."""
    binaries = os.environ.get("NHIEMKY_POSTGRES")
    if not binaries:
        print("FAILED: PostgreSQL is not on this machine and could not be installed.")
        return False
    with postgres(Path(binaries)) as address:
        server = {"NHIEMKY_DATABASE_URL": address}
        ready = side_by_side(
            [("checks", [sys.executable, "tools/check.py"], {})],
            [("states on SQLite", STATES, {})],
            [("states on PostgreSQL", STATES, server)],
        )
        tested = side_by_side(
            [("tests on SQLite", TESTS, {}), ("journeys on PostgreSQL", JOURNEYS, server)],
            [("journeys on SQLite", JOURNEYS, {}), ("tests on PostgreSQL", [*TESTS, *PURE], server)],
        )
    return ready and tested


def main() -> None:
    """Everything, or pytest with the arguments given."""
    if len(sys.argv) > 1:
        raise SystemExit(subprocess.run([*PYTEST, *sys.argv[1:]], cwd=ROOT, check=False).returncode)
    raise SystemExit(0 if everything() else 1)


if __name__ == "__main__":
    main()
