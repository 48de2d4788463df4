"""Load the demonstration and keep two states on the way: `python -m tests.journeys.load_states FOLDER ADDRESS`."""

import shutil
import sys
from pathlib import Path

from nhiemky.cli import boot
from tests.journeys.states import BUILDING, HELD, PREPARED, on_server

FIRST_STEP_OF_THE_DAY = "the congress, held"


def main(folder: Path, address: str) -> None:
    """Load all steps; ADDRESS is empty for SQLite."""
    boot.django()
    from nhiemky.demonstration.load import load

    boot.migrate_and_collect()
    load(lambda step, _done, _of: keep(PREPARED, folder, address) if step == FIRST_STEP_OF_THE_DAY else None)
    keep(HELD, folder, address)


def keep(state: str, folder: Path, address: str) -> None:
    """Copy the database as it is now; nothing may be connected to it meanwhile."""
    from django.db import connections

    connections.close_all()
    if address:
        on_server(address, "DROP DATABASE IF EXISTS {}", state)
        on_server(address, "CREATE DATABASE {} TEMPLATE {}", state, BUILDING)
    else:
        shutil.copy(folder / BUILDING / "nhiemky.sqlite3", folder / f"{state}.sqlite3")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
