from datetime import timedelta

import pytest

from nhiemky.congress import actions, queries
from nhiemky.congress.models import Paper
from nhiemky.core.problem import Refused
from nhiemky.records import clock
from tests import people
from tests.congress import scenes


def paper(hall, congress, place=0) -> Paper:
    return actions.save_paper(
        hall.clerk, Paper(congress=congress, title=f"Tham luận {place}", member=hall.members[place], minutes=8)
    )


def test_a_paper_bears_the_name_of_its_convened_speaker(hall):
    congress = scenes.convened(hall)
    assert paper(hall, congress).speaker == hall.members[0].full_name
    stranger = people.member(hall.house.other_cell, "Ngô Thị Khác")
    with pytest.raises(Refused) as refused:
        actions.save_paper(hall.clerk, Paper(congress=congress, title="Khác", member=stranger))
    assert refused.value.problems[0].code == "C610"


def test_who_has_not_spoken_speaks_before_who_has(hall):
    congress = scenes.in_session(hall)
    first, second = hall.members[0], hall.members[1]
    actions.ask_to_speak(hall.clerk, congress, member=first)
    assert actions.give_floor(hall.presidium, congress).member == first
    actions.ask_to_speak(hall.clerk, congress, member=first)
    actions.ask_to_speak(hall.clerk, congress, member=second)
    assert [row.member for row in queries.waiting(queries.speeches(congress))] == [second, first]
    assert actions.give_floor(hall.presidium, congress).member == second


def test_a_finished_turn_puts_the_speaker_behind_those_who_have_not_spoken(hall):
    congress = scenes.in_session(hall)
    first, second = hall.members[0], hall.members[1]
    actions.ask_to_speak(hall.clerk, congress, member=first)
    actions.give_floor(hall.presidium, congress)
    actions.end_turn(hall.presidium, congress)
    actions.ask_to_speak(hall.clerk, congress, member=first)
    actions.ask_to_speak(hall.clerk, congress, member=second)
    assert [row.member for row in queries.waiting(queries.speeches(congress))] == [second, first]


def test_the_clock_runs_down_and_over(hall):
    congress = scenes.in_session(hall)
    actions.ask_to_speak(hall.clerk, congress, paper=paper(hall, congress))
    speech = actions.give_floor(hall.presidium, congress)
    with clock.at(scenes.MOMENT + timedelta(minutes=10)):
        assert queries.time_left(speech) == timedelta(minutes=-2)


def test_the_floor_goes_on_to_the_next_and_ends_the_running_speech(hall):
    congress = scenes.in_session(hall)
    for member in hall.members[:2]:
        actions.ask_to_speak(hall.clerk, congress, member=member)
    running = actions.give_floor(hall.presidium, congress)
    with clock.at(scenes.MOMENT + timedelta(minutes=3)):
        actions.give_floor(hall.presidium, congress)
    running.refresh_from_db()
    assert running.ended_at - running.started_at == timedelta(minutes=3)


def test_nobody_waits_twice_and_nobody_is_called_from_an_empty_queue(hall):
    congress = scenes.in_session(hall)
    with pytest.raises(Refused) as refused:
        actions.give_floor(hall.presidium, congress)
    assert refused.value.problems[0].code == "C505"
    with pytest.raises(Refused) as refused:
        actions.end_turn(hall.presidium, congress)
    assert refused.value.problems[0].code == "C504"
    actions.ask_to_speak(hall.clerk, congress, guest="Bùi Văn Trên")
    with pytest.raises(Refused) as refused:
        actions.ask_to_speak(hall.clerk, congress, guest=" Bùi  Văn Trên ")
    assert refused.value.problems[0].code == "C501"


def test_a_withdrawn_speaker_can_ask_again_with_the_same_paper(hall):
    congress = scenes.in_session(hall)
    prepared = paper(hall, congress)
    speech = actions.ask_to_speak(hall.clerk, congress, paper=prepared)
    actions.withdraw_speaker(hall.clerk, speech)
    assert queries.speeches(congress) == []
    again = actions.ask_to_speak(hall.clerk, congress, paper=prepared)
    actions.give_floor(hall.presidium, congress)
    again.refresh_from_db()
    with pytest.raises(Refused) as refused:
        actions.withdraw_speaker(hall.clerk, again)
    assert refused.value.problems[0].code == "C616"
