from datetime import timedelta

from nhiemky.congress import actions, queries
from nhiemky.congress.models import AgendaItem, Convened
from nhiemky.core.congress.states import CongressAction, Need
from nhiemky.organisation.actions import change_status
from nhiemky.organisation.models import MemberStatus
from tests.congress import scenes


def test_a_member_on_temporary_activity_elsewhere_is_left_out_unless_present(hall):
    change_status(hall.clerk, hall.members[0], MemberStatus.Status.TEMPORARY, scenes.DAY)
    congress = scenes.convened(hall)
    assert queries.excluded_counts(queries.base_of(congress)) == {"temporary_elsewhere": 1}
    row = congress.convened.select_related("congress__term").get(member=hall.members[0])
    actions.mark(hall.clerk, row, Convened.Attendance.PRESENT)
    assert queries.excluded_counts(queries.base_of(congress)) == {}


def test_the_steps_show_what_is_there_and_what_is_missing(hall):
    congress = scenes.prepared(hall)
    assert queries.steps(congress) == [
        (
            CongressAction.CONVENE,
            [(Need.DATE_AND_PLACE, True), (Need.AGENDA, True), (Need.CONVENED_LIST, False)],
        )
    ]


def test_a_closed_congress_has_no_further_step(hall):
    assert queries.steps(scenes.closed(hall)) == []


def test_planned_starts_follow_from_the_minutes(hall):
    congress = scenes.prepared(hall)
    (_, first), (_, second), *_ = queries.planned(queries.items(congress), scenes.MOMENT)
    assert (first, second - first) == (scenes.MOMENT, timedelta(minutes=5))


def test_what_follows_is_the_next_item_after_the_last_that_began(hall):
    congress = scenes.in_session(hall)
    assert queries.following(queries.items(congress)).code == "flag_salute"
    actions.start_item(hall.clerk, scenes.item(congress, "discussion"))
    assert queries.following(queries.items(congress)).code == "superior_drafts"
    last = queries.items(congress)[-1]
    actions.start_item(hall.clerk, last)
    assert queries.following(queries.items(congress)) is None


def test_the_resolution_counts_as_voted_only_under_its_item(hall):
    congress = scenes.in_session(hall)
    scenes.vote(hall, congress, "programme")
    assert Need.RESOLUTION_VOTED not in queries.needs_met(congress)
    scenes.vote(hall, congress, "resolution")
    assert Need.RESOLUTION_VOTED in queries.needs_met(congress)


def test_an_unlawful_order_is_named(hall):
    items = [
        AgendaItem(code="elect_secretary", kind="election", title="Bầu bí thư", minutes=5),
        AgendaItem(code="elect_committee", kind="election", title="Bầu chi ủy", minutes=5),
    ]
    assert [found.code for found in queries.agenda_problems(items)] == ["C201"]


def test_the_results_of_a_whole_congress_are_read_in_a_fixed_number_of_queries(hall, django_assert_max_num_queries):
    congress = scenes.closed(hall)
    with django_assert_max_num_queries(4):
        results = queries.declarations(queries.elections(congress))
    assert [row.facts["minutes"]["outcome"] for row in results] == ["elected"]
