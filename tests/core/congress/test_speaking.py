from datetime import UTC, datetime, timedelta

from nhiemky.core.congress.speaking import Speaker, SpeakersList, Turn
from nhiemky.core.problem import Problem

START = datetime(2022, 6, 16, 9, 0, tzinfo=UTC)
AN, BINH, CUC = Speaker("a", "Lê An"), Speaker("b", "Vũ Bình"), Speaker("c", "Đỗ Cúc")


def at(minutes: int) -> datetime:
    return START + timedelta(minutes=minutes)


def listed(*speakers: Speaker) -> SpeakersList:
    return SpeakersList(waiting=speakers)


def code(result: SpeakersList | Problem) -> str:
    assert isinstance(result, Problem)
    return result.code


def test_speakers_speak_in_the_order_they_asked():
    speaking = SpeakersList()
    for speaker in (BINH, AN):
        asked = speaking.ask(speaker)
        assert isinstance(asked, SpeakersList)
        speaking = asked
    assert speaking.order() == (BINH, AN)


def test_a_turn_is_timed_and_noted():
    speaking = listed(AN, BINH).give_floor(at(0))
    assert isinstance(speaking, SpeakersList)
    assert speaking.on_floor is not None
    assert speaking.on_floor[0] == AN
    assert speaking.waiting == (BINH,)
    ended = speaking.end_turn(at(7))
    assert isinstance(ended, SpeakersList)
    assert ended.turns == (Turn(AN, timedelta(minutes=7)),)
    assert ended.on_floor is None


def test_those_who_have_not_spoken_go_before_those_who_have():
    speaking = SpeakersList(waiting=(AN, BINH), turns=(Turn(AN, timedelta(minutes=3)),))
    assert speaking.order() == (BINH, AN)
    assert SpeakersList(waiting=(AN, BINH, CUC), turns=speaking.turns * 2).order() == (BINH, CUC, AN)


def test_the_time_of_a_person_is_the_sum_of_the_turns():
    turns = (Turn(AN, timedelta(minutes=3)), Turn(BINH, timedelta(minutes=9)), Turn(AN, timedelta(minutes=2)))
    assert SpeakersList(turns=turns).time_used("a") == timedelta(minutes=5)
    assert SpeakersList(turns=turns).time_used("c") == timedelta()


def test_withdrawing_leaves_the_others_waiting():
    assert listed(AN, BINH).withdraw(AN) == listed(BINH)


def test_steps_that_make_no_sense_are_refused():
    speaking = listed(AN, BINH).give_floor(at(0))
    assert isinstance(speaking, SpeakersList)
    assert code(listed(AN).ask(AN)) == "C501"
    assert code(listed(AN).withdraw(BINH)) == "C502"
    assert code(speaking.give_floor(at(1))) == "C503"
    assert code(SpeakersList().end_turn(at(1))) == "C504"
    assert code(SpeakersList().give_floor(at(1))) == "C505"
