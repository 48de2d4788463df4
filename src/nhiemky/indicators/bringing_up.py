"""Bringing the roll-up to the newest event, here or in a worker."""

from django.db import transaction
from django.tasks import task

from nhiemky.core.indicators.fingerprint import Fingerprint
from nhiemky.indicators import catalogue, following, queries
from nhiemky.indicators.events import days_begun, newer, touched_by
from nhiemky.indicators.models import Computation, RefusedMeasure
from nhiemky.records import clock

_ROW = 1
"""There is one roll-up; its row is also the lock of those who write it."""


@transaction.atomic
def bring_up() -> Computation:
    """Add every newer event now, or put everything together anew where definitions or periods ask for it.

    Derived rows are no part of the records: they can be thrown away and come out the same.
    """
    today = clock.today()
    blank = {"definitions": "", "facts": 0, "through_event": 0, "day": today, "computed_at": clock.now()}
    Computation.objects.get_or_create(pk=_ROW, defaults=blank | {"fingerprint": Fingerprint().state})
    computation = Computation.objects.select_for_update().get(pk=_ROW)
    seen, periods = queries.last_event(), queries.wanted_periods(today)
    missing = [period.code for period in periods if period.code not in computation.periods]
    if queries.is_defined_anew(computation) or RefusedMeasure.objects.filter(unit="").exists():
        following.put_together(computation, periods)
    else:
        touches = touched_by(newer(computation.through_event))
        if computation.day != today:
            days_begun(touches, computation.day, today)
        following.follow(computation, touches)
        if missing:
            computation.periods += missing
            following.compute_all(computation)
    computation.definitions = catalogue.digest()
    computation.through_event, computation.day, computation.computed_at = seen, today, clock.now()
    computation.snapshot = Fingerprint(bytes(computation.fingerprint)).digest()
    computation.save()
    return computation


@task(backend="background")
def follow_the_records() -> None:
    """Add every newer event to the roll-up, in a worker."""
    bring_up()
