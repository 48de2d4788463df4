"""The log is read newest first, narrowed by who, what and when, and page by page."""

from datetime import UTC, date, datetime

from nhiemky.organisation.models import Unit
from nhiemky.records import clock, queries
from nhiemky.records.actions import System, looked
from nhiemky.records.queries import Wanted
from tests import people


def sequences(**wanted):
    return [event.sequence for event in queries.events(Wanted(**wanted))]


def test_events_are_narrowed_by_actor_verb_subject_and_day(db):
    # 18:00 UTC is already the next day in the office.
    with clock.at(datetime(2022, 6, 15, 18, 0, tzinfo=UTC)):
        unit = people.unit("board", "Ban Quản lý", Unit.Kind.BOARD)
    with clock.at(datetime(2022, 6, 17, 2, 0, tzinfo=UTC)):
        looked(System("auditor"), unit, "x")
    assert sequences() == [2, 1]
    assert sequences(actor="AUDIT") == [2]
    assert sequences(verb="organisation.unit_created") == [1]
    assert sequences(subject=f"organisation.Unit:{unit.pk}") == [2, 1]
    assert sequences(since=date(2022, 6, 16), until=date(2022, 6, 16)) == [1]
    assert sequences(since=date(2022, 6, 17)) == [2]
    assert queries.verbs() == ["organisation.unit_created", "records.looked"]


def test_pages_join_without_gap_or_overlap(db):
    for place in range(queries.PAGE_LENGTH + 1):
        looked(people.CLOCKMAKER, None, str(place))
    first, following = queries.page(queries.events(Wanted()), None)
    last, none = queries.page(queries.events(Wanted()), following)
    assert (len(first), following, len(last), none) == (queries.PAGE_LENGTH, 2, 1, None)
    assert [event.sequence for event in first + last] == list(range(queries.PAGE_LENGTH + 1, 0, -1))
