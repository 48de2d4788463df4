"""The text is written and amended while it is a draft; what is wrong is refused with its reason."""

from datetime import date
from decimal import Decimal

import pytest

from nhiemky.core.problem import Refused
from nhiemky.resolution import actions, queries
from nhiemky.resolution.models import Amendment, Direction, Shape, Target, Task
from tests.resolution import scenes


def codes(refused):
    return [(found.code) for found in refused.value.problems]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name_en": " "}, "T01"),
        ({"value": None}, "A01"),
        ({"upper": Decimal(30)}, "A02"),
        ({"direction": Direction.RANGE, "upper": Decimal(10)}, "A02"),
        ({"shape": Shape.MILESTONE}, "A03"),
        ({"wording": "Thu hút ít nhất 21 dự án"}, "R01"),
        ({"period_end": date(2021, 1, 1)}, "R02"),
        ({"unit": ""}, "R03"),
        ({"indicator": "new_project"}, "T04"),
        ({"unit": "VND"}, "T05"),
    ],
)
def test_a_target_that_cannot_be_is_refused(office, changes, code):
    resolution = scenes.resolution(office)
    with pytest.raises(Refused) as refused:
        actions.set_target(office.clerk, scenes.target(resolution, **changes))
    assert code in codes(refused)
    assert not Target.objects.exists()


def test_a_target_is_worded_from_its_fields_in_both_languages(office):
    target = actions.set_target(office.clerk, scenes.target(scenes.resolution(office)))
    assert queries.sentence(target, "vi") == "Dự án cấp mới: cả giai đoạn từ 20 dự án trở lên"
    assert queries.sentence(target, "en") == "New projects: at least 20 projects over the period"


def test_an_own_wording_with_the_value_stands_in_vietnamese_only(office):
    words = "Thu hút ít nhất 20 dự án mới"
    target = actions.set_target(office.clerk, scenes.target(scenes.resolution(office), wording=words))
    assert queries.sentence(target, "vi") == words
    assert queries.sentence(target, "en").startswith("New projects")


def test_the_other_baselines_of_a_target_are_replaced_with_it(office):
    resolution = scenes.resolution(office)
    target = actions.set_target(office.clerk, scenes.target(resolution), {"yearly_plan": Decimal(15)})
    actions.set_target(office.clerk, target, {"superior": Decimal(18)})
    assert [(row.baseline, row.value) for row in target.baselines.all()] == [("superior", Decimal(18))]


def test_removing_a_target_or_a_task_moves_up_those_after_it(office):
    resolution = scenes.drafted(office, targets=3, tasks=3)
    actions.remove_target(office.clerk, resolution.targets.get(number=1))
    actions.remove_task(office.clerk, resolution.tasks.get(number=2))
    assert [row.number for row in queries.targets_of(resolution)] == [1, 2]
    assert [row.number for row in queries.tasks_of(resolution)] == [1, 2]


def test_the_lead_unit_cannot_help_itself(office):
    resolution = scenes.resolution(office)
    with pytest.raises(Refused) as refused:
        actions.set_task(office.clerk, scenes.task(resolution), [resolution.unit])
    assert codes(refused) == ["T12"]
    assert not Task.objects.exists()


def amendment(resolution, votes_for, old="báo cáo", **changes):
    fields = {"votes_against": 28 - votes_for, "abstained": 0, "present": 28, "base": 28, **changes}
    return Amendment(
        resolution=resolution,
        field="preamble",
        old=old,
        new="các báo cáo",
        proposer="Trần A",
        votes_for=votes_for,
        **fields,
    )


def test_an_amendment_that_carries_changes_the_words_and_one_that_is_lost_does_not(office):
    resolution = scenes.resolution(office)
    lost = actions.amend(office.clerk, amendment(resolution, 14))
    assert (lost.carried, resolution.preamble) == (False, "Đại hội đã nghe báo cáo và thảo luận.")
    carried = actions.amend(office.clerk, amendment(resolution, 15))
    assert (carried.carried, resolution.preamble) == (True, "Đại hội đã nghe các báo cáo và thảo luận.")


@pytest.mark.parametrize(("changes", "code"), [({"old": "không có chữ này"}, "N05"), ({"present": 20}, "N03")])
def test_an_amendment_that_cannot_be_is_refused(office, changes, code):
    with pytest.raises(Refused) as refused:
        actions.amend(office.clerk, amendment(scenes.resolution(office), 15, **changes))
    assert codes(refused) == [code]


def test_nothing_is_written_into_a_text_that_is_put_to_the_vote(office):
    resolution = actions.put_to_vote(office.clerk, scenes.drafted(office))
    target, task = resolution.targets.first(), resolution.tasks.first()
    target.resolution = task.resolution = resolution
    for write in (
        lambda: actions.draft(office.clerk, resolution),
        lambda: actions.set_target(office.clerk, target),
        lambda: actions.remove_target(office.clerk, target),
        lambda: actions.set_task(office.clerk, task),
        lambda: actions.remove_task(office.clerk, task),
    ):
        with pytest.raises(Refused) as refused:
            write()
        assert codes(refused) == ["R07"]
