"""What the hall sees, who may open its address, and how one process serves many browsers."""

import asyncio

import pytest
from django.urls import reverse

from nhiemky.congress import actions
from nhiemky.congress.models import Convened
from nhiemky.elections import actions as elections
from nhiemky.elections.models import Candidate, Office
from nhiemky.organisation.models import Role
from nhiemky.screens import broadcast as broadcasting
from nhiemky.screens.actions import open_screen, renew_key
from nhiemky.screens.broadcast import Broadcast
from nhiemky.screens.content import Frame, Reader, board, frame
from nhiemky.screens.models import Screen
from tests import people
from tests.congress import scenes
from tests.elections import ballots
from tests.elections.actions import test_secretary
from tests.elections.scenes import NAMES


def at_the_election(hall):
    congress = scenes.in_session(hall)
    actions.start_item(hall.presidium, scenes.item(congress, "elect_committee"))
    return congress


def test_nothing_of_a_count_is_seen_before_it_is_declared(hall):
    congress = at_the_election(hall)
    election = scenes.counted(hall, congress)
    before = frame(congress, "vi").html
    assert [name for name in NAMES if name in before] == []
    assert "<td" not in before
    scenes.ballots.declare(hall, election)
    after = frame(congress, "vi").html
    assert [name for name in NAMES if name not in after] == []
    assert "96,43%" in after
    assert after.count('class="elected"') == 5


def test_nothing_of_a_count_made_ballot_by_ballot_is_seen_before_it_is_declared(hall):
    congress = at_the_election(hall)
    election = scenes.counted(hall, congress)
    elections.recount(hall.presidium, election, issued=28, returned=28, reason="Kiểm từng phiếu")
    read = Reader(open_screen(hall.clerk, congress).key, "vi")
    ballots.record(hall, election)
    assert [name for name in NAMES if name in read().html] == []
    assert "<td" not in read().html
    scenes.ballots.declare(hall, election)
    assert read().html.count('class="elected"') == 5
    assert "96,43%" in read().html


def test_after_the_last_round_the_screen_announces_no_other(hall):
    congress = scenes.in_session(hall)
    scenes.declared(hall, congress)
    item = scenes.item(congress, "elect_secretary")
    election = actions.create_election(hall.clerk, congress, office=Office.SECRETARY, seats=1, item=item)
    elections.enter_candidate(hall.clerk, Candidate(election=election, member=hall.member("Lê Văn An")))
    declaration = test_secretary.vote(hall, election, 14)
    for _ in range(2):
        declaration = test_secretary.vote(hall, elections.open_next_round(hall.clerk, declaration), 14)
    actions.start_item(hall.presidium, item)
    html = frame(congress, "en").html
    assert html.count("Another round is needed") == 2
    assert html.count("the superior committee appoints one") == 1


def test_the_screen_shows_item_quorum_speaker_and_vote(hall):
    congress = scenes.in_session(hall)
    actions.start_item(hall.presidium, scenes.item(congress, "discussion"))
    scenes.vote(hall, congress, "discussion", agree=20, disagree=5)
    html = frame(congress, "vi").html
    for wanted in ("Thảo luận, tham luận", "28/28", ">20<", ">5<", ">3<", "thông qua", "Góp ý dự thảo"):
        assert wanted in html
    actions.ask_to_speak(hall.clerk, congress, member=hall.members[0])
    actions.give_floor(hall.presidium, congress)
    html = frame(congress, "vi").html
    assert hall.members[0].full_name in html
    assert f'data-started="{int(scenes.MOMENT.timestamp())}"' in html


def test_no_name_of_the_roll_is_on_the_screen(hall):
    congress = scenes.convened(hall)
    actions.mark_rest(hall.clerk, congress, Convened.Attendance.PRESENT)
    html = frame(congress, "vi").html
    assert [member.full_name for member in hall.members if member.full_name in html] == []


def test_a_closed_congress_shows_who_was_elected_and_what_was_adopted(hall):
    html = frame(scenes.closed(hall), "en").html
    assert "The congress is closed" in html
    assert "Lê Văn An" in html
    assert "Hoàng Thị Yến" not in html
    assert "Adopted: Nghị quyết" in html


def test_a_hostile_name_is_text_on_the_screen(hall):
    congress = scenes.in_session(hall)
    actions.ask_to_speak(hall.clerk, congress, guest="<img src=x onerror=alert(1)>")
    actions.give_floor(hall.presidium, congress)
    assert "<img" not in frame(congress, "vi").html


def test_the_same_facts_give_the_same_digest_and_each_language_its_own(hall):
    congress = scenes.in_session(hall)
    assert frame(congress, "vi") == frame(congress, "vi")
    assert frame(congress, "vi").digest != frame(congress, "en").digest


def test_the_board_is_read_in_as_many_queries_after_three_votes_as_after_one(hall, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    congress = at_the_election(hall)
    scenes.declared(hall, congress)
    with CaptureQueriesContext(connection) as one:
        board(congress)
    for _ in range(3):
        scenes.vote(hall, congress, "elect_committee")
    with django_assert_num_queries(len(one)):
        board(congress)


def test_the_reader_reads_again_only_after_an_action(hall, django_assert_num_queries):
    congress = scenes.in_session(hall)
    read = Reader(open_screen(hall.clerk, congress).key, "vi")
    first = read()
    with django_assert_num_queries(1):
        assert read() is first
    actions.start_item(hall.presidium, scenes.item(congress, "opening"))
    assert "Tuyên bố lý do" in read().html


def test_a_renewed_key_shuts_the_old_address(hall, client):
    congress = scenes.in_session(hall)
    screen = open_screen(hall.clerk, congress)
    old = screen.key
    read = Reader(old, "vi")
    assert client.get(reverse("screens:screen", args=[old])).status_code == 200
    assert read() is not None
    renew_key(hall.clerk, screen)
    assert read() is None
    assert client.get(reverse("screens:screen", args=[old])).status_code == 404
    assert client.get(reverse("screens:stream", args=[old])).status_code == 404


def test_keys_cannot_be_guessed_and_a_congress_has_one_screen(hall):
    congress = scenes.prepared(hall)
    screen = open_screen(hall.clerk, congress)
    assert len(screen.key) == 32
    assert open_screen(hall.clerk, congress) == screen
    renew_key(hall.clerk, screen)
    assert Screen.objects.get().key != people.account(Role.MEMBER, hall.house.cell).username


def test_the_screen_needs_no_log_in_speaks_its_addresss_language_and_refreshes_without_script(hall, client):
    key = open_screen(hall.clerk, scenes.in_session(hall)).key
    page = client.get(reverse("screens:screen", args=[key]), headers={"accept-language": "en"}).content.decode()
    assert 'lang="vi"' in page
    assert "đủ số người dự" in page
    assert '<noscript><meta http-equiv="refresh"' in page
    english = client.get(reverse("screens:screen_english", args=[key])).content.decode()
    assert "quorum reached" in english


def test_the_clerk_opens_and_renews_the_screen_and_the_presidium_only_sees_its_address(hall, client):
    congress = scenes.in_session(hall)
    client.force_login(hall.clerk)
    client.post(reverse("screens:open", args=[congress.pk]))
    key = Screen.objects.get().key
    client.post(reverse("screens:renew", args=[congress.pk]))
    assert Screen.objects.get().key != key
    client.force_login(hall.presidium)
    page = client.get(reverse("screens:control", args=[congress.pk])).content.decode()
    assert Screen.objects.get().key in page
    assert client.post(reverse("screens:renew", args=[congress.pk])).status_code == 403


def test_a_stream_is_only_read(hall, client):
    key = open_screen(hall.clerk, scenes.in_session(hall)).key
    assert client.post(reverse("screens:stream", args=[key])).status_code == 405


class Source:
    """What the poller reads, changed by hand."""

    def __init__(self) -> None:
        self.frame: Frame | None = Frame("<p>1</p>", "1")
        self.reads = 0

    async def __call__(self) -> Frame | None:
        self.reads += 1
        return self.frame


def test_one_poller_serves_all_listeners_and_stops_with_the_last():
    async def story() -> None:
        source = Source()
        sent = Broadcast(source, poll_seconds=0.001)
        first, second = sent.listen(), sent.listen()
        assert [(await anext(first)).digest, (await anext(second)).digest] == ["1", "1"]
        source.frame = Frame("<p>2</p>", "2")
        assert [(await anext(first)).digest, (await anext(second)).digest] == ["2", "2"]
        await first.aclose()
        assert sent.polling
        await second.aclose()
        assert not sent.polling
        assert sent.listeners == set()
        reads = source.reads
        await asyncio.sleep(0.02)
        assert source.reads == reads

    asyncio.run(story())


def test_a_browser_that_comes_back_gets_only_what_it_has_not_seen():
    async def story() -> None:
        source = Source()
        sent = Broadcast(source, poll_seconds=0.001)
        back = sent.listen(seen="1", heartbeat=0.01)
        assert await anext(back) is None, "a heartbeat, not the picture it has"
        source.frame = Frame("<p>2</p>", "2")
        while (found := await anext(back)) is None:
            pass
        assert found.digest == "2"
        await back.aclose()

    asyncio.run(story())


def test_a_slow_browser_skips_to_the_newest_picture():
    async def story() -> None:
        source = Source()
        sent = Broadcast(source, poll_seconds=0.001)
        quick, slow = sent.listen(), sent.listen()
        await anext(quick)
        await anext(slow)
        for number in ("2", "3"):
            source.frame = Frame(number, number)
            await anext(quick)
        assert (await anext(slow)).digest == "3"
        await quick.aclose()
        await slow.aclose()

    asyncio.run(story())


def test_a_browser_that_takes_nothing_is_let_go_and_the_poller_with_it(monkeypatch):
    monkeypatch.setattr(broadcasting, "SLOW_SECONDS", 0)

    async def story() -> None:
        source = Source()
        sent = Broadcast(source, poll_seconds=0.001)
        stuck = sent.listen()
        await anext(stuck)
        source.frame = Frame("<p>2</p>", "2")
        while sent.polling:
            await asyncio.sleep(0.001)
        assert sent.listeners == set()
        with pytest.raises(StopAsyncIteration):
            await anext(stuck)

    asyncio.run(story())


def test_all_streams_end_when_the_key_is_renewed():
    async def story() -> None:
        source = Source()
        sent = Broadcast(source, poll_seconds=0.001)
        listening = sent.listen()
        await anext(listening)
        source.frame = None
        with pytest.raises(StopAsyncIteration):
            while True:
                await anext(listening)
        assert not sent.polling

    asyncio.run(story())


def test_the_poller_outlives_a_database_that_is_away_for_a_moment():
    from django.db import OperationalError

    async def story() -> None:
        calls = iter([OperationalError("locked"), Frame("1", "1")])

        async def read() -> Frame | None:
            found = next(calls, Frame("1", "1"))
            if isinstance(found, Exception):
                raise found
            return found

        listening = Broadcast(read, poll_seconds=0.001).listen()
        assert (await anext(listening)).digest == "1"
        await listening.aclose()

    asyncio.run(story())
