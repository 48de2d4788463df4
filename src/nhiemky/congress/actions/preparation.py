"""What writes a congress before it opens: its facts, its agenda, its convened list."""

from django.utils.text import slugify

from nhiemky.congress import queries
from nhiemky.congress.models import AgendaItem, Congress, Convened, Lesson, State
from nhiemky.congress.problems import problem
from nhiemky.core.congress import agenda
from nhiemky.core.congress.agendas import agenda_templates
from nhiemky.core.elections.rulebook import Exclusion
from nhiemky.core.problem import Refused
from nhiemky.organisation.models import User
from nhiemky.organisation.queries import members_of
from nhiemky.records import clock
from nhiemky.records.actions import Actor, about, action, note


@action("congress.prepared")
def prepare(actor: Actor, congress: Congress) -> Congress:
    """Save a new congress, with the agenda of the template, or the changed facts of one being prepared.

    `congress` names term, previous term, pilot or not, day, hall, locality and the period reported; its unit is the
    term's. Raises Refused once it has been convened.
    """
    if congress.pk and congress.state != State.PREPARING:
        raise Refused(problem("C615"))
    new = congress.pk is None
    congress.unit = congress.term.unit
    congress.save()
    if new:
        template = agenda_templates()[queries.TEMPLATE]
        AgendaItem.objects.bulk_create(
            AgendaItem(
                congress=congress,
                position=position,
                code=item.code,
                kind=item.kind.value,
                title=item.title.vi,
                minutes=item.minutes,
            )
            for position, item in enumerate(template.items, start=1)
        )
    return congress


@action("congress.agenda_copied")
def copy_agenda(actor: Actor, congress: Congress, pilot: Congress) -> Congress:
    """Take the agenda of a closed pilot congress in place of one's own; its lessons stay with the pilot to be read.

    Raises Refused once an item has begun, or for a congress that is no closed pilot under the same superior.
    """
    _require_before_session(congress)
    if pilot not in queries.pilots(congress):
        raise Refused(problem("C614"))
    for item in queries.items(congress):
        item.delete()
    AgendaItem.objects.bulk_create(
        AgendaItem(
            congress=congress,
            position=item.position,
            code=item.code,
            kind=item.kind,
            title=item.title,
            minutes=item.minutes,
        )
        for item in queries.items(pilot)
    )
    note(pilot=pilot.pk)
    return congress


@action("congress.item_saved")
def save_item(actor: Actor, item: AgendaItem) -> AgendaItem:
    """Save a new item, at the end of the agenda, or a changed one that has not begun."""
    congress = item.congress
    about(congress)
    if item.pk:
        _require_not_begun(item)
    else:
        last = congress.items.order_by("position").last()
        item.position = last.position + 1 if last else 1
        item.code = _free_code(congress, item.title)
    item.save()
    return item


@action("congress.item_removed")
def remove_item(actor: Actor, item: AgendaItem) -> None:
    """Take an item off the agenda that has not begun."""
    about(item.congress)
    note(item=item.title)
    _require_not_begun(item)
    item.delete()


@action("congress.item_moved")
def move_item(actor: Actor, item: AgendaItem, position: int) -> None:
    """Put an item at another position, counted from 1. Raises Refused where the order would not be lawful."""
    about(item.congress)
    note(item=item.title, position=position)
    _require_not_begun(item)
    rows = queries.items(item.congress)
    if 1 <= position <= len(rows):
        _require_not_begun(rows[position - 1])
    moved = agenda.move(queries.core_items(rows), item.code, position)
    by_code = {row.code: row for row in rows}
    for place, core_item in enumerate(moved, start=1):
        row = by_code[core_item.code]
        if row.position != place:
            row.position = place
            row.save()


@action("congress.lesson_written")
def write_lesson(actor: User, item: AgendaItem, text: str) -> Lesson:
    """Write down what the congress learned at an item; possible after the close too."""
    about(item.congress)
    lesson = Lesson(item=item, text=text.strip(), written_by=actor, written_at=clock.now())
    lesson.save()
    return lesson


@action("congress.roll_drawn_up")
def draw_up_roll(actor: Actor, congress: Congress) -> list[Convened]:
    """Draw up the convened list from the members and statuses of the day; it replaces the one before.

    Raises Refused without a day, or once the congress has opened.
    """
    _require_before_session(congress)
    if congress.held_on is None:
        raise Refused(problem("C602", "held_on"))
    for row in queries.roll(congress):
        row.delete()
    rows = [
        Convened(
            congress=congress,
            member=member,
            name=member.full_name,
            name_key=member.name_key,
            status=member.status,  # type: ignore[attr-defined]
        )
        for member in members_of(congress.unit, congress.held_on)
    ]
    Convened.objects.bulk_create(rows)
    note(convened=len(rows), cannot_come=_cannot_come(congress, rows))
    return rows


def _cannot_come(congress: Congress, rows: list[Convened]) -> int:
    counts = queries.excluded_counts(queries.base_of(congress, rows))
    return counts.get(Exclusion.SUSPENDED, 0) + counts.get(Exclusion.TEMPORARY_ELSEWHERE, 0)


def _require_before_session(congress: Congress) -> None:
    if congress.state not in {State.PREPARING, State.CONVENED}:
        raise Refused(problem("C601"))


def _require_not_begun(item: AgendaItem) -> None:
    if item.started_at is not None:
        raise Refused(problem("C604", "item", item=item.title))


def _free_code(congress: Congress, title: str) -> str:
    stem = slugify(title.replace("đ", "d").replace("Đ", "D"))[:40] or "item"
    taken = set(congress.items.values_list("code", flat=True)) | set(_template_codes())
    return next(code for code in (f"{stem}-{number}" for number in range(1, len(taken) + 2)) if code not in taken)


def _template_codes() -> list[str]:
    return [item.code for item in agenda_templates()[queries.TEMPLATE].items]
