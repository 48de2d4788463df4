"""Pages are read by workers who claim them: each once, whoever dies."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile

from nhiemky.ballots import pictures, queries, reading, tasks
from nhiemky.ballots.actions.scanning import ScanFile
from nhiemky.ballots.models import Page, Upload
from nhiemky.core.problem import Refused
from nhiemky.records import clock
from tests.ballots import paper, scenes
from tests.elections.scenes import MOMENT


def scan(name, content):
    return ScanFile(name, ContentFile(content, name))


@pytest.fixture
def batch(hall):
    return scenes.batch(hall, 3)


@pytest.fixture
def layout(batch):
    return queries.layout(batch.paper)


def said(page):
    """What was read, in letters."""
    return "".join({"struck": "x", "clear": "-", "unsure": "?"}[mark["mark"]] for mark in page.marks)


def test_a_pdf_of_ballots_is_read_page_by_page_in_the_background(hall, batch, layout):
    images = [paper.page(layout, marks, seed) for seed, marks in enumerate(("x-----", "-xx---", "----~-"))]
    blank = paper.page(layout, "------") * 0 + 250
    (upload,) = tasks.take_scans(hall.tellers[0], batch, [scan("scan.pdf", paper.pdf([*images, blank]))])
    pages = list(upload.pages.order_by("number"))
    assert [said(page) for page in pages[:2]] == ["x-----", "-xx---"]
    assert [page.status for page in pages] == ["read", "read", "needs_eyes", "refused"]
    assert pages[2].marks[4]["mark"] == "unsure"
    assert pages[3].refused_for in {"blank_page", "not_our_form"}
    assert all(pictures.read(page.picture)[:3] == b"\xff\xd8\xff" for page in pages)
    told = queries.progress(batch)
    assert (told.pages, told.read, told.done) == (4, 4, True)


def test_the_same_picture_counts_once_in_whatever_file_it_comes(hall, batch, layout):
    image = paper.page(layout, "x-----")
    other = paper.page(layout, "x-----", seed=1)
    files = [scan("a.png", paper.png(image)), scan("b.png", paper.png(other)), scan("again.png", paper.png(image))]
    tasks.take_scans(hall.tellers[0], batch, files[:2])
    tasks.take_scans(hall.tellers[0], batch, files[2:])
    assert list(batch.pages.values_list("upload__name", "status", "refused_for")) == [
        ("a.png", "read", ""),
        ("b.png", "read", ""),
        ("again.png", "refused", "same_image"),
    ]


def test_a_ballot_of_another_vote_is_refused(hall, batch, layout, house):
    mirrored = paper.page(layout, "x-----")[:, ::-1].copy()
    tasks.take_scans(hall.tellers[0], batch, [scan("a.png", paper.png(mirrored))])
    (page,) = batch.pages.all()
    assert page.status == "refused"
    assert queries.needs_hands(batch).get() == page


def test_none_of_several_files_is_taken_when_one_is_no_scan(hall, batch, layout, own_storage):
    good = scan("good.png", paper.png(paper.page(layout, "x-----")))
    with pytest.raises(Refused) as caught:
        tasks.take_scans(hall.tellers[0], batch, [good, scan("letter.txt", "thư".encode()), scan("none.pdf", b"")])
    assert [problem.code for problem in caught.value.problems] == ["B612", "B612"]
    assert "letter.txt" in caught.value.problems[0].en
    assert not Upload.objects.exists()
    assert not list(own_storage.rglob("*.*"))


def test_a_new_scan_is_read_in_the_place_of_the_old_one(hall, batch, layout):
    bad, good = paper.page(layout, "x-----")[:900], paper.page(layout, "x-----", 1)
    (upload,) = tasks.take_scans(hall.tellers[0], batch, [scan("bad.png", paper.png(bad))])
    old = upload.pages.get()
    new = tasks.scan_again(hall.tellers[0], old, scan("good.png", paper.png(good)))
    new.refresh_from_db()
    assert (new.position, said(new)) == (old.position, "x-----")
    assert queries.progress(batch).for_hands == 0


def test_a_new_scan_has_one_page(hall, batch, layout):
    image = paper.page(layout, "x-----")
    (upload,) = tasks.take_scans(hall.tellers[0], batch, [scan("bad.png", paper.png(image[:900]))])
    with pytest.raises(Refused) as caught:
        tasks.scan_again(hall.tellers[0], upload.pages.get(), scan("two.pdf", paper.pdf([image, image])))
    assert [problem.code for problem in caught.value.problems] == ["B613"]


@pytest.fixture
def unread(hall, batch, layout):
    """A page that waits for a worker."""
    (upload,) = tasks.take_scans(hall.tellers[0], batch, [scan("a.png", paper.png(paper.page(layout, "x-----")))])
    upload.pages.model.objects.filter(upload=upload).update(status="", marks=[], claimed_by="", attempts=0)
    return upload.pages.get()


def claimed(page, by="another", attempts=1):
    Page.objects.filter(pk=page.pk).update(
        claimed_by=by, claimed_until=clock.now() + reading.lease(), attempts=attempts
    )


def test_a_claimed_page_is_left_to_its_worker_until_the_claim_runs_out(batch, unread):
    claimed(unread)
    assert reading.read_some(batch, "me") == 0
    with clock.at(MOMENT + reading.lease() + timedelta(seconds=1)):
        assert reading.read_some(batch, "me") == 1
    unread.refresh_from_db()
    assert said(unread) == "x-----"


def test_a_worker_that_was_only_slow_writes_nothing_over_the_one_that_took_over(batch, unread, own_storage):
    claimed(unread, by="slow")
    slow = Page.objects.select_related("upload").get(pk=unread.pk)
    with clock.at(MOMENT + reading.lease() + timedelta(seconds=1)):
        reading.read_some(batch, "quick")
    kept = sorted(own_storage.rglob("*.jpg"))
    reading._write(
        slow, "slow", reading._refused("blurred"), "0" * 64, paper.page(queries.layout(batch.paper), "x-----")
    )
    unread.refresh_from_db()
    assert (said(unread), unread.claimed_by) == ("x-----", "quick")
    assert sorted(own_storage.rglob("*.jpg")) == kept


def test_a_page_that_ended_many_workers_is_left_to_people(batch, unread):
    Page.objects.filter(pk=unread.pk).update(attempts=reading.MOST_ATTEMPTS)
    reading.read_some(batch, "me")
    unread.refresh_from_db()
    assert (unread.status, unread.refused_for) == ("refused", "unreadable_image")


def test_a_mixing_that_was_cut_short_can_be_done_again(hall, batch, layout, own_storage):
    images = [paper.page(layout, marks, seed) for seed, marks in enumerate(("x-----", "-xx---", "---x--"))]
    tasks.take_scans(hall.tellers[0], batch, [scan("scan.pdf", paper.pdf(images))])
    last = batch.pages.order_by("position").last()
    away, there = own_storage / "away", own_storage / last.picture
    there.rename(away)
    with pytest.raises(FileNotFoundError):
        tasks.mix(hall.tellers[0], batch)
    assert (batch.pages.count(), batch.ballots.count()) == (3, 0)
    away.rename(there)
    batch.refresh_from_db()
    tasks.mix(hall.tellers[0], batch)
    assert batch.ballots.count() == 3
    assert len(list((own_storage / pictures.ballots_folder(batch.pk)).iterdir())) == 3
