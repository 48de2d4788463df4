"""Everything that writes where units stand over time; each raises Refused with what stands in the way."""

from dataclasses import replace
from datetime import date

from nhiemky.core.indicators.placements import refuse_overlaps
from nhiemky.core.indicators.problems import INDICATOR_PROBLEMS
from nhiemky.core.problem import Problem, Refused
from nhiemky.indicators import tree
from nhiemky.indicators.models import Placement
from nhiemky.indicators.placements.registers import closings, find, may_stand_below, opened_on
from nhiemky.records.actions import Actor, about, action, note

_FIELDS = {"C01": "parent", "C02": "parent", "C08": "since"}
"""Which field of a placement a problem of the whole tree is about."""


@action("indicators.unit_placed")
def place_unit(actor: Actor, placement: Placement) -> Placement:
    """Say where a unit stood, or will stand, between two days in which its register says otherwise, or that it closes.

    Raises Refused: C01 a unit nobody knows · C02 a unit would stand above itself on some day · C08 in two places on
    one day · C09 no document · C10 before it was opened · C11 after it closed · C12 a superior that cannot have it.
    """
    _check(placement)
    placement.save()
    _check_all()
    return placement


@action("indicators.placement_corrected")
def correct(actor: Actor, wrong: Placement, right: Placement, reason: str) -> Placement:
    """Put another row in the place of a wrong one, which stays readable. Raises Refused like `place_unit`, C13, C14."""
    current = _held(wrong, reason)
    right.unit, right.kind, right.supersedes, right.reason = current.unit, current.kind, current, reason.strip()
    _check(right, but=current)
    right.save()
    _check_all()
    note(reason=right.reason)
    return right


@action("indicators.placement_withdrawn")
def withdraw(actor: Actor, wrong: Placement, reason: str) -> Placement:
    """Let a placement that should never have been count no more. Raises Refused C13, C14."""
    current = _held(wrong, reason)
    gone = Placement(
        unit=current.unit,
        kind=Placement.Kind.WITHDRAWN,
        parent=current.parent,
        since=current.since,
        until=current.until,
        source=current.source,
        supersedes=current,
        reason=reason.strip(),
    )
    gone.save()
    _check_all()
    note(reason=gone.reason)
    return gone


def _held(wrong: Placement, reason: str) -> Placement:
    current = Placement.objects.select_for_update().get(pk=wrong.pk)
    about(current)
    if current.kind == Placement.Kind.WITHDRAWN or Placement.objects.filter(supersedes=current).exists():
        raise INDICATOR_PROBLEMS.refusal("C14")
    if not reason.strip():
        raise INDICATOR_PROBLEMS.refusal("C13", "reason")
    return current


def _check(placement: Placement, but: Placement | None = None) -> None:
    """Raise Refused for what can be seen of the unit and its superior alone."""
    rows = {row.code: row for row in find({placement.unit, placement.parent})}
    row, parent = rows.get(placement.unit), rows.get(placement.parent)
    for code, field in ((placement.unit, "unit"), (placement.parent, "parent")):
        if code and code not in rows:
            raise INDICATOR_PROBLEMS.refusal("C01", field, unit=code)
    problems = []
    if not placement.source.strip():
        problems.append(INDICATOR_PROBLEMS.problem("C09", "source"))
    if row is not None and parent is not None and not may_stand_below(row, parent, placement.kind):
        problems.append(INDICATOR_PROBLEMS.problem("C12", "parent", unit=placement.unit, parent=placement.parent))
    opened = opened_on(row) if row is not None else None
    first = placement.since or placement.until
    if opened is not None and first is not None and first < opened:
        problems.append(INDICATOR_PROBLEMS.problem("C10", _day_field(placement), unit=placement.unit, day=opened))
    problems += _after_closing(placement, but)
    if problems:
        raise Refused(*problems)


def _after_closing(placement: Placement, but: Placement | None) -> list[Problem]:
    """A closed unit moves nowhere and takes none in; none closes twice, or before a move that is kept of it."""
    closed = closings({placement.unit, placement.parent}, but)
    found: list[tuple[str, str, date]] = []
    if placement.kind == Placement.Kind.CLOSING and placement.until is not None:
        moves = tree.in_force().filter(unit=placement.unit, since__gt=placement.until)
        if placement.unit in closed or moves.exists():
            found.append(("until", placement.unit, closed.get(placement.unit, placement.until)))
    for field, code in (("since", placement.unit), ("parent", placement.parent)):
        if placement.since is not None and code in closed and placement.since > closed[code]:
            found.append((field, code, closed[code]))
    return [INDICATOR_PROBLEMS.problem("C11", field, unit=code, day=day) for field, code, day in found]


def _day_field(placement: Placement) -> str:
    return "until" if placement.kind == Placement.Kind.CLOSING else "since"


def _check_all() -> None:
    """Raise Refused when the placements that count are no tree on some day."""
    rows, _ = tree.placements()
    try:
        refuse_overlaps(tree.exceptions())
        tree.refuse_no_trees(rows)
    except Refused as refused:
        told = (replace(each, place=_FIELDS.get(each.code, each.place)) for each in refused.problems)
        raise Refused(*told) from refused
