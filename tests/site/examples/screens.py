"""The hall screen of a congress of its own."""

from nhiemky.congress.actions import prepare
from nhiemky.congress.models import Congress
from nhiemky.organisation.models import Role
from nhiemky.screens.actions import open_screen
from tests import people
from tests.site.measured_access import Arguments, Cast


def examples(cast: Cast) -> dict[str, Arguments]:
    """A screen with its key."""
    clerk = cast.accounts[Role.CLERK]
    term = people.term(cast.house.other_cell, 20, "2035 - 2040", people.date(2035, 1, 1))
    congress = prepare(clerk, Congress(term=term, held_on=people.date(2022, 6, 20)))
    screen = open_screen(clerk, congress)
    return {
        **{f"screens:{name}": (congress.pk,) for name in ("control", "open", "renew")},
        **{f"screens:{name}": (screen.key,) for name in ("screen", "screen_english", "stream", "stream_english")},
    }
