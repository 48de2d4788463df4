"""`prepare`, `adduser`, `serve`, `records verify` and `demo` as somebody at a terminal meets them."""

import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.states import EMPTY, States

pytestmark = pytest.mark.long

NHIEMKY = Path(sys.executable).with_name("nhiemky")
SECRET = "s" * 50


def run(data, *arguments, **environment):
    """The command with a data folder of its own: (exit code, stdout, stderr)."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("NHIEMKY_", "DJANGO_"))}
    done = subprocess.run(
        [NHIEMKY, *arguments],
        env=clean | {"NHIEMKY_DATA": str(data)} | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """A data folder after `nhiemky prepare`, which made its database too, but once for all tests."""
    data = tmp_path_factory.mktemp("data")
    with States().copy_of(EMPTY, data):
        code, out, err = run(data, "prepare")
    assert code == 0, err
    assert "nhiemky serve" in out
    return data


def test_prepare_makes_keys_that_only_the_owner_can_read(prepared):
    for name in ("secret.key", "records.key"):
        file = prepared / name
        assert len(file.read_text()) > 40
        assert file.stat().st_mode & 0o077 == 0


def test_prepare_twice_keeps_the_keys(prepared):
    before = (prepared / "records.key").read_text()
    assert run(prepared, "prepare")[0] == 0
    assert (prepared / "records.key").read_text() == before


def test_an_empty_folder_is_refused_with_everything_that_is_missing(tmp_path):
    code, out, err = run(tmp_path, "serve")
    assert code == 2
    assert not out
    for words in ("demonstration's: run `nhiemky prepare`", "lacks", "assets are not collected"):
        assert words in err


@pytest.mark.parametrize(
    ("environment", "findings"),
    [
        ({"NHIEMKY_DEBUG": "1", "NHIEMKY_SECRET": "short"}, ("NHIEMKY_DEBUG is on", "shorter than 32")),
        (
            dict.fromkeys(("NHIEMKY_SECRET", "NHIEMKY_RECORDS_KEY"), "demonstration-only-never-for-real-use"),
            ("demonstration's: run `nhiemky prepare`, or set NHIEMKY_SECRET", "or set NHIEMKY_RECORDS_KEY"),
        ),
    ],
)
def test_serve_refuses_what_is_unsafe_and_says_what_to_do(prepared, environment, findings):
    code, _, err = run(prepared, "serve", **environment)
    assert code == 2
    # A line for each, and one above them: what else a folder may lack is not what stops it here.
    assert len(err.splitlines()) == 1 + len(findings)
    for words in findings:
        assert words in err


def test_serve_refuses_a_half_migrated_database(prepared, tmp_path):
    half = tmp_path / "half"
    subprocess.run(["cp", "-r", prepared, half], check=True)
    with sqlite3.connect(half / "nhiemky.sqlite3") as connection:
        connection.execute("DELETE FROM django_migrations WHERE app = 'figures'")
    code, _, err = run(half, "serve")
    assert code == 2
    assert "figures.0001_initial" in err
    assert "nhiemky prepare" in err


def test_serve_refuses_the_folder_of_a_demonstration(prepared, tmp_path):
    demonstration = tmp_path / "demo"
    subprocess.run(["cp", "-r", prepared, demonstration], check=True)
    (demonstration / "DEMONSTRATION").touch()
    for command in ("serve", "prepare"):
        code, _, err = run(demonstration, command)
        assert code == 2
        assert "demonstration" in err


@pytest.mark.parametrize(
    "environment",
    [
        {"NHIEMKY_DEBUG": "perhaps"},
        {"NHIEMKY_DATABASE_URL": "mysql://localhost/x"},
        {"NHIEMKY_DATABASE_URL": "postgres://localhost"},
    ],
)
def test_junk_in_a_variable_stops_the_start_with_its_name_and_what_to_write(prepared, environment):
    code, _, err = run(prepared, "serve", **environment)
    assert code != 0
    assert next(iter(environment)) in err
    assert "write" in err
    assert "Traceback" not in err


def test_the_first_administrator_can_be_made_and_the_records_hold(prepared):
    answers = (
        "--username",
        "quantri",
        "--full-name",
        "Lê Quản Trị",
        "--unit-name",
        "Đảng bộ",
        "--unit-code",
        "dang-bo",
    )
    code, _, err = run(prepared, "adduser", *answers, "--password", "ngắn")
    assert code == 2
    assert "12" in err
    code, out, err = run(prepared, "adduser", *answers, "--password", "một mật khẩu đủ dài 2026")
    assert code == 0, err
    assert "quantri" in out
    code, out, _ = run(prepared, "records", "verify")
    assert (code, out.split()[-2:]) == (0, ["0", "findings"])


def test_an_edit_in_the_database_makes_verify_exit_with_1_and_name_the_row(prepared, tmp_path):
    edited = tmp_path / "edited"
    subprocess.run(["cp", "-r", prepared, edited], check=True)
    run(edited, "adduser", "--username", "a", "--full-name", "A", "--unit-name", "Đảng bộ", "--unit-code", "d",
        "--password", "một mật khẩu đủ dài 2026")  # fmt: skip
    with sqlite3.connect(edited / "nhiemky.sqlite3") as connection:
        connection.execute("UPDATE organisation_unit SET name = 'Khác' WHERE code = 'd'")
    code, out, _ = run(edited, "records", "verify")
    assert code == 1
    assert "organisation.Unit:" in out
    assert "R6" in out


def test_demo_never_touches_a_folder_that_holds_something_else(tmp_path):
    (tmp_path / "letters.txt").write_text("important")
    code, _, err = run(tmp_path, "demo", "--fresh", "--load-only")
    assert code == 2
    assert "no demonstration" in err
    assert (tmp_path / "letters.txt").read_text() == "important"


def test_counting_ballots_starts_no_web_framework():
    code = "import sys; import nhiemky.cli.elections; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_worker_beside_the_server_ends_even_when_the_server_is_killed(prepared):
    """The parent prints the number of its worker once it runs, and is then killed like a machine that froze."""
    code = (
        "import sys; from nhiemky.cli.boot import workers_beside\n"
        "with workers_beside(1) as started: print(started[0].pid, flush=True); sys.stdin.read()"
    )
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("NHIEMKY_", "DJANGO_"))}
    with subprocess.Popen(
        [sys.executable, "-c", code],
        env=clean | {"NHIEMKY_DATA": str(prepared)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as parent:
        worker = Path("/proc") / parent.stdout.readline().decode().strip()
        assert _runs(worker)
        parent.kill()
    until = time.monotonic() + 60
    while _runs(worker) and time.monotonic() < until:
        time.sleep(0.05)
    assert not _runs(worker)


def test_a_worker_beside_the_server_that_is_told_to_stop_ends_well(prepared):
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("NHIEMKY_", "DJANGO_"))}
    with subprocess.Popen(
        [NHIEMKY, "worker", "--beside"],
        env=clean | {"NHIEMKY_DATA": str(prepared)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as worker:
        said = worker.stdout.readline()
        worker.terminate()
        # Its standard input stays open until it has ended: the server is still there.
        said += worker.stdout.read()
        assert worker.wait(60) == 0, said
    assert said.startswith("Starting worker")


def _runs(process):
    """Whether a process is there and not just unburied."""
    try:
        return (process / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
