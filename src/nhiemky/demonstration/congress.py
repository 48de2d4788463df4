"""The eighth congress of 16 June 2022, a pilot, through the actions of clerk, tellers and presidium."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime

from nhiemky.ballots.actions import approve_paper
from nhiemky.congress.actions import balloting, preparation, resolving, session, speaking, voting
from nhiemky.congress.models import AgendaItem, BodyMember, Congress, Convened, Paper
from nhiemky.core.congress.states import CongressAction
from nhiemky.core.elections.rulebook import InvalidCode
from nhiemky.core.elections.totals import Papers
from nhiemky.demonstration import paper_ballots
from nhiemky.demonstration.organisation import LOADER, account, open_eighth_term
from nhiemky.demonstration.resolutions import CHAIR, PLACE, draft_eighth
from nhiemky.elections import actions as elections
from nhiemky.elections import queries
from nhiemky.elections.models import Candidate, Election, Office
from nhiemky.organisation.models import Member, Term, User
from nhiemky.records import clock
from nhiemky.screens.actions import open_screen

DAY = date(2022, 6, 16)
PERIOD_NOTE = (
    "Tin nguồn ghi nhiệm kỳ 2020 - 2025; số liệu báo cáo phủ hai năm 2020 và 2021. Chi bộ dưới đảng ủy cơ sở đại hội "
    "30 tháng một lần: điểm này để ngỏ, chưa đối chiếu với văn bản triệu tập."
)
PRESIDIUM, SECRETARIES, COUNTING = ("002", "001"), ("003", "005"), ("016", "009", "010")
COMMITTEE_VOTES = {"001": 27, "002": 28, "007": 26, "008": 9, "018": 25, "022": 25}
PAPERS = (
    ("Phát triển đảng viên trong doanh nghiệp", "023"),
    ("Quy hoạch phát triển các khu công nghiệp", "013"),
    ("Chuyển đổi số trong công tác quản lý", "004"),
)
LESSONS = (
    ("political_report", "Báo cáo lấy số liệu từ hệ thống nên không phải đính chính tại hội trường."),
    ("elect_committee", "In phiếu, quét thử và phân công ba người kiểm phiếu trước khi bỏ phiếu."),
)


def prepare() -> None:
    """What the clerk does in the months before: congress, agenda, papers, draft resolution, elections, roll."""
    clerk = account("vanthu")
    term = open_eighth_term()
    congress = preparation.prepare(
        clerk,
        Congress(
            unit=term.unit,
            term=term,
            previous_term=Term.objects.get(unit=term.unit, ordinal=7),
            pilot=True,
            held_on=DAY,
            place="Hội trường Ban Quản lý các Khu công nghiệp",
            locality=PLACE,
            reported_since=date(2020, 1, 1),
            reported_until=date(2021, 12, 31),
            period_note=PERIOD_NOTE,
        ),
    )
    preparation.remove_item(clerk, _item(congress, "elect_delegates"))
    preparation.draw_up_roll(clerk, congress)
    for title, code in PAPERS:
        speaking.save_paper(clerk, Paper(congress=congress, title=title, member=member(code), minutes=7))
    resolving.name_resolution(clerk, congress, draft_eighth(term))
    for office, seats, item in (
        (Office.COMMITTEE, 5, "elect_committee"),
        (Office.SECRETARY, 1, "elect_secretary"),
        (Office.DEPUTY_SECRETARY, 1, "elect_deputy"),
    ):
        balloting.create_election(clerk, congress, office=office, seats=seats, item=_item(congress, item))
    session.move_on(clerk, congress, CongressAction.CONVENE)
    open_screen(clerk, congress)


def hold() -> None:
    """The day itself, item by item, with the clock of the hall."""
    congress = Congress.objects.get(held_on=DAY)
    clerk, chair = account("vanthu"), account("chutich")
    with clock.at(_at(7, 30)):
        session.mark_rest(clerk, congress, Convened.Attendance.PRESENT)
    with clock.at(_at(8, 0)):
        congress = session.move_on(chair, congress, CongressAction.OPEN)
        _open_votes(chair, congress)
    with clock.at(_at(8, 40)):
        _discussion(chair, congress)
    _elections(congress)
    with clock.at(_at(11, 0)):
        _resolution(chair, congress)
    with clock.at(_at(11, 30)):
        congress.refresh_from_db()
        session.move_on(chair, congress, CongressAction.CLOSE)
        for code, text in LESSONS:
            preparation.write_lesson(clerk, _item(congress, code), text)


def member(code: str) -> Member:
    """A member of the cell by the number in members.csv."""
    return Member.objects.get(unit__code="chi-bo-ban", code=code)


def _at(hour: int, minute: int) -> datetime:
    """A moment of the day, in Vietnam's time."""
    return datetime(DAY.year, DAY.month, DAY.day, hour - 7, minute, tzinfo=UTC)


def _item(congress: Congress, code: str) -> AgendaItem:
    return AgendaItem.objects.get(congress=congress, code=code)


def _unanimous(chair: User, congress: Congress, code: str, question: str) -> None:
    item = session.start_item(chair, _item(congress, code))
    vote = voting.record_vote(chair, congress, question=question, agree=28, item=item)
    if code == "presidium":
        for body, codes in ((BodyMember.Body.PRESIDIUM, PRESIDIUM), (BodyMember.Body.SECRETARIES, SECRETARIES)):
            named: Sequence[Member] = [member(each) for each in codes]
            voting.choose_body(chair, congress, body, named[0], named, vote)


def _open_votes(chair: User, congress: Congress) -> None:
    session.start_item(chair, _item(congress, "flag_salute"))
    session.start_item(chair, _item(congress, "opening"))
    _unanimous(chair, congress, "presidium", "Đoàn chủ tịch và thư ký đại hội")
    _unanimous(chair, congress, "programme", "Chương trình đại hội")
    _unanimous(chair, congress, "attendance", "Báo cáo tình hình đảng viên dự đại hội")


def _discussion(chair: User, congress: Congress) -> None:
    for code in ("political_report", "review_report", "discussion"):
        session.start_item(chair, _item(congress, code))
    for paper in congress.papers.all():
        speaking.ask_to_speak(chair, congress, paper=paper)
        speaking.give_floor(chair, congress)
        speaking.end_turn(chair, congress)
    for code in ("superior_drafts", "action_programme", "superior_speech", "presidium_reply"):
        session.start_item(chair, _item(congress, code))


def _elections(congress: Congress) -> None:
    chair = account("chutich")
    with clock.at(_at(9, 45)):
        session.start_item(chair, _item(congress, "election_scheme"))
        _unanimous(chair, congress, "seats", "Số lượng chi ủy viên: 05")
        _unanimous(chair, congress, "candidates", "Danh sách bầu cử: 06 người")
        _unanimous(chair, congress, "counting_committee", "Ban kiểm phiếu")
    votes = {Office.COMMITTEE: COMMITTEE_VOTES, Office.SECRETARY: {"002": 28}, Office.DEPUTY_SECRETARY: {"001": 27}}
    for place, (office, cast) in enumerate(votes.items()):
        count = _by_paper if office is Office.COMMITTEE else _by_totals
        with clock.at(_at(10, 5 + 15 * place)):
            _one_election(chair, Election.objects.get(at_congress__congress=congress, office=office), cast, count)


def _one_election(
    chair: User, election: Election, cast: dict[str, int], count: Callable[[Election, list[int]], None]
) -> None:
    clerk = account("vanthu")
    item = election.at_congress.item
    if item is not None:
        session.start_item(chair, item)
    for code in cast:
        elections.enter_candidate(clerk, Candidate(election=election, member=member(code), name=member(code).full_name))
    head, *others = (member(code) for code in COUNTING)
    elections.choose_counting_committee(clerk, election, head, others)
    election = elections.close_list(clerk, election)
    by_name = {member(code).full_name: votes for code, votes in cast.items()}
    count(election, [by_name[row.name] for row in queries.listed(election)])
    elections.declare(chair, election, signatory=CHAIR, ended=clock.now())


def _by_paper(election: Election, votes: list[int]) -> None:
    """Printed, cast, scanned and counted twice; three tellers."""
    clerk = account("vanthu")
    approve_paper(clerk, election)
    elections.open_voting(clerk, election)
    elections.close_voting(clerk, election, issued=28, returned=28, papers=Papers(printed=30, spoiled=1, unused=1))
    paper_ballots.count(election, paper_ballots.one_struck(votes, 28))


def _by_totals(election: Election, votes: list[int]) -> None:
    """Two tellers type the totals; neither sees the other's."""
    clerk = account("vanthu")
    elections.open_voting(clerk, election)
    elections.close_voting(clerk, election, issued=28, returned=28)
    nothing_invalid: dict[InvalidCode, int] = {}
    for teller in ("kiemphieu1", "kiemphieu2"):
        elections.type_count(account(teller), election, valid=28, invalid=nothing_invalid, votes=votes)


def _resolution(chair: User, congress: Congress) -> None:
    for code in ("new_committee", "draft_resolution"):
        session.start_item(chair, _item(congress, code))
    item = session.start_item(chair, _item(congress, "resolution"))
    vote = voting.record_vote(chair, congress, question="Toàn văn Nghị quyết đại hội", agree=28, item=item)
    resolving.decide_resolution(LOADER, congress, vote)
    for code in ("closing", "closing_salute"):
        session.start_item(chair, _item(congress, code))
