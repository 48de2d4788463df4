"""Mixing: what it needs, what it makes, what it leaves behind."""

import pytest

from nhiemky.ballots import actions
from nhiemky.ballots.models import Ballot, HandKeying, Page, Question, State, Upload
from nhiemky.ballots.queries import passed_over, progress
from nhiemky.core.problem import Refused
from tests.ballots import scenes


def codes(caught):
    return [problem.code for problem in caught.value.problems]


def test_mixing_makes_one_ballot_of_each_page_and_asks_about_the_doubtful_marks(hall):
    batch = scenes.mixed(hall, "x-----", "-x----", "--?--d")
    assert batch.state == State.COUNTING
    assert sorted(batch.ballots.values_list("place", flat=True)) == [1, 2, 3]
    asked = Question.objects.filter(ballot=scenes.ballot(batch, "--?--d"))
    assert [(each.candidate, each.ink, each.reasons) for each in asked.order_by("candidate")] == [
        (2, "underline", ["unsure_mark"]),
        (5, "faint", ["methods_differ"]),
    ]
    assert Question.objects.count() == 2


def test_mixing_forgets_every_page(hall):
    scenes.mixed(hall, "x-----", "-x----", "xx----")
    assert not Page.objects.exists()
    assert not Upload.objects.exists()
    assert not HandKeying.objects.exists()


def test_an_empty_batch_is_not_mixed(hall):
    batch = scenes.batch(hall, 0)
    with pytest.raises(Refused) as caught:
        actions.mix(hall.tellers[0], batch)
    assert codes(caught) == ["B626"]


def test_a_page_that_is_not_read_yet_keeps_the_batch(hall):
    batch = scenes.batch(hall, 1)
    (page,) = scenes.scanned(batch, "x-----")
    Page.objects.filter(pk=page.pk).update(status="")
    with pytest.raises(Refused) as caught:
        actions.mix(hall.tellers[0], batch)
    assert codes(caught) == ["B620"]


def test_a_refused_page_must_be_dealt_with(hall):
    batch = scenes.batch(hall, 1)
    scenes.scanned(batch, "x-----", "missing_marker")
    with pytest.raises(Refused) as caught:
        actions.mix(hall.tellers[0], batch)
    assert codes(caught) == ["B621"]


def test_a_page_set_aside_with_a_reason_no_longer_counts(hall):
    batch = scenes.batch(hall, 1)
    _ballot, cover = scenes.scanned(batch, "x-----", "not_our_form")
    with pytest.raises(Refused) as caught:
        actions.set_aside(hall.tellers[0], batch, [cover], " ")
    assert codes(caught) == ["B617"]
    actions.set_aside(hall.tellers[0], batch, [cover], "tờ bìa")
    assert len(actions.mix(hall.tellers[0], batch)) == 1


def test_blank_pages_need_nobody(hall):
    batch = scenes.batch(hall, 1)
    scenes.scanned(batch, "x-----", "blank_page")
    assert progress(batch).for_hands == 0
    assert passed_over(batch).count() == 1
    assert len(actions.mix(hall.tellers[0], batch)) == 1


def test_the_same_picture_counts_once(hall):
    batch = scenes.batch(hall, 1)
    first, again = scenes.scanned(batch, "x-----", "x-----")
    Page.objects.filter(pk=again.pk).update(sha256=first.sha256)
    assert len(actions.mix(hall.tellers[0], batch)) == 1


@pytest.mark.parametrize("returned", [1, 3])
def test_there_are_as_many_ballots_as_were_returned(hall, returned):
    batch = scenes.batch(hall, returned)
    scenes.scanned(batch, "x-----", "-x----")
    with pytest.raises(Refused) as caught:
        actions.mix(hall.tellers[0], batch)
    assert codes(caught) == ["B622"]
    assert not Ballot.objects.exists()
    assert Page.objects.count() == 2


def test_a_page_two_persons_keyed_in_alike_becomes_a_ballot_without_a_picture(room):
    batch = scenes.batch(room.hall, 2)
    _read, torn = scenes.scanned(batch, "x-----", "missing_marker")
    one, two = room.tellers
    actions.key_by_hand(one, torn, marks=scenes.words("-x----"))
    with pytest.raises(Refused) as caught:
        actions.mix(one, batch)
    assert codes(caught) == ["B624"]
    actions.key_by_hand(two, torn, marks=scenes.words("--x---"))
    with pytest.raises(Refused) as caught:
        actions.mix(one, batch)
    assert codes(caught) == ["B624"]
    actions.key_by_hand(two, torn, marks=scenes.words("-x----"))
    actions.mix(one, batch)
    ballot = batch.ballots.get(by_hand=True)
    assert ballot.pictures == []
    assert [mark["mark"] for mark in ballot.marks] == scenes.words("-x----")
    assert ballot.entries.get().by == two


def test_a_ruling_keyed_in_by_hand_makes_the_ballot_invalid(room):
    batch = scenes.batch(room.hall, 2)
    _read, torn = scenes.scanned(batch, "x-----", "missing_marker")
    for teller in room.tellers:
        actions.key_by_hand(teller, torn, marks=[], invalid="not_issued")
    actions.mix(room.third, batch)
    assert batch.ballots.get(by_hand=True).ruling == "not_issued"


def test_a_new_scan_takes_the_place_of_a_refused_page(hall, tmp_path):
    batch = scenes.batch(hall, 2)
    cut, _other = scenes.scanned(batch, "page_cut_off", "x-----")
    (new,) = scenes.scanned(batch, "-x----")
    Page.objects.filter(pk=new.pk).update(position=cut.position)
    Page.objects.filter(pk=cut.pk).update(dealt=Page.Dealt.REPLACED)
    assert len(actions.mix(hall.tellers[0], batch)) == 2


def test_a_batch_put_aside_leaves_nothing_and_another_can_be_opened(
    room, own_storage, django_capture_on_commit_callbacks
):
    batch = scenes.mixed(room.hall, "x-----", "--?---")
    with django_capture_on_commit_callbacks(execute=True):
        actions.discard(room.hall.presidium, batch, "quét lại từ đầu")
    assert batch.state == State.DISCARDED
    assert not Ballot.objects.exists()
    assert not Question.objects.exists()
    assert not [path for path in own_storage.rglob("*") if path.is_file()]
    actions.open_batch(room.tellers[0], batch.election)
