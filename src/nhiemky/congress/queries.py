"""Reading a congress: who counts, the quorum, the agenda, what is missing before a step, what has been decided."""

from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet

from nhiemky.congress.models import AgendaItem, Congress, Convened, OpenVote, Speech, State
from nhiemky.core.bilingual import Bilingual
from nhiemky.core.congress import agenda
from nhiemky.core.congress.agendas import agenda_templates
from nhiemky.core.congress.charter import charter
from nhiemky.core.congress.clock import Stopwatch, planned_starts
from nhiemky.core.congress.quorum import (
    ConvenedMember,
    MajorityBase,
    Quorum,
    check_convened,
    exclusion_of,
    majority_base,
    quorum,
)
from nhiemky.core.congress.speaking import Speaker, SpeakersList, Turn
from nhiemky.core.congress.states import TRANSITIONS, CongressAction, CongressState, Need
from nhiemky.core.elections.rulebook import Citation, MemberStatus, Rulebook
from nhiemky.core.elections.rulebooks import rulebooks, suggested
from nhiemky.core.problem import Problem
from nhiemky.core.sureness import Sureness
from nhiemky.elections.models import Declaration, Election
from nhiemky.elections.models import State as ElectionState
from nhiemky.organisation.models import MemberStatus as Recorded
from nhiemky.records import clock

# The one template that ships: a congress of all members of a cell.
TEMPLATE = "cell"

# An item of the clerk's own stands where the clerk puts it.
_OWN = Citation(document="Chương trình của đại hội", article="")


def rulebook(congress: Congress) -> Rulebook:
    """The election rulebook in force on the day; the newest while no day is set (or none was in force)."""
    found = suggested(congress.held_on) if congress.held_on else None
    return found or list(rulebooks().values())[-1]


def convened_member(row: Convened) -> ConvenedMember:
    """The row as the core knows it; temporary activity elsewhere is no status there but a reason to be away."""
    elsewhere = row.status == Recorded.Status.TEMPORARY
    return ConvenedMember(
        key=str(row.member_id),
        full_name=row.name,
        status=MemberStatus.OFFICIAL if elsewhere else MemberStatus(row.status),
        present=row.attendance == Convened.Attendance.PRESENT,
        leave_accepted=row.attendance == Convened.Attendance.LEAVE,
        temporary_elsewhere=elsewhere,
    )


def roll(congress: Congress) -> list[Convened]:
    """The convened list by given name."""
    return list(congress.convened.all())


def base_of(congress: Congress, rows: list[Convened] | None = None) -> MajorityBase:
    """Who counts and who does not, from the convened list."""
    rows = roll(congress) if rows is None else rows
    return majority_base([convened_member(row) for row in rows], rulebook(congress))


def quorum_of(base: MajorityBase) -> Quorum:
    """Whether enough came."""
    return quorum(base, charter()["quorum"])


def excluded_counts(base: MajorityBase) -> dict[str, int]:
    """How many official members are left out of the base, by reason."""
    found: dict[str, int] = {}
    for _, reason in base.excluded:
        found[reason.value] = found.get(reason.value, 0) + 1
    return found


def unmarked(congress: Congress, rows: list[Convened]) -> list[Convened]:
    """Members whose names still have to be called; those who cannot come by law need no mark."""
    book = rulebook(congress)
    waiting = (row for row in rows if row.attendance == Convened.Attendance.UNMARKED)
    return [row for row in waiting if exclusion_of(convened_member(row), book) is None]


def items(congress: Congress) -> list[AgendaItem]:
    """The agenda in order."""
    return list(congress.items.all())


def current_item(congress: Congress) -> AgendaItem | None:
    """Where the congress is."""
    return congress.items.filter(started_at__isnull=False, ended_at=None).first()


def following(rows: list[AgendaItem]) -> AgendaItem | None:
    """The next item that has not begun, after the one under way or the last that was."""
    begun = [place for place, row in enumerate(rows, start=1) if row.started_at]
    return next((row for row in rows[begun[-1] if begun else 0 :] if row.started_at is None), None)


def core_items(rows: list[AgendaItem]) -> tuple[agenda.AgendaItem, ...]:
    """The agenda as the core knows it: an item of the template brings what it must follow."""
    known = {item.code: item for item in agenda_templates()[TEMPLATE].items}
    return tuple(
        agenda.AgendaItem(
            code=row.code,
            kind=agenda.ItemKind(row.kind),
            minutes=row.minutes,
            title=Bilingual(row.title, row.title),
            after=known[row.code].after if row.code in known else (),
            cite=known[row.code].cite if row.code in known else _OWN,
            sure=known[row.code].sure if row.code in known else Sureness.VERIFIED,
        )
        for row in rows
    )


def agenda_problems(rows: list[AgendaItem]) -> tuple[Problem, ...]:
    """Every item that stands before one it must follow."""
    return agenda.check_order(core_items(rows))


def planned(rows: list[AgendaItem], opening: datetime) -> list[tuple[AgendaItem, datetime]]:
    """Each item with the time it starts if every one takes its planned minutes."""
    return list(zip(rows, planned_starts(opening, [row.minutes for row in rows]), strict=False))


def votes(congress: Congress) -> QuerySet[OpenVote]:
    """The open votes in force, in the order they were taken."""
    return congress.votes.filter(successor=None).select_related("item", "supersedes", "recorded_by")


def elections(congress: Congress) -> list[Election]:
    """The elections of the congress, each followed by its further rounds."""
    found = list(Election.objects.filter(at_congress__congress=congress).select_related("term", "unit").order_by("pk"))
    newest = found
    while newest:
        newest = list(Election.objects.filter(previous__in=newest).select_related("term", "unit").order_by("pk"))
        found += newest
    first: dict[int, int] = {}
    for election in found:
        first[election.pk] = election.pk if election.previous_id is None else first[election.previous_id]
    return sorted(found, key=lambda election: (first[election.pk], election.round))


def declarations(rounds: list[Election]) -> list[Declaration]:
    """The declared results in force, in the order of the elections; one query."""
    order = {election.pk: place for place, election in enumerate(rounds)}
    rows = Declaration.objects.filter(election__in=rounds).select_related("election").order_by("edition")
    last = {row.election_id: row for row in rows}
    return sorted(last.values(), key=lambda row: order[row.election_id])


def needs_met(congress: Congress) -> frozenset[Need]:
    """What is there already of all that any step may need."""
    rows, program, base = roll(congress), items(congress), None
    met: set[Need] = set()
    if congress.held_on and congress.place:
        met.add(Need.DATE_AND_PLACE)
    if program and not agenda_problems(program):
        met.add(Need.AGENDA)
    if rows:
        base = base_of(congress, rows)
        members = [convened_member(row) for row in rows]
        met |= {Need.CONVENED_LIST} if base.size and not check_convened(members) else set()
        met |= {Need.ATTENDANCE} if not unmarked(congress, rows) else set()
        met |= {Need.QUORUM} if quorum_of(base).reached else set()
    if all(election.state == ElectionState.DECLARED for election in elections(congress)):
        met.add(Need.NO_OPEN_ELECTION)
    if votes(congress).filter(item__kind=AgendaItem.Kind.RESOLUTION).exists():
        met.add(Need.RESOLUTION_VOTED)
    return frozenset(met)


def steps(congress: Congress) -> list[tuple[CongressAction, list[tuple[Need, bool]]]]:
    """The steps possible from here, each with what it needs and whether that is there."""
    met = needs_met(congress)
    return [
        (step.action, [(need, need in met) for need in step.needs])
        for step in TRANSITIONS
        if step.source == CongressState(congress.state)
    ]


def speeches(congress: Congress) -> list[Speech]:
    """Everybody who asked to speak and did not withdraw, in the order of asking."""
    return list(congress.speeches.filter(withdrawn_at=None).select_related("paper"))


def speakers(rows: list[Speech]) -> SpeakersList:
    """The speakers as the core knows them."""
    waiting = tuple(Speaker(row.key, row.name) for row in rows if row.started_at is None)
    floor = next((row for row in rows if row.started_at and row.ended_at is None), None)
    turns = tuple(
        Turn(Speaker(row.key, row.name), row.ended_at - row.started_at)
        for row in rows
        if row.started_at and row.ended_at
    )
    if floor is None or floor.started_at is None:
        return SpeakersList(waiting, None, turns)
    return SpeakersList(waiting, (Speaker(floor.key, floor.name), Stopwatch().start(floor.started_at)), turns)


def on_floor(rows: list[Speech]) -> Speech | None:
    """Who speaks now."""
    return next((row for row in rows if row.started_at and row.ended_at is None), None)


def waiting(rows: list[Speech]) -> list[Speech]:
    """Who waits, in the order in which they will speak once the running speech is over."""
    by_key = {row.key: row for row in rows if row.started_at is None}
    listed = speakers(rows)
    ended = listed.end_turn(clock.now())
    return [by_key[speaker.key] for speaker in (listed if isinstance(ended, Problem) else ended).order()]


def time_left(speech: Speech) -> timedelta:
    """What is left of a running speech, negative when overrun."""
    started = speech.started_at or clock.now()
    return Stopwatch().start(started).remaining(clock.now(), timedelta(minutes=speech.minutes))


def pilots(congress: Congress) -> QuerySet[Congress]:
    """Closed pilot congresses of other units under the same superior, from which an agenda may be taken."""
    rows = Congress.objects.filter(pilot=True, state=State.CLOSED, unit__parent=congress.unit.parent_id)
    return rows.exclude(pk=congress.pk).select_related("unit", "term")


def with_counts(rows: QuerySet[Congress]) -> QuerySet[Congress]:
    """Congresses with `convened_count` and `present_count`, for a list."""
    present = Q(convened__attendance=Convened.Attendance.PRESENT)
    return rows.annotate(
        convened_count=Count("convened", distinct=True),
        present_count=Count("convened", filter=present, distinct=True),
    )


def elections_under(congress: Congress, item: AgendaItem) -> list[Election]:
    """The elections of one item of the agenda, each followed by its further rounds."""
    first = set(congress.elections.filter(item=item).values_list("election_id", flat=True))
    found = []
    for election in elections(congress):
        if election.pk in first or election.previous_id in first:
            first.add(election.pk)
            found.append(election)
    return found
