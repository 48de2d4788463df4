"""What writes discussion papers, the speakers' queue and the clock of the one on the floor."""

from nhiemky.congress import queries
from nhiemky.congress.actions.session import require_session
from nhiemky.congress.models import Congress, Paper, Speech
from nhiemky.congress.problems import problem
from nhiemky.core.congress.speaking import Speaker, SpeakersList
from nhiemky.core.problem import Problem, Refused
from nhiemky.organisation.models import Member
from nhiemky.records import clock
from nhiemky.records.actions import Actor, about, action, note

# What a speech from the floor gets when nobody says otherwise.
USUAL_MINUTES = 5


@action("congress.paper_saved")
def save_paper(actor: Actor, paper: Paper) -> Paper:
    """Save a discussion paper: title, member, minutes, text. Raises Refused for a member who is not convened."""
    about(paper.congress)
    if not paper.congress.convened.filter(member=paper.member_id).exists():
        raise Refused(problem("C610", "member", name=paper.member.full_name))
    paper.speaker = paper.member.full_name
    paper.save()
    return paper


@action("congress.paper_removed")
def remove_paper(actor: Actor, paper: Paper) -> None:
    """Take back a paper that nobody has asked to read yet."""
    about(paper.congress)
    note(paper=paper.title)
    if hasattr(paper, "speech"):
        raise Refused(problem("C616", "paper", name=paper.speaker))
    paper.delete()


@action("congress.asked_to_speak")
def ask_to_speak(
    actor: Actor,
    congress: Congress,
    *,
    member: Member | None = None,
    guest: str = "",
    paper: Paper | None = None,
    minutes: int | None = None,
) -> Speech:
    """Put a member, a guest (by name) or the speaker of a paper at the end of the queue.

    Raises Refused outside the session, for a member not convened, and for somebody already waiting.
    """
    require_session(congress)
    speaker = paper.member if paper else member
    if speaker is not None and not congress.convened.filter(member=speaker).exists():
        raise Refused(problem("C610", "member", name=speaker.full_name))
    speech = Speech(
        congress=congress,
        item=queries.current_item(congress),
        member=speaker,
        name=speaker.full_name if speaker else " ".join(guest.split()),
        paper=paper,
        minutes=minutes or (paper.minutes if paper else USUAL_MINUTES),
        asked_at=clock.now(),
    )
    _require(queries.speakers(queries.speeches(congress)).ask(Speaker(speech.key, speech.name)))
    about(congress)
    speech.save()
    return speech


@action("congress.speaker_withdrawn")
def withdraw_speaker(actor: Actor, speech: Speech) -> Speech:
    """Take a person off the queue."""
    about(speech.congress)
    if speech.started_at is not None:
        raise Refused(problem("C616", "speaker", name=speech.name))
    speech.withdrawn_at = clock.now()
    speech.paper = None
    speech.save()
    return speech


@action("congress.floor_given")
def give_floor(actor: Actor, congress: Congress) -> Speech:
    """Let the next person speak; whoever speaks now ends. Raises Refused when nobody waits."""
    require_session(congress)
    rows = queries.speeches(congress)
    now = clock.now()
    running = queries.on_floor(rows)
    listed = queries.speakers(rows)
    if running is not None:
        listed = _require(listed.end_turn(now))
    given = _require(listed.give_floor(now))
    if running is not None:
        running.ended_at = now
        running.save()
    assert given.on_floor is not None
    speech = next(row for row in rows if row.started_at is None and row.key == given.on_floor[0].key)
    speech.started_at = now
    speech.item = queries.current_item(congress)
    speech.save()
    about(congress)
    note(speaker=speech.name)
    return speech


@action("congress.turn_ended")
def end_turn(actor: Actor, congress: Congress) -> Speech:
    """End the running speech. Raises Refused when nobody speaks."""
    require_session(congress)
    rows = queries.speeches(congress)
    _require(queries.speakers(rows).end_turn(clock.now()))
    speech = next(row for row in rows if row is queries.on_floor(rows))
    speech.ended_at = clock.now()
    speech.save()
    about(congress)
    return speech


def _require(found: SpeakersList | Problem) -> SpeakersList:
    if isinstance(found, Problem):
        raise Refused(found)
    return found
