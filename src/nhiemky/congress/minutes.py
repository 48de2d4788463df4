"""The minutes of a congress as an official Party paper, from what was recorded; nothing in them is typed again."""

import hashlib
import tomllib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from importlib.resources import files
from typing import Any

from django.utils import timezone

from nhiemky.congress import queries
from nhiemky.congress.models import AgendaItem, BodyMember, Congress, CongressResolution, Convened, OpenVote, Speech
from nhiemky.core.congress.quorum import MajorityBase
from nhiemky.core.vietnamese.dates import Term, official_date, parse_term
from nhiemky.core.vietnamese.words import number_in_words
from nhiemky.elections.models import Declaration
from nhiemky.organisation.models import MemberStatus
from nhiemky.printing.document import (
    Align,
    Block,
    Column,
    Document,
    Fingerprint,
    Heading,
    KeyValues,
    NumberedList,
    Paragraph,
    PartyHeader,
    Signature,
    Signatures,
    Table,
    runs,
)
from nhiemky.printing.party import CHAIR, PRESIDIUM, SECRETARY_OF_CONGRESS, congress_header, on_behalf_of
from nhiemky.records import clock
from nhiemky.records.digests import canonical
from nhiemky.resolution.models import State as ResolutionState

TEXT: dict[str, Any] = tomllib.loads(files(__package__).joinpath("minutes.toml").read_text("utf-8"))


@dataclass(frozen=True)
class Proceedings:
    """Everything the minutes need, read once."""

    congress: Congress
    roll: list[Convened]
    base: MajorityBase
    bodies: list[BodyMember]
    items: list[AgendaItem]
    speeches: list[Speech]
    votes: list[OpenVote]
    results: list[Declaration]
    resolution: CongressResolution | None


def proceedings(congress: Congress) -> Proceedings:
    """Read what was recorded, in a number of queries that does not grow with it."""
    rows = queries.roll(congress)
    put = CongressResolution.objects.filter(congress=congress).select_related("resolution", "vote").first()
    return Proceedings(
        congress=congress,
        roll=rows,
        base=queries.base_of(congress, rows),
        bodies=list(congress.body_members.all()),
        items=[item for item in queries.items(congress) if item.started_at],
        speeches=[speech for speech in queries.speeches(congress) if speech.ended_at],
        votes=list(queries.votes(congress)),
        results=queries.declarations(queries.elections(congress)),
        resolution=put,
    )


def minutes(congress: Congress) -> Document:
    """The minutes as they stand; a draft while the congress is not closed. Its footer bears the hash of its text."""
    told = proceedings(congress)
    blocks = tuple(_blocks(told))
    digest = hashlib.sha256(canonical([_plain(asdict(block)) for block in blocks])).hexdigest()
    return Document(
        header=_header(congress),
        title=TEXT["title"],
        subject=TEXT["subject"].format(**_names(congress)),
        dated=_day(congress),
        blocks=blocks,
        fingerprints=(Fingerprint(TEXT["fingerprint"], digest),),
    )


def election_title(congress: Congress, office: str) -> str:
    """What an election for the office is usually called on ballots and minutes."""
    title: str = TEXT["election_titles"][office].format(**_names(congress))
    return title


def _blocks(told: Proceedings) -> Iterator[Block]:
    sections = TEXT["sections"]
    yield from _opening(told.congress)
    for name, written in (
        ("attendance", _attendance(told)),
        ("bodies", _bodies(told)),
        ("agenda", _agenda(told)),
        ("discussion", _discussion(told)),
        ("votes", _votes(told)),
        ("elections", _elections(told)),
        ("resolution", _resolution(told)),
        ("closing", _closing(told.congress)),
    ):
        yield Heading(sections[name])
        yield from written
    yield _signatures(told)


def _opening(congress: Congress) -> Iterator[Block]:
    words = TEXT["opening"]
    yield _say(words["paragraph"], time=_time(congress.opened_at), **_names(congress))
    if congress.pilot and congress.unit.parent:
        yield _say(words["pilot"], superior=congress.unit.parent.name)
    if congress.reported_since and congress.reported_until:
        yield _say(
            words["period"],
            since=official_date(congress.reported_since),
            until=official_date(congress.reported_until),
        )


def _attendance(told: Proceedings) -> Iterator[Block]:
    words, base = TEXT["attendance"], told.base
    probationary = [row for row in told.roll if row.status == MemberStatus.Status.PROBATIONARY]
    came = sum(row.attendance == Convened.Attendance.PRESENT for row in probationary)
    yield KeyValues(
        (
            (words["listed"], _persons(len(told.roll))),
            (words["convened"], _persons(base.convened)),
            (words["excluded"], _persons(len(base.excluded))),
            (words["base"], _persons(base.size)),
            (words["present"], _persons(base.present)),
            (words["absent"], _persons(base.convened - base.present)),
            (words["without_vote"], _persons(came)),
        )
    )
    if base.excluded:
        yield Table(
            (Column(words["name_column"], 2), Column(words["excluded_column"], 3)),
            tuple((member.full_name, TEXT["exclusion"][reason.value]) for member, reason in base.excluded),
        )
    found = queries.quorum_of(base)
    yield _say(words["quorum" if found.reached else "no_quorum"], **asdict(found))


def _bodies(told: Proceedings) -> Iterator[Block]:
    words = TEXT["bodies"]
    if not told.bodies:
        yield _say(words["none"])
    for body in BodyMember.Body:
        rows = sorted((row for row in told.bodies if row.body == body), key=lambda row: (not row.head, row.name_key))
        if rows:
            yield _say(words[body.value], words=in_words(len(rows)))
            head = f", {words[f'{body.value}_head']}" if len(rows) > 1 else ""
            yield NumberedList(tuple(runs(row.name + (head if row.head else "")) for row in rows))


def _agenda(told: Proceedings) -> Iterator[Block]:
    words = TEXT["agenda"]
    if not told.items:
        yield _say(words["none"])
        return
    columns = (
        Column(words["number"], 1, Align.CENTER),
        Column(words["time"], 3),
        Column(words["item"], 7),
        Column(words["presenter"], 4),
    )
    done = sorted(told.items, key=lambda item: (item.started_at or clock.now(), item.position))
    yield Table(
        columns,
        tuple(
            (str(number), f"{_clock(item.started_at)} - {_clock(item.ended_at)}", item.title, item.presenter)
            for number, item in enumerate(done, start=1)
        ),
    )


def _discussion(told: Proceedings) -> Iterator[Block]:
    words = TEXT["discussion"]
    if not told.speeches:
        yield _say(words["none"])
        return
    yield NumberedList(
        tuple(
            runs(
                words["paper" if speech.paper else "speech"].format(
                    speaker=speech.name,
                    title=speech.paper.title if speech.paper else "",
                    minutes=_spoken_minutes(speech),
                )
            )
            for speech in told.speeches
        )
    )


def _votes(told: Proceedings) -> Iterator[Block]:
    words = TEXT["vote"]
    if not told.votes:
        yield _say(words["none"])
        return
    columns = (
        Column(words["number"], 2, Align.CENTER),
        Column(words["question"], 9),
        *(Column(words[key], 3, Align.CENTER) for key in ("present", "agree", "disagree", "abstain")),
        Column(words["outcome"], 4),
    )
    yield Table(columns, tuple(_vote_row(number, vote) for number, vote in enumerate(told.votes, start=1)))
    yield _say(words["base"])
    for vote in told.votes:
        if vote.supersedes:
            yield _say(words["corrected"], question=vote.question, reason=vote.reason)


def _vote_row(number: int, vote: OpenVote) -> tuple[str, ...]:
    counted = (vote.present, vote.agree, vote.disagree, vote.abstain)
    outcome = f"{TEXT['vote'][vote.outcome]} ({vote.agree}/{vote.base})"
    return (str(number), vote.question, *map(str, counted), outcome)


def _elections(told: Proceedings) -> Iterator[Block]:
    words = TEXT["election"]
    if not told.results:
        yield _say(words["none"])
    for number, declaration in enumerate(told.results, start=1):
        facts = declaration.facts
        counted = facts["minutes"]
        form = words["round"] if facts["round"] > 1 else words["heading"]
        yield Heading(form.format(number=number, title=counted["title"], round=facts["round"]), level=2)
        yield _say(words["seats"], seats=counted["seats"], words=in_words(counted["seats"]))
        invalid = sum(found for _, found in counted["invalid"])
        ballots = {key: counted[key] for key in ("issued", "returned", "valid")} | {"invalid": invalid}
        yield _say(words["ballots"], **ballots, **{f"{key}_words": in_words(found) for key, found in ballots.items()})
        yield _result_table(counted)
        yield from _outcome(counted)
        yield _say(words["digest"], digest=declaration.digest)


def _result_table(counted: dict[str, Any]) -> Table:
    words = TEXT["election"]
    columns = (
        Column(words["number"], 2, Align.CENTER),
        Column(words["name"], 8),
        Column(words["votes"], 3, Align.RIGHT),
        Column(words["votes_words"], 6),
        Column(words["percent"], 3, Align.RIGHT),
    )
    return Table(
        columns,
        tuple(
            (
                str(line["number"]),
                line["name"],
                str(line["votes"]),
                in_words(line["votes"]),
                line["percent_of_base"].replace(".", ","),
            )
            for line in counted["candidates"]
        ),
    )


def _outcome(counted: dict[str, Any]) -> Iterator[Block]:
    words = TEXT["election"]
    elected = ", ".join(line["name"] for line in counted["elected"])
    yield _say(words["elected"], names=elected) if elected else _say(words["nobody"])
    if counted["outcome"] == "tie":
        yield _say(words["tie"], names=", ".join(counted["tied"]))
    if counted["outcome"] == "another_round":
        yield _say(words["another_round"], seats=counted["seats_left"])


def _resolution(told: Proceedings) -> Iterator[Block]:
    words, put = TEXT["resolution"], told.resolution
    if put is None or put.vote is None or put.resolution.state == ResolutionState.DRAFT:
        yield _say(words["none"])
        return
    numbers = {
        "agree": put.vote.agree,
        "disagree": put.vote.disagree,
        "abstain": put.vote.abstain,
        "targets": len(put.resolution.facts["targets"]),
        "tasks": len(put.resolution.facts["tasks"]),
    }
    written = {f"{key}_words": in_words(number) for key, number in numbers.items()}
    yield _say(words["adopted"], title=put.resolution.title, **numbers, **written)


def _closing(congress: Congress) -> Iterator[Block]:
    words = TEXT["closing"]
    if congress.closed_at is None:
        yield _say(words["open"])
        return
    same = congress.opened_at is None or _local(congress.opened_at).date() == _local(congress.closed_at).date()
    yield _say(
        words["paragraph" if same else "other_day"],
        time=_time(congress.closed_at),
        day=official_date(_local(congress.closed_at).date()),
    )


def _signatures(told: Proceedings) -> Signatures:
    def first(body: BodyMember.Body) -> str:
        return next((row.name for row in told.bodies if row.body == body and row.head), "")

    return Signatures(
        (
            Signature(authority=SECRETARY_OF_CONGRESS, position="", name=first(BodyMember.Body.SECRETARIES)),
            on_behalf_of(PRESIDIUM, CHAIR, first(BodyMember.Body.PRESIDIUM)),
        )
    )


def _header(congress: Congress) -> PartyHeader:
    term = parse_term(congress.term.label)
    if not isinstance(term, Term):
        raise ValueError(  # noqa: TRY004 - the label is wrong, not its type
            f"The label of a term is two years such as 2020 - 2025, not “{congress.term.label}”."
        )
    return congress_header(
        superior=congress.unit.parent.name if congress.unit.parent else "",
        organisation=congress.unit.name,
        ordinal=congress.term.ordinal,
        term=term,
        place=congress.locality or congress.place,
    )


def _names(congress: Congress) -> dict[str, str]:
    return {
        "unit": congress.unit.name,
        "roman": congress.roman,
        "term": congress.term.label,
        "place": congress.place,
        "day": official_date(_day(congress)),
    }


def _day(congress: Congress) -> date:
    return congress.held_on or clock.today()


def _say(form: str, **values: object) -> Paragraph:
    return Paragraph(runs(form.format_map(values)))


def _persons(number: int) -> str:
    said: str = TEXT["attendance"]["persons"].format(number=f"{number:02}", words=in_words(number))
    return said


def in_words(number: int) -> str:
    """A count in Vietnamese words."""
    return number_in_words(Decimal(number))


def _spoken_minutes(speech: Speech) -> int:
    assert speech.started_at is not None
    assert speech.ended_at is not None
    return max(1, round((speech.ended_at - speech.started_at).total_seconds() / 60))


def _local(moment: datetime) -> datetime:
    return timezone.localtime(moment)


def _clock(moment: datetime | None) -> str:
    return f"{_local(moment):%H:%M}" if moment else "…"


def _time(moment: datetime | None) -> str:
    if moment is None:
        return "…"
    said: str = TEXT["time"]["clock"].format(hour=_local(moment).hour, minute=f"{_local(moment):%M}")
    return said


def _plain(value: Any) -> Any:
    match value:
        case dict():
            return {key: _plain(part) for key, part in value.items()}
        case tuple() | list():
            return [_plain(part) for part in value]
        case _:
            return value if value is None or isinstance(value, int) else str(value)
