"""What writes open votes and the bodies chosen by them."""

from collections.abc import Sequence

from nhiemky.congress import queries
from nhiemky.congress.actions.session import require_roll_complete, require_session
from nhiemky.congress.models import AgendaItem, BodyMember, Congress, Convened, OpenVote
from nhiemky.congress.problems import problem
from nhiemky.core.congress import open_vote
from nhiemky.core.congress.charter import charter
from nhiemky.core.problem import Refused
from nhiemky.organisation.models import Member, User
from nhiemky.records import clock
from nhiemky.records.actions import about, action, note


@action("congress.vote_recorded")
def record_vote(
    actor: User,
    congress: Congress,
    *,
    question: str,
    agree: int,
    disagree: int = 0,
    abstain: int = 0,
    item: AgendaItem | None = None,
) -> OpenVote:
    """Record an open vote by Party card; present and base are those of the roll, the outcome is the core's.

    `item` is where it was taken. Raises Refused outside the session, while the roll is incomplete, and for numbers
    that cannot be true: everybody present is counted exactly once.
    """
    require_session(congress)
    about(congress)
    return _record(OpenVote(congress=congress, item=item, question=question), actor, (agree, disagree, abstain))


@action("congress.vote_corrected")
def correct_vote(actor: User, vote: OpenVote, *, reason: str, agree: int, disagree: int, abstain: int) -> OpenVote:
    """Record a successor of a vote that was recorded wrongly, among those present then; the old one stays readable.

    Raises Refused without a reason, for a vote that has a successor, and for the vote that adopted the resolution.
    """
    congress = vote.congress
    about(congress)
    require_session(congress)
    if not reason.strip():
        raise Refused(problem("C606", "reason"))
    if OpenVote.objects.filter(supersedes=vote).exists():
        raise Refused(problem("C605", question=vote.question))
    if hasattr(vote, "resolution_decided"):
        raise Refused(problem("C617"))
    new = OpenVote(congress=congress, item=vote.item, question=vote.question, supersedes=vote, reason=reason.strip())
    return _record(new, actor, (agree, disagree, abstain), (vote.present, vote.base))


def _record(
    vote: OpenVote, actor: User, counted: tuple[int, int, int], among: tuple[int, int] | None = None
) -> OpenVote:
    if among is None:
        rows = queries.roll(vote.congress)
        require_roll_complete(vote.congress, rows)
        base = queries.base_of(vote.congress, rows)
        among = (base.present, base.size)
    numbers = open_vote.OpenVote(*counted, *among)
    if found := open_vote.check_open_vote(numbers):
        raise Refused(*found)
    decision = open_vote.decide(numbers, charter()["open_vote_majority"])
    passed = isinstance(decision, open_vote.Passed)
    vote.agree, vote.disagree, vote.abstain = counted
    vote.present, vote.base = among
    vote.needed = decision.needed
    vote.outcome = OpenVote.Outcome.PASSED if passed else OpenVote.Outcome.REJECTED
    vote.recorded_at, vote.recorded_by = clock.now(), actor
    vote.save()
    note(question=vote.question, agree=vote.agree, disagree=vote.disagree, abstain=vote.abstain, outcome=vote.outcome)
    return vote


@action("congress.body_chosen")
def choose_body(
    actor: User, congress: Congress, body: BodyMember.Body, head: Member, members: Sequence[Member], vote: OpenVote
) -> list[BodyMember]:
    """Record the presidium or the secretaries that the congress chose by `vote`; they replace those before.

    `members` may leave the head out. Raises Refused unless the vote was passed by this congress and all are present.
    """
    require_session(congress)
    require_passed(congress, vote)
    chosen = {member.pk: member for member in (head, *members)}
    attendance = dict(congress.convened.values_list("member_id", "attendance"))
    absent = [member for pk, member in chosen.items() if attendance.get(pk) != Convened.Attendance.PRESENT]
    if absent:
        raise Refused(*(problem("C608", "members", name=member.full_name) for member in absent))
    for row in congress.body_members.filter(body=body):
        row.delete()
    rows = [
        BodyMember(
            congress=congress, body=body, member=member, name=member.full_name, head=member.pk == head.pk, vote=vote
        )
        for member in chosen.values()
    ]
    for row in rows:
        row.save()
    note(body=str(body), names=[row.name for row in rows])
    return rows


def require_passed(congress: Congress, vote: OpenVote) -> None:
    """Raise Refused unless the vote is this congress's, in force and passed."""
    superseded = OpenVote.objects.filter(supersedes=vote).exists()
    if vote.congress_id != congress.pk or superseded or not vote.passed:
        raise Refused(problem("C607", "vote"))
