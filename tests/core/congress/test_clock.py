from datetime import UTC, datetime, timedelta

from nhiemky.core.congress.clock import Stopwatch, planned_starts

START = datetime(2022, 6, 16, 8, 0, tzinfo=UTC)


def at(minutes: int) -> datetime:
    return START + timedelta(minutes=minutes)


def test_time_runs_from_the_start_and_stands_still_while_paused():
    watch = Stopwatch().start(at(0)).pause(at(5))
    assert watch.elapsed(at(60)) == timedelta(minutes=5)
    assert watch.start(at(60)).elapsed(at(62)) == timedelta(minutes=7)


def test_starting_again_or_pausing_twice_changes_nothing():
    assert Stopwatch().start(at(0)).start(at(3)) == Stopwatch().start(at(0))
    assert Stopwatch().start(at(0)).pause(at(5)).pause(at(9)).used == timedelta(minutes=5)


def test_a_clock_set_back_adds_no_negative_time():
    assert Stopwatch(used=timedelta(minutes=2)).start(at(5)).elapsed(at(4)) == timedelta(minutes=2)


def test_remaining_time_turns_negative_when_overrun():
    watch = Stopwatch().start(at(0))
    assert watch.remaining(at(4), timedelta(minutes=5)) == timedelta(minutes=1)
    assert watch.remaining(at(7), timedelta(minutes=5)) == timedelta(minutes=-2)


def test_items_are_planned_one_after_the_other():
    assert planned_starts(at(0), [5, 10]) == (at(0), at(5), at(15))
