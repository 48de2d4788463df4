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


def scene(environment, verb, number):
    done = subprocess.run(
        [sys.executable, "-c", SCENE, verb, str(number)],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


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


@pytest.mark.long
def test_a_killed_worker_loses_no_page_and_counts_none_twice(environment):
    opened = scene(environment, "open", PAGES)
    batch, folder = opened["batch"], Path(opened["folder"])

    def pictures():
        return len(list(folder.glob("*.jpg")))

    with worker(environment) as first:
        until(lambda: pictures() >= 3, "the first pages are read")
        first.send_signal(signal.SIGKILL)
        first.wait()
    left = scene(environment, "state", batch)["statuses"]
    assert left.get("", 0) > 0, "the worker was killed after its work"
    with worker(environment), worker(environment):
        until(lambda: pictures() >= PAGES, "the others read what is left")
        found = scene(environment, "state", batch)
        while found["statuses"].get(""):
            found = scene(environment, "state", batch)
    assert sum(found["statuses"].values()) == PAGES
    assert found["attempts"][-1] <= 3
    assert sorted(marks for (marks,) in found["read"]) == sorted(
        f"{number % 64:06b}".replace("1", "x").replace("0", "-") for number in range(PAGES)
    )
    mixed = scene(environment, "mix", batch)
    assert (mixed["ballots"], mixed["pictures"]) == (PAGES, PAGES)
    assert set(mixed["sizes"]) <= {0}
    assert set(mixed["sizes_put_aside"]) <= {0}
    assert not folder.exists()
