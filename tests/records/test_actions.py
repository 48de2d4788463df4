"""An action writes one event at the end of the chain, or nothing at all."""

from datetime import UTC, datetime

import pytest

from nhiemky.organisation import actions
from nhiemky.organisation.models import Unit
from nhiemky.records import clock
from nhiemky.records.actions import action, action_on_each
from nhiemky.records.ledger import UnrecordedWriteError
from nhiemky.records.models import Event, Head
from tests import people


def test_an_action_writes_one_event_with_who_what_and_both_digests(db):
    unit = people.unit("board", "Ban Quản lý", Unit.Kind.BOARD)
    created = Event.objects.get()
    assert (created.sequence, created.actor, created.verb) == (1, "system:tests", "organisation.unit_created")
    assert created.subject == f"organisation.Unit:{unit.pk}"
    assert [(c["model"], c["before"]) for c in created.changes] == [("organisation.Unit", None)]

    unit.name = "Ban Quản lý các khu"
    actions.change_unit(people.CLOCKMAKER, unit)
    changed = Event.objects.get(sequence=2)
    assert changed.previous == created.digest
    assert changed.changes[0]["before"] == created.changes[0]["after"] != changed.changes[0]["after"]


def test_a_failing_action_leaves_neither_row_nor_event(db):
    @action("tests.failed")
    def fail(actor):
        Unit(code="x", name="X", kind=Unit.Kind.BOARD).save()
        raise ValueError

    with pytest.raises(ValueError):
        fail(people.CLOCKMAKER)
    assert not Unit.objects.exists()
    assert not Event.objects.exists()


def test_an_action_within_an_action_has_its_own_event(db):
    @action("tests.outer")
    def outer(actor):
        return people.unit("board", "Ban Quản lý", Unit.Kind.BOARD)

    outer(people.CLOCKMAKER)
    assert list(Event.objects.values_list("verb", flat=True)) == ["organisation.unit_created", "tests.outer"]


@pytest.mark.parametrize(
    "write",
    [
        lambda unit: unit.save(),
        lambda unit: unit.delete(),
        lambda unit: Unit.objects.update(name="Y"),
        lambda unit: Unit.objects.all().delete(),
        lambda unit: Unit.objects.bulk_create([Unit(code="y", name="Y")]),
        lambda unit: Unit.objects.bulk_update([unit], ["name"]),
    ],
)
def test_a_recorded_row_cannot_be_written_outside_an_action(db, write):
    unit = people.unit("board", "Ban Quản lý", Unit.Kind.BOARD)
    with pytest.raises(UnrecordedWriteError):
        write(unit)
    assert Unit.objects.get().name == "Ban Quản lý"


def named_units(whose):
    @action_on_each("tests.units_named", whose=whose)
    def name(actor, *names):
        return Unit.objects.bulk_create([Unit(code=each, name=each, kind=Unit.Kind.BOARD) for each in names])

    return name


def test_an_action_on_each_of_many_rows_chains_an_event_for_each(db):
    first, second = named_units(lambda unit: unit.pk)(people.CLOCKMAKER, "a", "b")
    events = list(Event.objects.order_by("sequence"))
    assert [each.subject for each in events] == [f"organisation.Unit:{first.pk}", f"organisation.Unit:{second.pk}"]
    assert [[change["pk"] for change in each.changes] for each in events] == [[str(first.pk)], [str(second.pk)]]
    assert (events[1].previous, Head.objects.get().digest) == (events[0].digest, events[1].digest)
    assert named_units(lambda unit: unit.pk)(people.CLOCKMAKER) == []
    assert Event.objects.count() == 2


def test_a_row_that_belongs_to_nothing_that_was_done_is_not_written(db):
    with pytest.raises(ValueError, match="belongs to no row"):
        named_units(lambda unit: None)(people.CLOCKMAKER, "a")
    assert not Unit.objects.exists()


def test_rows_are_changed_in_bulk_only_where_their_model_allows_it(db):
    @action("tests.renamed")
    def rename(actor, unit):
        Unit.objects.bulk_update([unit], ["name"])

    with pytest.raises(UnrecordedWriteError):
        rename(people.CLOCKMAKER, people.unit("board", "Ban Quản lý", Unit.Kind.BOARD))


def test_the_last_login_is_no_part_of_the_records(db):
    user = people.account(people.Role.CLERK, people.house().cell)
    events = Event.objects.count()
    user.last_login = datetime(2026, 1, 1, tzinfo=UTC)
    user.save(update_fields=["last_login"])
    assert Event.objects.count() == events


def test_the_clock_can_be_told_the_time(db):
    moment = datetime(2022, 6, 16, 8, 0, tzinfo=UTC)
    with clock.at(moment):
        people.unit("board", "Ban Quản lý", Unit.Kind.BOARD)
    assert Event.objects.get().at == moment
    assert Head.objects.get().sequence == 1
