"""What writes hall screens. The key itself is kept out of the events' details."""

from nhiemky.congress.models import Congress
from nhiemky.records.actions import Actor, about, action
from nhiemky.screens.models import Screen, new_key


@action("screens.opened")
def open_screen(actor: Actor, congress: Congress) -> Screen:
    """Give the congress its screen, or give back the one it has."""
    about(congress)
    screen = Screen.objects.filter(congress=congress).first()
    if screen is None:
        screen = Screen(congress=congress)
        screen.save()
    return screen


@action("screens.key_renewed")
def renew_key(actor: Actor, screen: Screen) -> Screen:
    """Give the screen another address; whoever has the old one sees nothing more."""
    about(screen.congress)
    screen.key = new_key()
    screen.save()
    return screen
