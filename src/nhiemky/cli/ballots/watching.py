"""`nhiemky ballots watch` and `due`: a folder the scanner writes into, and what may be destroyed."""

import time
from pathlib import Path

import click

from nhiemky.cli import boot

# Seconds a file must not have changed before it is taken: scanners write page by page.
QUIET = 3


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--election", required=True, type=int, help="Number of the election that is being counted.")
@click.option("--once", is_flag=True, help="Take what lies there now and stop.")
def watch(folder: Path, election: int, *, once: bool) -> None:
    """Take every scan that appears in FOLDER into the batch of an election, and remove it from the folder."""
    boot.django()
    from nhiemky.ballots import queries
    from nhiemky.ballots.models import State
    from nhiemky.elections.models import Election

    found = Election.objects.filter(pk=election).first()
    batch = queries.current(found) if found else None
    if batch is None or batch.state != State.COLLECTING:
        raise boot.Refusal(f"Election {election} has no batch that takes scans: open one on its page first.")
    refused: dict[Path, float] = {}
    while True:
        for path in _quiet_files(folder):
            changed = path.stat().st_mtime
            if refused.get(path) != changed and not _take(path, batch.pk):
                refused[path] = changed
        if once:
            return
        time.sleep(1)


@click.command()
def due() -> None:
    """List the ballots whose destruction may be decided; exit 1 when there are any."""
    boot.django()
    from nhiemky.ballots import queries

    found = queries.due_for_destruction()
    for each in found:
        click.echo(f"{each.since}  {each.batch.election}")
    raise SystemExit(1 if found else 0)


def _quiet_files(folder: Path) -> list[Path]:
    """Files nobody writes any more, in the order of their names."""
    before = time.time() - QUIET
    files = (path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    return sorted(path for path in files if path.stat().st_mtime <= before)


def _take(path: Path, batch: int) -> bool:
    """Take one file and remove it: a scan left lying would tell the order. False when it is no scan.

    A file that was taken and not removed before a crash is taken again, and each of its pages refused as a copy.
    """
    from django.core.files.base import File

    from nhiemky.ballots import tasks
    from nhiemky.ballots.actions.scanning import ScanFile
    from nhiemky.ballots.models import Batch
    from nhiemky.core.problem import Refused
    from nhiemky.records.actions import System

    try:
        with path.open("rb") as file:
            tasks.take_scans(System("ballots watch"), Batch.objects.get(pk=batch), [ScanFile(path.name, File(file))])
    except Refused as refused:
        for problem in refused.problems:
            click.echo(f"{path}: {problem.en}", err=True)
        return False
    path.unlink()
    click.echo(f"{path.name}: taken")
    return True
