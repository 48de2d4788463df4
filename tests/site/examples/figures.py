"""A figure published from an offer, for the addresses of `figures` and its publishing pages."""

from nhiemky.figures import actions, publishing
from nhiemky.organisation.models import Role
from tests.site.measured_access import Arguments, Cast


def examples(cast: Cast) -> dict[str, Arguments]:
    """The number of the cell's members is always offered."""
    offer = publishing.offer_named("members", cast.house.cell)
    figure = actions.publish(cast.accounts[Role.CLERK], "members", publishing.draft(offer))
    return {
        "figures:figure": (figure.key,),
        "publishing:publish": (offer.code,),
        "publishing:correct": (figure.key,),
    }
