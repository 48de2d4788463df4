"""Load the demonstration and keep two states on the way: `python -m tests.load_states DATA DATABASE ADDRESS`."""

import sys
from pathlib import Path

from nhiemky.cli import boot
from tests.states import HELD, PREPARED, States

FIRST_STEP_OF_THE_DAY = "the congress, held"


def main(data: Path, database: str, states: States) -> None:
    """Load all steps into the migrated database of this environment."""
    boot.django()
    from django.db import connections

    from nhiemky.demonstration.load import load

    def keep(state: str) -> None:
        connections.close_all()
        states.keep(state, data, database)

    boot.migrate_and_collect()
    load(lambda step, _done, _of: keep(PREPARED) if step == FIRST_STEP_OF_THE_DAY else None)
    keep(HELD)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], States(sys.argv[3]))
