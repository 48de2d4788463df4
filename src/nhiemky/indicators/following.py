"""How the roll-up follows the registers: what is touched is read again, and the cells above it are changed."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from nhiemky.core.indicators import rollup
from nhiemky.core.indicators.compute import Fact
from nhiemky.core.indicators.fingerprint import Fingerprint
from nhiemky.core.indicators.periods import Period
from nhiemky.core.zones.endings import related
from nhiemky.indicators import keeping, queries, sources, tree
from nhiemky.indicators.events import Touches
from nhiemky.indicators.models import (
    Computation,
    IndicatorValue,
    PartialValue,
    RefusedMeasure,
    SplitValue,
    StandingUnit,
    StatedFact,
)
from nhiemky.indicators.sources import Refusal, Touched
from nhiemky.records import clock
from nhiemky.zones import endings
from nhiemky.zones.models import Zone


@dataclass(frozen=True)
class Move:
    """One row of a register as it stood in the roll-up and as it stands now; `read`: its facts are read again."""

    origin: str
    old: StandingUnit | None
    new: tree.Standing | None
    read: bool

    @property
    def stays(self) -> bool:
        """Whether it stands where it stood."""
        if self.old is None or self.new is None:
            return False
        return (self.old.code, tuple(self.old.line), tuple(self.old.splits.items())) == (
            self.new.code,
            self.new.line,
            self.new.splits,
        )


def put_together(computation: Computation, periods: Iterable[Period]) -> None:
    """Read everything again and compute all cells."""
    today = clock.today()
    reading = sources.read(today)
    StatedFact.objects.all().delete()
    StandingUnit.objects.all().delete()
    _write_standings(tree.standings(today).values())
    facts = [fact for unit in reading.facts.values() for fact in unit]
    keeping.write_facts((), facts)
    RefusedMeasure.objects.all().delete()
    _write_refusals(reading.refusals)
    computation.fingerprint = Fingerprint().changed(map(keeping.line_of, facts)).state
    computation.facts = len(facts)
    computation.periods = [period.code for period in periods]
    compute_all(computation)


def compute_all(computation: Computation) -> None:
    """All cells from the facts and standings kept."""
    for derived in (IndicatorValue, SplitValue, PartialValue):
        derived.objects.all().delete()
    plan = queries.plan(computation)
    standings = {row.code: row for row in StandingUnit.objects.iterator(chunk_size=keeping.ROWS_AT_ONCE)}
    moved = (
        (rollup.NOWHERE, keeping.standing(standings[unit], facts))
        for unit, facts in keeping.all_facts()
        if unit in standings
    )
    keeping.Cells(plan, computation).apply(rollup.changes(plan, moved))


def follow(computation: Computation, touches: Touches) -> None:
    """Read the facts and places of what is touched again, and let the cells above follow."""
    moves = list(_moves(touches))
    if not moves:
        return
    refused = queries.refused()
    reading = sources.read(clock.today(), _scopes(moves))
    kept = keeping.stored_facts([move.old.code for move in moves if move.old])
    pairs, removed, written = [], [], []
    for move in moves:
        rows = kept.get(move.old.code, {}) if move.old else {}
        before = [fact for _, fact in rows.values()]
        after = reading.facts.get(move.new.code, []) if move.read and move.new else before if move.new else []
        gone, come = _difference(rows, after)
        removed += gone
        written += come
        pairs.append((_stood(move, before), _stands(move, after)))
    _write_facts(computation, kept, removed, written)
    changed = [move for move in moves if not move.stays]
    StandingUnit.objects.filter(origin__in=[move.origin for move in changed]).delete()
    _write_standings(move.new for move in changed if move.new)
    RefusedMeasure.objects.filter(unit__in=[unit for move in moves for unit in _codes(move)]).delete()
    _write_refusals(reading.refusals)
    if queries.refused() != refused:
        compute_all(computation)
    else:
        plan = queries.plan(computation)
        keeping.Cells(plan, computation).apply(rollup.changes(plan, pairs))


def _moves(touches: Touches) -> Iterator[Move]:
    """Everything that is read again, and everything that stands elsewhere than it stood."""
    touches.zones |= _zones_left(touches)
    touches.zones |= _zones_merged_with(touches.zones)
    news = tree.standings(clock.today(), None if touches.tree else touches.projects)
    if touches.tree:
        olds = {row.origin: row for row in StandingUnit.objects.iterator(chunk_size=keeping.ROWS_AT_ONCE)}
    else:
        read = [origin for origin in news if touches.reads(origin)]
        olds = {row.origin: row for row in StandingUnit.objects.filter(origin__in=read)}
    for origin in sorted(olds.keys() | news.keys()):
        old, new = olds.get(origin), news.get(origin)
        renamed = old is None or new is None or old.code != new.code
        move = Move(origin, old, new, touches.reads(origin) or (touches.tree and renamed))
        if move.read or (touches.tree and not move.stays):
            yield move


def _zones_left(touches: Touches) -> set[int]:
    """The zones in which touched projects stood: what a zone states depends on its projects."""
    rows = StandingUnit.objects.filter(origin__in=[f"project:{number}" for number in touches.projects])
    codes = {row.splits.get("zone", "") for row in rows}
    zones = StandingUnit.objects.filter(code__in=codes, origin__startswith="zone:").values_list("origin", flat=True)
    return {int(origin.partition(":")[2]) for origin in zones}


def _zones_merged_with(numbers: Collection[int]) -> set[int]:
    """The zones that merged with some: what one states can depend on the others. Three queries at most."""
    ended = endings.known()
    if not ended or not numbers:
        return set()
    codes = Zone.objects.filter(pk__in=numbers).order_by().values_list("code", flat=True)
    return set(Zone.objects.filter(code__in=related(codes, ended)).order_by().values_list("pk", flat=True))


def _scopes(moves: Iterable[Move]) -> Touched:
    codes: dict[str, set[str]] = {"project": set(), "zone": set(), "unit": set()}
    for move in moves:
        if move.read and move.new:
            codes[move.origin.partition(":")[0]].add(move.new.code)
    return Touched(frozenset(codes["project"]), frozenset(codes["zone"]), frozenset(codes["unit"]))


def _difference(
    rows: Mapping[tuple[str, str], tuple[int, Fact]], after: Iterable[Fact]
) -> tuple[list[int], list[Fact]]:
    """Numbers of the rows to take away, and the facts to write."""
    new = {(fact.measure, fact.period.code): fact for fact in after}
    gone = [number for key, (number, fact) in rows.items() if key not in new or new[key].unit != fact.unit]
    come = [fact for key, fact in new.items() if key not in rows or rows[key][1] != fact]
    return gone, come


def _stood(move: Move, facts: Iterable[Fact]) -> rollup.Standing:
    return keeping.standing(move.old, facts) if move.old else rollup.NOWHERE


def _stands(move: Move, facts: Iterable[Fact]) -> rollup.Standing:
    return rollup.Standing(tuple(facts), move.new.line, move.new.splits) if move.new else rollup.NOWHERE


def _codes(move: Move) -> set[str]:
    return {each.code for each in (move.old, move.new) if each}


def _write_facts(
    computation: Computation,
    kept: Mapping[str, Mapping[tuple[str, str], tuple[int, Fact]]],
    removed: list[int],
    written: list[Fact],
) -> None:
    by_number = {number: fact for rows in kept.values() for number, fact in rows.values()}
    by_key = {(fact.unit, fact.measure, fact.period.code): fact for fact in by_number.values()}
    replaced = [by_key[key] for fact in written if (key := (fact.unit, fact.measure, fact.period.code)) in by_key]
    gone = [by_number[number] for number in removed]
    keeping.write_facts(removed, written)
    state = Fingerprint(bytes(computation.fingerprint)).changed(
        map(keeping.line_of, written), map(keeping.line_of, [*gone, *replaced])
    )
    computation.fingerprint = state.state
    computation.facts += len(written) - len(gone) - len(replaced)


def _write_standings(standings: Iterable[tree.Standing]) -> None:
    StandingUnit.objects.bulk_create(
        [
            StandingUnit(origin=each.origin, code=each.code, line=list(each.line), splits=dict(each.splits))
            for each in standings
        ],
        batch_size=keeping.ROWS_AT_ONCE,
    )


def _write_refusals(refusals: Iterable[Refusal]) -> None:
    RefusedMeasure.objects.bulk_create(
        RefusedMeasure(
            measure=each.measure, unit=each.unit, code=each.problem.code, vi=each.problem.vi, en=each.problem.en
        )
        for each in refusals
    )
