"""Elections at each step for the addresses of `elections`."""

from dataclasses import replace

from nhiemky.core.elections.rulebook import InvalidCode
from nhiemky.elections import actions
from nhiemky.organisation.models import Role
from nhiemky.records import clock
from tests import people
from tests.elections import ballots, scenes
from tests.site.measured_access import Arguments, Cast


def examples(cast: Cast) -> dict[str, Arguments]:
    """A draft, an open vote, a count of one teller, two counts that agree, and a declared result in another cell."""
    house = replace(cast.house, cell=cast.house.other_cell)
    names = (*scenes.NAMES, *(f"Lý Thị Viên{number:02}" for number in range(1, 23)))
    hall = scenes.Hall(
        house,
        people.term(house.cell),
        tuple(people.member(house.cell, name) for name in names),
        cast.accounts[Role.CLERK],
        (cast.accounts[Role.TELLER], people.account(Role.TELLER, house.cell, "second-teller")),
        cast.accounts[Role.PRESIDIUM],
    )
    with clock.at(scenes.MOMENT):
        draft, voting, counting = scenes.draft(hall), scenes.voting(hall), scenes.counting(hall)
        actions.type_count(hall.tellers[0], counting, valid=27, invalid={InvalidCode.TOO_MANY: 1}, votes=scenes.VOTES)
        agreed, declared = scenes.counted(hall), ballots.declared(hall)
    prepared = ("election", "change", "step", "candidates", "committee", "attendance")
    results = ("result", "minutes_pdf", "minutes_docx", "published", "correct", "next_round")
    return {
        "elections:rulebook": ("party-244-2014",),
        **{f"elections:{name}": (draft.pk,) for name in prepared},
        "elections:candidate": (draft.candidates.all()[0].pk,),
        "elections:ballots": (voting.pk,),
        **{f"elections:{name}": (counting.pk,) for name in ("count", "comparison")},
        **{f"elections:{name}": (agreed.pk,) for name in ("declare", "recount")},
        **{f"elections:{name}": (declared.pk,) for name in results},
        "elections:published_file": (declared.pk, "BALLOTS.json"),
    }
