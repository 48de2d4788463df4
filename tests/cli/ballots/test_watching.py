"""`nhiemky ballots watch` and `due`, as somebody at a terminal meets them."""

import os

import pytest
from click.testing import CliRunner

from nhiemky.ballots import queries
from nhiemky.cli.main import main
from nhiemky.records import clock
from tests.ballots import paper
from tests.ballots import scenes as ballots
from tests.elections import scenes
from tests.elections.scenes import MOMENT


@pytest.fixture
def hall(house):
    with clock.at(MOMENT):
        yield scenes.hall(house)


@pytest.fixture
def batch(hall):
    return ballots.batch(hall, 1)


@pytest.fixture
def folder(tmp_path):
    """Where the scanner writes."""
    found = tmp_path / "scans"
    found.mkdir()
    return found


def lay(folder, name, content, seconds_ago=60):
    path = folder / name
    path.write_bytes(content)
    then = path.stat().st_mtime - seconds_ago
    os.utime(path, (then, then))
    return path


def watch(folder, election):
    return CliRunner().invoke(main, ["ballots", "watch", str(folder), "--election", str(election), "--once"])


def test_a_scan_is_taken_read_and_removed(folder, batch):
    image = paper.page(queries.layout(batch.paper), "x-----")
    lay(folder, "scan.png", paper.png(image))
    done = watch(folder, batch.election_id)
    assert (done.exit_code, done.output) == (0, "scan.png: taken\n")
    assert list(folder.iterdir()) == []
    assert batch.pages.get().status == "read"


def test_a_scan_left_behind_by_a_crash_counts_once(folder, batch):
    image = paper.png(paper.page(queries.layout(batch.paper), "x-----"))
    for _ in range(2):
        lay(folder, "scan.png", image)
        watch(folder, batch.election_id)
    assert list(batch.pages.values_list("status", "refused_for")) == [("read", ""), ("refused", "same_image")]


def test_a_file_still_being_written_is_left_for_later(folder, batch):
    path = lay(folder, "scan.png", b"the first half of a sc", seconds_ago=0)
    assert watch(folder, batch.election_id).output == ""
    assert path.exists()


def test_what_is_no_scan_is_named_and_stays(folder, batch):
    path = lay(folder, "thư.txt", b"letter")
    done = watch(folder, batch.election_id)
    assert "thư.txt" in done.output
    assert "PDF, TIFF, PNG or JPEG" in done.output
    assert path.exists()
    assert not batch.pages.exists()


def test_an_election_without_a_batch_takes_no_scans(folder, hall):
    done = watch(folder, scenes.counting(hall).pk)
    assert done.exit_code == 2
    assert "no batch" in done.output


def test_due_lists_what_may_be_destroyed_and_exits_with_1(db):
    done = CliRunner().invoke(main, ["ballots", "due"])
    assert (done.exit_code, done.output) == (0, "")
