"""Real worker processes on a real database, one of them killed: no page is lost and none is counted twice."""

import json
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCENE = "import django; django.setup(); from tests.ballots.far.scene import main; main()"
PAGES = 24
PATIENCE = 90


@contextmanager
def scene(environment):
    """A process in which `ask(verb, number)` is done: one for the whole test, for each takes seconds to start."""
    with subprocess.Popen(
        [sys.executable, "-c", SCENE],
        cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip

        def ask(verb, number):
            print(verb, number, file=process.stdin, flush=True)
            answer = process.stdout.readline()
            assert answer, process.stderr.read()
            return json.loads(answer)

        yield ask
        process.stdin.close()


@contextmanager
def worker(environment):
    process = subprocess.Popen(
        [sys.executable, "-c", "from nhiemky.cli.main import main; main()", "worker"],
        cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def until(done, what):
    """Ask again and again, for a while."""
    last = time.monotonic() + PATIENCE
    while time.monotonic() < last:
        if done():
            return
        time.sleep(0.02)
    raise AssertionError(f"in {PATIENCE} s: {what}")


@pytest.fixture
def environment(own_database):
    """Settings under which a claim runs out soon."""
    return own_database | {"DJANGO_SETTINGS_MODULE": "tests.ballots.far.settings"}


@pytest.fixture
def ask(environment):
    """What the scene does, in a process of its own."""
    with scene(environment) as asked:
        yield asked


@pytest.mark.long
def test_a_killed_worker_loses_no_page_and_counts_none_twice(environment, ask):
    opened = ask("open", PAGES)
    batch, folder = opened["batch"], Path(opened["folder"])

    def pictures():
        return len(list(folder.glob("*.jpg")))

    with worker(environment) as first:
        until(lambda: pictures() >= 3, "the first pages are read")
        first.send_signal(signal.SIGKILL)
        first.wait()
    left = ask("state", batch)["statuses"]
    assert left.get("", 0) > 0, "the worker was killed after its work"
    with worker(environment), worker(environment):
        until(lambda: pictures() >= PAGES, "the others read what is left")
        until(lambda: not ask("state", batch)["statuses"].get(""), "nothing is left to read")
    found = ask("state", batch)
    assert sum(found["statuses"].values()) == PAGES
    assert found["attempts"][-1] <= 3
    assert sorted(marks for (marks,) in found["read"]) == sorted(
        f"{number % 64:06b}".replace("1", "x").replace("0", "-") for number in range(PAGES)
    )
    mixed = ask("mix", batch)
    assert (mixed["ballots"], mixed["pictures"]) == (PAGES, PAGES)
    assert set(mixed["sizes"]) <= {0}
    assert set(mixed["sizes_put_aside"]) <= {0}
    assert not folder.exists()
