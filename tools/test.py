"""All checks and tests, as CI runs them. `./run test`; with arguments, only pytest on SQLite with those arguments.

The whole suite runs on SQLite; everything that asks for a database (`tests/conftest.py` tells) runs again on a private
PostgreSQL cluster in a temporary folder. Beside the checks, of which the longest has one process, the states are made
in which tests begin.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTEST = [sys.executable, "-m", "pytest"]
# In the order of `tests/conftest.py`, which puts what takes long first.
WORKERS = ["-n", "2", "--dist", "loadscope", "--no-loadscope-reorder"]
TESTS = [*PYTEST, *WORKERS, "--ignore=tests/journeys"]
JOURNEYS = [*PYTEST, *WORKERS, "-p", "no:cacheprovider", "tests/journeys"]
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


def step(name: str, command: list[str], **environment: str) -> bool:
    """Run one step, showing its output as it comes."""
    print(f"\n== {name}", flush=True)
    started = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, env=os.environ | environment, check=False)
    print(f"== {name}: {'ok' if done.returncode == 0 else 'FAILED'} ({time.monotonic() - started:.0f} s)", flush=True)
    return done.returncode == 0


def at_once(*steps: tuple[str, list[str], dict[str, str]]) -> list[bool]:
    """Run steps side by side, each with one core to itself, and show what each printed when all have ended."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="nhiemky-steps-") as folder:
        running = []
        for number, (name, command, environment) in enumerate(steps):
            print(f"\n== {name} (side by side)", flush=True)
            said = (Path(folder) / str(number)).open("w+")
            process = subprocess.Popen(
                command, cwd=ROOT, env=os.environ | environment, stdout=said, stderr=subprocess.STDOUT
            )
            running.append((name, process, said))
        passed = []
        for name, process, said in running:
            passed.append(process.wait() == 0)
            took = time.monotonic() - started
            said.seek(0)
            print(f"\n{said.read()}\n== {name}: {'ok' if passed[-1] else 'FAILED'} (after {took:.0f} s)", flush=True)
            said.close()
    return passed


def everything() -> bool:
    """Checks, tests on both databases, journeys in a browser."""
    binaries = os.environ.get("NHIEMKY_POSTGRES")
    if not binaries:
        print("FAILED: PostgreSQL is not on this machine and could not be installed.")
        return False
    with postgres(Path(binaries)) as address:
        server = {"NHIEMKY_DATABASE_URL": address}
        passed = at_once(
            ("checks", [sys.executable, "tools/check.py"], {}),
            ("states on SQLite", STATES, {}),
            ("states on PostgreSQL", STATES, server),
        )
        passed += [
            step("tests on SQLite", TESTS),
            step("tests on PostgreSQL", [*TESTS, *PURE], **server),
            step("journeys on SQLite", JOURNEYS),
            step("journeys on PostgreSQL", JOURNEYS, **server),
        ]
    return all(passed)


def main() -> None:
    """Everything, or pytest with the arguments given."""
    if len(sys.argv) > 1:
        raise SystemExit(subprocess.run([*PYTEST, *sys.argv[1:]], cwd=ROOT, check=False).returncode)
    raise SystemExit(0 if everything() else 1)


if __name__ == "__main__":
    main()
