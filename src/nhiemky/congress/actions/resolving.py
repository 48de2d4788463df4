"""What brings a resolution before the congress and adopts it by an open vote."""

from nhiemky.congress.actions.session import require_session
from nhiemky.congress.models import BodyMember, Congress, CongressResolution, OpenVote
from nhiemky.congress.problems import problem
from nhiemky.core.problem import Refused
from nhiemky.core.resolution.states import OpenVote as CardVote
from nhiemky.records.actions import Actor, about, action
from nhiemky.resolution.actions import decide, draft, put_to_vote
from nhiemky.resolution.models import Resolution
from nhiemky.resolution.models import State as ResolutionState


@action("congress.resolution_named")
def name_resolution(actor: Actor, congress: Congress, resolution: Resolution) -> CongressResolution:
    """Name the resolution the congress will adopt. Raises Refused for another unit's or term's, or a second one."""
    about(congress)
    if (resolution.unit_id, resolution.term_id) != (congress.unit_id, congress.term_id):
        raise Refused(problem("C614", "resolution"))
    if CongressResolution.objects.filter(congress=congress).exists():
        raise Refused(problem("C613", "resolution"))
    row = CongressResolution(congress=congress, resolution=resolution)
    row.save()
    return row


@action("congress.resolution_decided")
def decide_resolution(actor: Actor, congress: Congress, vote: OpenVote) -> Resolution:
    """Decide the congress's resolution with the numbers of an open vote: adopted and frozen, or a draft again.

    A draft is put to the vote first; where nobody is named to sign, the one who presides does.
    Raises Refused (of either room) when the vote is not this congress's or the text is not ready.
    """
    about(congress)
    require_session(congress)
    row = CongressResolution.objects.filter(congress=congress).select_related("resolution").first()
    if row is None or row.vote_id or vote.congress_id != congress.pk or hasattr(vote, "successor"):
        raise Refused(problem("C607", "vote"))
    resolution = row.resolution
    if resolution.state == ResolutionState.DRAFT:
        _sign(actor, congress, resolution)
        put_to_vote(actor, resolution)
    decide(
        actor,
        resolution,
        CardVote(
            base=vote.base,
            present=vote.present,
            votes_for=vote.agree,
            votes_against=vote.disagree,
            abstained=vote.abstain,
        ),
    )
    if resolution.state == ResolutionState.ADOPTED:
        row.vote = vote
        row.save()
    return resolution


def _sign(actor: Actor, congress: Congress, resolution: Resolution) -> None:
    head = congress.body_members.filter(body=BodyMember.Body.PRESIDIUM, head=True).first()
    if head is not None and not resolution.signatory:
        resolution.signatory = head.name
        draft(actor, resolution)
