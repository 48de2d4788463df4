"""Keeping the roll-up: newer events are added to it, and only what they touch is computed again."""

from collections.abc import Iterable

from nhiemky.core.indicators.periods import Period, canonical
from nhiemky.indicators import queries
from nhiemky.indicators.bringing_up import bring_up, follow_the_records
from nhiemky.indicators.models import Computation, KeptPeriod
from nhiemky.records import clock


def up_to_date() -> Computation:
    """The roll-up with every newer event added; two queries when there are none.

    What would take long (`queries.is_long`) is left to a worker: the roll-up is then given as it is, and
    `queries.pending` tells how many events it lacks.
    """
    computation = Computation.objects.first()
    if computation is None:
        return bring_up()
    waiting = queries.pending(computation)
    if not waiting and not queries.is_outdated(computation):
        return computation
    return _left_to_a_worker(computation) if queries.is_long(computation, waiting) else bring_up()


def _left_to_a_worker(computation: Computation) -> Computation:
    newest = queries.last_event()
    asked = Computation.objects.filter(pk=computation.pk, asked_through__lt=newest).update(asked_through=newest)
    if asked:
        follow_the_records.enqueue()
        computation.refresh_from_db()
    return computation


def keep_periods(periods: Iterable[Period]) -> None:
    """Compute these periods from now on, beside those of the calendar and of targets."""
    codes = {canonical(period).code for period in periods}
    missing = codes - {each.code for each in queries.wanted_periods(clock.today())}
    if missing:
        KeptPeriod.objects.bulk_create([KeptPeriod(code=code) for code in sorted(missing)], ignore_conflicts=True)
        computation = Computation.objects.first()
        if computation is not None and queries.is_large(computation):
            follow_the_records.enqueue()
        else:
            bring_up()
