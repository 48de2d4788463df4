"""Paper ballots at each step, for the addresses of `ballots`: paper, scans, a question, a difference, sealed ones."""

from dataclasses import replace

from nhiemky.ballots import actions
from nhiemky.ballots.models import Question, SecondWay
from nhiemky.organisation.models import Role, Unit
from nhiemky.records import clock
from tests import people
from tests.ballots import scenes as ballots
from tests.elections import scenes
from tests.site.measured_access import Arguments, Cast


def examples(cast: Cast) -> dict[str, Arguments]:
    """Five elections of another cell, each at another step."""
    with clock.at(scenes.MOMENT):
        hall = _hall(cast)
        room = ballots.room(hall)
        printed = ballots.voting(hall)
        scanning = ballots.batch(hall)
        refused = ballots.scanned(scanning, "missing_marker")[0]
        counting = ballots.mixed(hall, "x-----", "--?---", second_way=SecondWay.KEY_IN)
        question = Question.objects.select_related("ballot").get(ballot__batch=counting)
        comparing = ballots.mixed(hall, "x-----", second_way=SecondWay.KEY_IN)
        actions.key_in(room.third, comparing.ballots.get(), marks=ballots.words("-x----"))
        ballots.closed(room, comparing)
        sealed, _declaration = ballots.declared(room)
        complaint = actions.record_complaint(
            hall.clerk, sealed.election, received_on=scenes.MOMENT.date(), text="Đề nghị đếm lại"
        )
    return {
        **{f"ballots:{name}": (printed.pk,) for name in ("paper", "pdf", "layout")},
        "ballots:preview": (printed.pk, 1),
        "ballots:open": (scanning.election_id,),
        **{f"ballots:{name}": (scanning.pk,) for name in ("batch", "progress", "scans", "resume", "mix", "discard")},
        "ballots:page": (refused.pk,),
        "ballots:page_picture": (refused.pk,),
        **{
            f"ballots:{name}": (counting.pk,)
            for name in ("questions", "doubts", "undo_answer", "key_in", "undo_key_in")
        },
        **{f"ballots:{name}": (question.pk,) for name in ("answer", "crop")},
        "ballots:whole": (question.ballot_id,),
        "ballots:picture": (question.ballot_id, 1),
        "ballots:close": (counting.pk, "first"),
        **{f"ballots:{name}": (comparing.pk,) for name in ("differences", "hand_over")},
        "ballots:look_again": (comparing.ballots.get().pk,),
        **{f"ballots:{name}": (sealed.pk,) for name in ("kept", "opening", "complaint", "destruction")},
        "ballots:settle": (complaint.pk,),
    }


def _hall(cast: Cast) -> scenes.Hall:
    """A cell of its own, so that no member stands in two elections at once."""
    cell = people.unit("paper-cell", "Chi bộ Kiểm phiếu", Unit.Kind.CELL, cast.house.committee)
    house = replace(cast.house, cell=cell)
    names = (*scenes.NAMES, *(f"Hồ Văn Viên{number:02}" for number in range(1, 23)))
    return scenes.Hall(
        house,
        people.term(house.cell),
        tuple(people.member(house.cell, name) for name in names),
        cast.accounts[Role.CLERK],
        (cast.accounts[Role.TELLER], people.account(Role.TELLER, house.cell, "paper-teller")),
        cast.accounts[Role.PRESIDIUM],
    )
