"""Acts on the database of the server under test, as another process would: python -m tests.screens.live_hall.

Each line that it reads is a step, and each that it writes what came of it.
"""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nhiemky.site.settings")


def prepare() -> str:
    """A congress at its committee election: both counts are in and agree, nothing is declared. Gives the key."""
    from nhiemky.congress import actions
    from nhiemky.screens.actions import open_screen
    from tests import people
    from tests.congress import scenes

    hall = scenes.hall(people.house())
    congress = scenes.in_session(hall)
    scenes.counted(hall, congress)
    actions.start_item(hall.presidium, scenes.item(congress, "elect_committee"))
    return open_screen(hall.clerk, congress).key


def declare() -> str:
    """The presidium declares the result."""
    from nhiemky.elections import actions
    from nhiemky.elections.models import Election
    from tests.congress import scenes

    actions.declare(_account("presidium"), Election.objects.get(), signatory="Nguyễn Văn Chủ", ended=scenes.MOMENT)
    return "declared"


def close_item() -> str:
    """The item under way ends."""
    from nhiemky.congress import actions, queries
    from nhiemky.congress.models import Congress

    item = queries.current_item(Congress.objects.get())
    assert item is not None
    actions.end_item(_account("presidium"), item)
    return "ended"


def renew() -> str:
    """The clerk renews the address."""
    from nhiemky.screens.actions import renew_key
    from nhiemky.screens.models import Screen

    return renew_key(_account("clerk"), Screen.objects.get()).key


def _account(username: str):
    from nhiemky.organisation.models import User

    return User.objects.get(username=username)


if __name__ == "__main__":
    django.setup()
    steps = {"prepare": prepare, "declare": declare, "close_item": close_item, "renew": renew}
    for step in sys.stdin:
        sys.stdout.write(steps[step.strip()]() + "\n")
        sys.stdout.flush()
