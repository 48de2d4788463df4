"""Who may do what with paper ballots.

Nobody sees how a ballot was read before it is mixed, and nobody whose own count it is not before both are closed.
"""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from nhiemky.ballots.models import Ballot, Batch, Page, Question
from nhiemky.elections.models import CountingCommitteeMember, Election
from nhiemky.elections.queries import is_candidate
from nhiemky.organisation.access import Right, may, right, signed_in
from nhiemky.organisation.models import Role, RoleGrant, User
from nhiemky.records import clock

PRINT = right("ballots.print", Role.CLERK)
SCAN = right("ballots.scan", Role.CLERK, Role.TELLER)
COUNT = right("ballots.count", Role.TELLER)
DISCARD = right("ballots.discard", Role.PRESIDIUM)
KEEP = right("ballots.keep", Role.CLERK, Role.PRESIDIUM)
SEE_PROGRESS = right("ballots.see_progress", Role.CLERK, Role.TELLER, Role.PRESIDIUM, Role.AUDITOR)


def batch(request: HttpRequest, pk: int, *rights: Right) -> Batch:
    """The batch, for an account with one of the rights at its election's unit.

    Raises Http404 when there is none, PermissionDenied when the account has none of the rights there.
    """
    found = Batch.objects.select_related("election__unit", "election__term", "paper").filter(pk=pk).first()
    if found is None:
        raise Http404
    _require(request, found.election, rights)
    return found


def ballot(request: HttpRequest, key: str, *rights: Right) -> Ballot:
    """One ballot, as `batch` does."""
    found = Ballot.including_sealed.select_related("batch__election__unit", "batch__paper").filter(pk=key).first()
    if found is None:
        raise Http404
    _require(request, found.batch.election, rights)
    return found


def question(request: HttpRequest, pk: int, *rights: Right) -> Question:
    """One question, as `batch` does."""
    rows = Question.including_sealed.select_related("ballot__batch__election__unit", "ballot__batch__paper")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    _require(request, found.ballot.batch.election, rights)
    return found


def page(request: HttpRequest, pk: int, *rights: Right) -> Page:
    """One page that is not mixed yet, as `batch` does."""
    found = Page.objects.select_related("batch__election__unit", "batch__paper", "upload").filter(pk=pk).first()
    if found is None:
        raise Http404
    _require(request, found.batch.election, rights)
    return found


def may_count(user: User, election: Election) -> bool:
    """Whether the account may answer and key in: a teller there, and nobody on the list (190 Art. 8)."""
    return may(user, COUNT, election.unit) and not is_candidate(election, user)


def is_head(user: User, election: Election) -> bool:
    """Whether the account is that of the head of the counting committee, who decides where two disagree."""
    return (
        may_count(user, election)
        and user.member_id is not None
        and (CountingCommitteeMember.objects.filter(election=election, head=True, member=user.member_id).exists())
    )


def tellers(election: Election) -> list[User]:
    """Every account that may count here: the head of the counting committee first, then the oldest accounts."""
    above = [int(number) for number in election.unit.path.split("/") if number]
    grants = RoleGrant.objects.on(clock.today()).filter(role__in=COUNT.roles, unit__in=above)
    listed = set(election.candidates.filter(withdrawn=False).values_list("member_id", flat=True))
    committee = CountingCommitteeMember.objects.filter(election=election, head=True)
    heads = set(committee.values_list("member_id", flat=True))
    found = User.objects.filter(is_active=True, pk__in=grants.values("user"))
    free = [user for user in found if user.member_id is None or user.member_id not in listed]
    return sorted(free, key=lambda user: (user.member_id not in heads, user.pk))


def _require(request: HttpRequest, election: Election, rights: tuple[Right, ...]) -> None:
    user = signed_in(request)
    if not any(may(user, wanted, election.unit) for wanted in rights):
        raise PermissionDenied
