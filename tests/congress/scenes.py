"""Congresses at the steps that tests need; all persons are invented."""

from datetime import UTC, date, datetime

from nhiemky.congress import actions, queries
from nhiemky.congress.models import AgendaItem, BodyMember, Congress, Convened, OpenVote
from nhiemky.core.congress.states import CongressAction
from nhiemky.core.elections.rulebook import InvalidCode
from nhiemky.elections import actions as elections
from nhiemky.elections.models import Candidate, Declaration, Election, Office
from nhiemky.resolution.models import Resolution
from tests import people
from tests.elections import scenes as ballots
from tests.elections.scenes import Hall
from tests.resolution import scenes as resolutions

DAY = date(2022, 6, 16)
MOMENT = datetime(2022, 6, 16, 1, 0, tzinfo=UTC)
hall = ballots.hall


def prepared(hall: Hall, **changes: object) -> Congress:
    """The VIII congress with its agenda."""
    earlier = people.Term.objects.filter(unit=hall.house.cell, ordinal=7).first() or people.term(
        hall.house.cell, 7, "2015 - 2020", date(2015, 1, 1)
    )
    facts = {
        "term": hall.term,
        "previous_term": earlier,
        "pilot": True,
        "held_on": DAY,
        "place": "Hội trường Ban Quản lý",
        "locality": "Thái Nguyên",
        "reported_since": date(2020, 7, 1),
        "reported_until": date(2022, 5, 31),
        **changes,
    }
    return actions.prepare(hall.clerk, Congress(**facts))


def convened(hall: Hall, **changes: object) -> Congress:
    """The members are convened."""
    congress = prepared(hall, **changes)
    actions.draw_up_roll(hall.clerk, congress)
    return actions.move_on(hall.clerk, congress, CongressAction.CONVENE)


def in_session(hall: Hall, **changes: object) -> Congress:
    """All 28 are there and the congress is open."""
    congress = convened(hall, **changes)
    actions.mark_rest(hall.clerk, congress, Convened.Attendance.PRESENT)
    return actions.move_on(hall.presidium, congress, CongressAction.OPEN)


def item(congress: Congress, code: str) -> AgendaItem:
    """An item of the template."""
    return congress.items.get(code=code)


def vote(hall: Hall, congress: Congress, code: str = "programme", agree: int = 28, disagree: int = 0) -> OpenVote:
    """A vote under an item; whoever is neither for nor against abstains."""
    present = queries.base_of(congress).present
    agree = min(agree, present)
    return actions.record_vote(
        hall.presidium,
        congress,
        question="Thông qua chương trình đại hội",
        agree=agree,
        disagree=disagree,
        abstain=present - agree - disagree,
        item=item(congress, code),
    )


def bodies(hall: Hall, congress: Congress) -> None:
    """Two in the presidium, one secretary."""
    passed = vote(hall, congress, "presidium")
    last = hall.members
    actions.choose_body(hall.clerk, congress, BodyMember.Body.PRESIDIUM, last[-4], [last[-5]], passed)
    actions.choose_body(hall.clerk, congress, BodyMember.Body.SECRETARIES, last[-6], [], passed)


def counted(hall: Hall, congress: Congress, votes: tuple[int, ...] = ballots.VOTES) -> Election:
    """The committee election of the congress, with two counts that agree."""
    election = actions.create_election(
        hall.clerk, congress, office=Office.COMMITTEE, seats=5, item=item(congress, "elect_committee")
    )
    for name in ballots.NAMES:
        elections.enter_candidate(hall.clerk, Candidate(election=election, member=hall.member(name)))
    elections.choose_counting_committee(hall.clerk, election, hall.members[-1], hall.members[-3:-1])
    elections.close_list(hall.clerk, election)
    elections.open_voting(hall.clerk, election)
    elections.close_voting(hall.clerk, election, issued=election.present, returned=election.present)
    invalid = {InvalidCode.TOO_MANY: election.present - 27}
    for teller in hall.tellers:
        elections.type_count(teller, election, valid=27, invalid=invalid, votes=votes)
    return election


def declared(hall: Hall, congress: Congress) -> Declaration:
    """The committee is elected."""
    return ballots.declare(hall, counted(hall, congress))


def resolution(hall: Hall, congress: Congress) -> Resolution:
    """A draft of two targets and two tasks, named as the congress's."""
    office = resolutions.Office(hall.house, hall.term, hall.clerk, hall.presidium)
    draft = resolutions.drafted(office)
    actions.name_resolution(hall.clerk, congress, draft)
    return draft


def adopted(hall: Hall, congress: Congress) -> Resolution:
    """The resolution is adopted by 27 of 28."""
    resolution(hall, congress)
    return actions.decide_resolution(hall.presidium, congress, vote(hall, congress, "resolution", agree=27))


def closed(hall: Hall, **changes: object) -> Congress:
    """The whole congress."""
    congress = in_session(hall, **changes)
    actions.start_item(hall.presidium, item(congress, "opening"))
    bodies(hall, congress)
    declared(hall, congress)
    adopted(hall, congress)
    return actions.move_on(hall.presidium, congress, CongressAction.CLOSE)


def convened_again(hall: Hall, congress: Congress) -> Congress:
    """The same congress, convened."""
    actions.draw_up_roll(hall.clerk, congress)
    return actions.move_on(hall.clerk, congress, CongressAction.CONVENE)


def other_congress(hall: Hall) -> Congress:
    """A congress of the cell beside, under the same superior."""
    term = people.term(hall.house.other_cell, 3, "2020 - 2025")
    return actions.prepare(hall.clerk, Congress(term=term, held_on=DAY))
