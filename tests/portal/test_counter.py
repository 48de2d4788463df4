import pytest
from django.db import DatabaseError

from nhiemky.portal import counter as module
from nhiemky.portal import queries
from nhiemky.portal.counter import SLOT_SECONDS, VisitCounter
from nhiemky.portal.models import Beat, Visits

NOON = 1_655_800_500.0


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.time = NOON

    def __call__(self) -> float:
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def visits(db: None, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> VisitCounter:
    fresh = VisitCounter(now=clock)
    monkeypatch.setattr(queries, "visits", fresh)
    return fresh


def test_a_visit_is_shown_before_it_is_written_and_counted_once_after(visits: VisitCounter) -> None:
    visits.view()
    assert queries.counts(100).total == 101
    visits.flush()
    assert queries.counts(100).total == 101
    assert Visits.objects.get().counted == 1


def test_counting_goes_on_from_an_earlier_counter(visits: VisitCounter) -> None:
    for _ in range(3):
        visits.view()
    visits.flush()
    assert queries.counts(1_325_237).total == 1_325_240


def test_two_processes_add_to_the_same_total(visits: VisitCounter, clock: Clock) -> None:
    other = VisitCounter(now=clock)
    visits.view()
    other.view()
    other.view()
    visits.flush()
    other.flush()
    assert Visits.objects.get().counted == 3


def test_a_flush_with_nothing_new_adds_nothing(visits: VisitCounter) -> None:
    visits.view()
    visits.flush()
    visits.flush()
    assert Visits.objects.get().counted == 1


def test_what_cannot_be_written_is_kept_for_the_next_time(
    visits: VisitCounter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object) -> None:
        raise DatabaseError("locked")

    visits.view()
    with monkeypatch.context() as broken:
        broken.setattr(module, "_add", refuse)
        visits.flush()
    assert not Visits.objects.exists()
    visits.flush()
    assert Visits.objects.get().counted == 1


def test_nobody_else_online_is_still_one(visits: VisitCounter) -> None:
    assert queries.counts(0).online == 1


def test_online_is_what_gave_a_sign_of_life_in_the_last_full_half_minute(visits: VisitCounter, clock: Clock) -> None:
    for _ in range(4):
        visits.beat()
    visits.flush()
    clock.time += SLOT_SECONDS
    assert queries.counts(0).online == 4
    clock.time += SLOT_SECONDS
    assert queries.counts(0).online == 1


def test_signs_of_life_of_the_present_half_minute_count_when_they_are_more(visits: VisitCounter) -> None:
    visits.beat()
    visits.beat()
    assert queries.counts(0).online == 2
    visits.flush()
    visits.beat()
    assert queries.counts(0).online == 3


def test_old_signs_of_life_are_deleted(visits: VisitCounter, clock: Clock) -> None:
    visits.beat()
    visits.flush()
    clock.time += 10 * SLOT_SECONDS
    visits.beat()
    visits.flush()
    assert Beat.objects.count() == 1


def test_the_counts_take_one_query(visits: VisitCounter, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        queries.counts(0)


def test_the_tables_of_the_counter_have_no_room_for_a_visitor() -> None:
    assert {field.name for field in Visits._meta.get_fields()} == {"id", "counted"}
    assert {field.name for field in Beat._meta.get_fields()} == {"slot", "count"}
