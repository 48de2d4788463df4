import pytest

from nhiemky.congress import actions, queries
from nhiemky.congress.models import AgendaItem, Congress, Convened
from nhiemky.core.congress.agendas import agenda_templates
from nhiemky.core.problem import Refused
from nhiemky.organisation.actions import change_status
from nhiemky.organisation.models import MemberStatus
from tests import people
from tests.congress import scenes


def codes(refused) -> list[str]:
    return [found.code for found in refused.value.problems]


def test_a_new_congress_has_the_agenda_of_the_template_and_the_unit_of_its_term(hall):
    congress = scenes.prepared(hall)
    assert congress.unit == hall.house.cell
    assert [item.code for item in queries.items(congress)] == [item.code for item in agenda_templates()["cell"].items]


def test_facts_change_while_it_is_prepared_and_no_longer_once_convened(hall):
    congress = scenes.prepared(hall)
    congress.place = "Hội trường tầng 2"
    actions.prepare(hall.clerk, congress)
    assert Congress.objects.get().place == "Hội trường tầng 2"
    assert congress.items.count() == len(agenda_templates()["cell"].items)
    with pytest.raises(Refused) as refused:
        actions.prepare(hall.clerk, scenes.convened_again(hall, congress))
    assert codes(refused) == ["C615"]


def test_an_item_moves_where_the_order_stays_lawful(hall):
    congress = scenes.prepared(hall)
    item = scenes.item(congress, "review_report")
    actions.move_item(hall.clerk, item, item.position - 1)
    order = [row.code for row in queries.items(congress)]
    assert order.index("review_report") == order.index("political_report") - 1
    assert [row.position for row in queries.items(congress)] == list(range(1, len(order) + 1))


def test_an_item_never_moves_before_what_it_must_follow(hall):
    congress = scenes.prepared(hall)
    with pytest.raises(Refused) as refused:
        actions.move_item(hall.clerk, scenes.item(congress, "elect_secretary"), 1)
    assert codes(refused) == ["C201"]
    assert "Bầu chi ủy" in refused.value.problems[0].sentence("vi")
    assert queries.agenda_problems(queries.items(congress)) == ()


def test_no_item_moves_over_the_edge_or_over_what_has_begun(hall):
    congress = scenes.in_session(hall)
    actions.start_item(hall.clerk, scenes.item(congress, "flag_salute"))
    with pytest.raises(Refused) as refused:
        actions.move_item(hall.clerk, scenes.item(congress, "closing_salute"), 99)
    assert codes(refused) == ["C204"]
    with pytest.raises(Refused) as refused:
        actions.move_item(hall.clerk, scenes.item(congress, "opening"), 1)
    assert codes(refused) == ["C604"]


def test_items_of_ones_own_stand_at_the_end_with_codes_of_their_own(hall):
    congress = scenes.prepared(hall)
    for _ in range(2):
        item = AgendaItem(congress=congress, kind=AgendaItem.Kind.CEREMONY, title="Đại biểu tặng hoa", minutes=5)
        actions.save_item(hall.clerk, item)
    last = queries.items(congress)[-2:]
    assert [item.code for item in last] == ["dai-bieu-tang-hoa-1", "dai-bieu-tang-hoa-2"]
    actions.remove_item(hall.clerk, last[1])
    assert queries.items(congress)[-1] == last[0]


def test_the_roll_holds_the_members_and_statuses_of_the_day(hall):
    change_status(hall.clerk, hall.members[7], MemberStatus.Status.SUSPENDED, scenes.DAY)
    probationary = people.member(hall.house.cell, "Ngô Thị Dự", MemberStatus.Status.PROBATIONARY)
    people.member(hall.house.other_cell, "Ngô Thị Khác")
    congress = scenes.prepared(hall)
    rows = actions.draw_up_roll(hall.clerk, congress)
    assert len(rows) == 29
    statuses = dict(congress.convened.values_list("member", "status"))
    assert statuses[hall.members[7].pk] == "suspended"
    assert statuses[probationary.pk] == "probationary"
    base = queries.base_of(congress)
    assert (base.convened, base.size) == (28, 27)
    assert queries.excluded_counts(base) == {"suspended": 1}


def test_the_roll_needs_a_day_and_is_drawn_up_only_before_the_session(hall):
    congress = scenes.prepared(hall, held_on=None)
    with pytest.raises(Refused) as refused:
        actions.draw_up_roll(hall.clerk, congress)
    assert codes(refused) == ["C602"]


def test_the_roll_drawn_up_anew_replaces_the_one_before(hall):
    congress = scenes.prepared(hall)
    actions.draw_up_roll(hall.clerk, congress)
    people.member(hall.house.cell, "Ngô Thị Mới")
    actions.draw_up_roll(hall.clerk, congress)
    assert Convened.objects.count() == 29
    actions.move_on(hall.clerk, congress, scenes.CongressAction.CONVENE)
    actions.mark_rest(hall.clerk, congress, Convened.Attendance.PRESENT)
    actions.move_on(hall.clerk, congress, scenes.CongressAction.OPEN)
    with pytest.raises(Refused) as refused:
        actions.draw_up_roll(hall.clerk, congress)
    assert codes(refused) == ["C601"]


def test_a_lesson_is_written_after_the_close_too(hall):
    congress = scenes.closed(hall)
    lesson = actions.write_lesson(hall.clerk, scenes.item(congress, "discussion"), " Cần thêm 15 phút. ")
    assert lesson.text == "Cần thêm 15 phút."


def test_another_cell_takes_the_agenda_of_a_closed_pilot_congress(hall):
    pilot = scenes.in_session(hall)
    actions.remove_item(hall.clerk, scenes.item(pilot, "elect_delegates"))
    other = scenes.other_congress(hall)
    with pytest.raises(Refused) as refused:
        actions.copy_agenda(hall.clerk, other, pilot)
    assert codes(refused) == ["C614"]
    scenes.vote(hall, pilot, "resolution")
    actions.move_on(hall.presidium, pilot, scenes.CongressAction.CLOSE)
    actions.copy_agenda(hall.clerk, other, pilot)
    assert [row.code for row in queries.items(other)] == [row.code for row in queries.items(pilot)]
    assert all(row.started_at is None for row in queries.items(other))
