"""A milestone is reached when a person says so with a day and a document; a correction leaves what was said before."""

import hashlib
from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import Model

from nhiemky.core.indicators.attainment import Status, assess
from nhiemky.core.problem import Refused
from nhiemky.records import clock
from nhiemky.records.frozen import FrozenError
from nhiemky.resolution import actions, queries
from nhiemky.resolution.models import MilestoneStatement
from tests.resolution import scenes

DUE = date(2022, 12, 31)
LATER = scenes.MOMENT + timedelta(days=300)


def state(office, target, day=DUE, **changes):
    told = {"reached": day is not None, "day": day, "document": "12-BC/CB", **changes}
    with clock.at(LATER):
        return actions.state_milestone(office.clerk, MilestoneStatement(target=target, **told))


def attained(target, as_of=date(2023, 4, 1)):
    stated = queries.statement_in_force(target)
    return assess(queries.goal(target), [queries.observed(stated)] if stated else [], as_of)


def codes(office, target, **changes):
    with pytest.raises(Refused) as refused:
        state(office, target, **changes)
    return [(found.code, found.place) for found in refused.value.problems]


def test_nobody_said_anything_so_nothing_is_known(office):
    target = scenes.milestone(office, DUE)
    assert attained(target, DUE).status is Status.NOT_YET_DUE
    assert attained(target).status is Status.NOT_ENOUGH_DATA


@pytest.mark.parametrize(
    ("day", "status"),
    [(DUE, Status.MET), (DUE + timedelta(days=1), Status.MISSED), (None, Status.MISSED)],
)
def test_what_is_stated_decides(office, day, status):
    target = scenes.milestone(office, DUE)
    state(office, target, day)
    assert attained(target).status is status
    assert attained(target).reached_on == day


def test_before_its_day_a_milestone_that_is_not_reached_is_not_due(office):
    target = scenes.milestone(office, date(2024, 12, 31))
    state(office, target, None)
    assert attained(target).status is Status.NOT_YET_DUE


def test_a_correction_follows_what_was_said_and_says_why(office):
    target = scenes.milestone(office, DUE)
    first = state(office, target)
    assert codes(office, target, day=None) == [("R12", "reason")]
    second = state(office, target, None, reason="mới nghiệm thu một phần")
    assert second.supersedes == first
    assert (first.stated_by, first.stated_at) == (office.clerk.actor_name, LATER)
    assert queries.statement_in_force(target) == second
    assert attained(target).status is Status.MISSED
    assert MilestoneStatement.objects.get(pk=first.pk).day == DUE


def test_what_is_stated_is_never_changed_or_removed_nor_said_twice_first(office):
    statement = state(office, scenes.milestone(office))
    with pytest.raises(FrozenError):
        statement.save()
    with pytest.raises(FrozenError):
        statement.delete()
    again = MilestoneStatement(target=statement.target, day=DUE, document="13-BC/CB", stated_at=LATER)
    with pytest.raises(IntegrityError), transaction.atomic():
        Model.save(again)


def test_a_statement_needs_its_day_and_its_document(office):
    target = scenes.milestone(office, DUE)
    assert codes(office, target, reached=True, day=None, document=" ") == [("R10", "day"), ("R11", "document")]
    assert codes(office, target, day=LATER.date() + timedelta(days=1)) == [("R10", "day")]
    assert state(office, target, reached=False).day is None


def test_a_file_is_kept_with_its_digest(office, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    state(office, scenes.milestone(office), file=ContentFile(b"%PDF-1.7", name="nghiem-thu.pdf"))
    stored = MilestoneStatement.objects.get()
    assert (stored.file.read(), stored.sha256) == (b"%PDF-1.7", hashlib.sha256(b"%PDF-1.7").hexdigest())


def test_only_milestones_of_an_adopted_resolution_are_stated(office):
    target = scenes.milestone(office)
    assert codes(office, target.resolution.targets.get(number=1)) == [("R09", "")]
    assert codes(office, scenes.drafted(office).targets.get(number=1)) == [("R06", "")]


def test_statements_of_many_targets_are_read_at_once_and_none_without_a_milestone(office, django_assert_num_queries):
    one = scenes.milestone(office)
    targets = list(one.resolution.targets.all())
    state(office, one)
    with django_assert_num_queries(1):
        assert list(queries.statements_in_force(targets)) == [one.pk]
    with django_assert_num_queries(0):
        assert queries.statements_in_force([targets[0]]) == {}
