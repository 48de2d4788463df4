"""What moves a congress on: its steps, the roll, the items of the agenda."""

from nhiemky.congress import queries
from nhiemky.congress.actions.balloting import pass_attendance
from nhiemky.congress.models import AgendaItem, Congress, Convened, State
from nhiemky.congress.problems import problem
from nhiemky.core.congress.quorum import check_convened
from nhiemky.core.congress.states import CongressAction, CongressState, after
from nhiemky.core.problem import Problem, Refused
from nhiemky.records import clock
from nhiemky.records.actions import Actor, about, action, note

SHOWN_NAMES = 5


@action("congress.moved_on")
def move_on(actor: Actor, congress: Congress, step: CongressAction) -> Congress:
    """Convene, recall, open or close. Raises Refused with what is missing (see `queries.steps`).

    Opening notes the time and gives the numbers of the roll to the elections; closing ends the item under way.
    """
    found = after(CongressState(congress.state), step, queries.needs_met(congress))
    if isinstance(found, Problem):
        raise Refused(found)
    note(step=step.value)
    if step is CongressAction.OPEN:
        congress.opened_at = clock.now()
    if step is CongressAction.CLOSE:
        congress.closed_at = clock.now()
        _end_current(congress)
        _end_speech(congress)
    congress.state = State(found)
    congress.save()
    if step is CongressAction.OPEN:
        pass_attendance(actor, congress)
    return congress


@action("congress.attendance_marked")
def mark(actor: Actor, row: Convened, attendance: Convened.Attendance, leave_reason: str = "") -> Convened:
    """Call one name: present, absent, absent with an accepted reason, or not yet called.

    The elections that have not begun get the new numbers. Raises Refused before the congress is convened, after it is
    closed, and for a suspended member marked present.
    """
    congress = row.congress
    about(congress)
    _require_roll_open(congress)
    row.attendance = attendance
    row.leave_reason = leave_reason.strip() if attendance == Convened.Attendance.LEAVE else ""
    row.arrived_at = (row.arrived_at or clock.now()) if attendance == Convened.Attendance.PRESENT else None
    if found := check_convened([queries.convened_member(row)]):
        raise Refused(*found)
    row.save()
    if congress.state == State.IN_SESSION:
        pass_attendance(actor, congress)
    return row


@action("congress.rest_marked")
def mark_rest(actor: Actor, congress: Congress, attendance: Convened.Attendance) -> int:
    """Mark everybody not yet called, except those who cannot come by law; gives back how many."""
    _require_roll_open(congress)
    rows = queries.unmarked(congress, queries.roll(congress))
    for row in rows:
        row.attendance = attendance
        row.arrived_at = clock.now() if attendance == Convened.Attendance.PRESENT else None
        row.save()
    note(marked=len(rows), attendance=str(attendance))
    if congress.state == State.IN_SESSION:
        pass_attendance(actor, congress)
    return len(rows)


@action("congress.item_started")
def start_item(actor: Actor, item: AgendaItem) -> AgendaItem:
    """Begin an item; the one under way ends with it. Raises Refused outside the session or for an item that is over."""
    congress = item.congress
    about(congress)
    note(item=item.title)
    require_session(congress)
    if item.ended_at is not None:
        raise Refused(problem("C612", "item", item=item.title))
    if item.started_at is None:
        _end_current(congress)
        item.started_at = clock.now()
        item.save()
    return item


@action("congress.item_ended")
def end_item(actor: Actor, item: AgendaItem) -> AgendaItem:
    """End the item under way without beginning another, as before a break."""
    about(item.congress)
    note(item=item.title)
    require_session(item.congress)
    if not item.current:
        raise Refused(problem("C612", "item", item=item.title))
    item.ended_at = clock.now()
    item.save()
    return item


def require_session(congress: Congress) -> None:
    """Raise Refused unless the congress is in session."""
    if congress.state != State.IN_SESSION:
        raise Refused(problem("C603"))


def require_roll_complete(congress: Congress, rows: list[Convened]) -> None:
    """Raise Refused while names are still to be called, naming the first of them."""
    if waiting := queries.unmarked(congress, rows):
        names = ", ".join(row.name for row in waiting[:SHOWN_NAMES])
        raise Refused(problem("C611", "present", names=names + ("…" if len(waiting) > SHOWN_NAMES else "")))


def _require_roll_open(congress: Congress) -> None:
    if congress.state not in {State.CONVENED, State.IN_SESSION}:
        raise Refused(problem("C603"))


def _end_current(congress: Congress) -> None:
    current = queries.current_item(congress)
    if current is not None:
        current.ended_at = clock.now()
        current.save()


def _end_speech(congress: Congress) -> None:
    speech = queries.on_floor(queries.speeches(congress))
    if speech is not None:
        speech.ended_at = clock.now()
        speech.save()
