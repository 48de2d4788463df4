import signal
import subprocess
import sys
import textwrap

import numpy as np
import pytest

from nhiemky.cli.ballots.page_desk import Desk, FileChangedError, PageAt
from nhiemky.cli.ballots.page_processes import WorkerDiedError, read_in_processes
from tests.cli.ballots.plain_reader import DIES, EYES, FAILS, READ, REFUSED, PlainReader, page_of
from tests.core.ballots.pictures import picture, saved

REFERENCES = (np.full((4, 4), 255, np.uint8),)


def references(layout):
    return REFERENCES


@pytest.fixture
def scans(tmp_path):
    def make(*answers):
        first, *others = (picture(page_of(answer, seed)) for seed, answer in enumerate(answers))
        path = tmp_path / "scan.tif"
        path.write_bytes(saved(first, "TIFF", save_all=True, append_images=others))
        return [PageAt(path, "scan.tif", number) for number in range(1, len(answers) + 1)]

    return make


def at_one_desk(pages):
    return list(Desk(PlainReader(None, REFERENCES)).read(pages))


def in_processes(pages):
    return list(read_in_processes(pages, None, references, PlainReader, 2))


def test_a_page_that_makes_the_reader_fail_is_refused_alone_and_says_why(scans):
    before, failed, after = at_one_desk(scans(READ, FAILS, EYES))
    assert (before.refused, before.reasons, before.failure) == (False, (), None)
    assert (failed.refused, failed.reasons) == (True, ("reader_failed",))
    assert "not a page for me" in failed.failure
    assert (after.needs_eyes, after.reasons) == (True, ("stray_ink",))


def test_a_file_that_changes_while_it_is_read_is_named(scans):
    (page,) = scans(READ)
    page.path.write_bytes(b"")
    with pytest.raises(FileChangedError) as caught:
        at_one_desk([page])
    assert caught.value.source == "scan.tif#1"


def test_processes_give_the_pages_in_their_order_and_the_same_lines(scans):
    pages = scans(*[READ, EYES, REFUSED, FAILS, READ] * 6)
    read = in_processes(pages)
    alone = at_one_desk(pages)
    assert [page.source for page in read] == [f"scan.tif#{number}" for number in range(1, 31)]
    assert [page.line for page in read] == [page.line for page in alone]
    assert [page.sha256 for page in read] == [page.sha256 for page in alone]


def test_a_process_that_dies_is_told_with_the_page(scans):
    with pytest.raises(WorkerDiedError) as caught:
        in_processes(scans(READ, READ, DIES, READ, READ))
    assert caught.value.source == "scan.tif#1"


def test_a_file_that_changes_is_named_by_a_process_too(scans):
    pages = scans(READ, READ)
    pages[0].path.write_bytes(b"")
    with pytest.raises(FileChangedError):
        in_processes(pages)


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGKILL])
def test_no_process_outlives_its_parent(scans, ending):
    """All of them hold the pipe: reading it to its end waits for the last one."""
    (page,) = scans(READ)
    # Whoever started the tests in the background has taught them to ignore an interrupt.
    program = f"""
        import signal
        signal.signal(signal.SIGINT, signal.default_int_handler)
        from pathlib import Path
        from nhiemky.cli.ballots.page_desk import PageAt
        from nhiemky.cli.ballots.page_processes import read_in_processes
        from tests.cli.ballots.plain_reader import HangingReader
        from tests.cli.ballots.test_page_processes import references
        pages = [PageAt(Path({str(page.path)!r}), "scan.tif", 1)] * 20
        list(read_in_processes(pages, None, references, HangingReader, 2))
    """
    command = [sys.executable, "-c", textwrap.dedent(program)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as parent:
        assert parent.stdout.readline() == b"reading\n"
        parent.send_signal(ending)
        try:
            parent.communicate(timeout=20)
        finally:
            parent.kill()
    assert parent.returncode == -ending
