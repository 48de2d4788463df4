"""The attacker: reads every byte of database and files, and knows from an observer who voted in which order.

The observer's list stands for the order of scanning: the worst case, a box emptied as it was filled. Whatever in the
database or the files has an order is laid beside it; nothing may follow it, and nothing of the scans may be left.
"""

import os
import random
import sqlite3
from itertools import combinations

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.db import connection, models

from nhiemky.ballots import actions, cleaning, pictures, queries
from nhiemky.ballots.models import Ballot, HandKeying, Page, Question, Upload
from nhiemky.records.digests import keyed
from nhiemky.records.models import Event
from tests.ballots import scenes

BALLOTS = 28
# A random order of 28 has a rank correlation beyond ±0.75 about four times in a million.
MOST = 0.75
UPLOADED = b"the very bytes the scanner wrote: " + bytes(range(256)) * 64


def patterns():
    """Different ballots in an order that has nothing to do with their marks; some have a doubtful mark."""
    chosen = ["".join("x" if n in struck else "-" for n in range(6)) for struck in combinations(range(6), 3)]
    chosen += [pattern.replace("x", "?", 1) for pattern in chosen[:8]]
    random.Random(20260101).shuffle(chosen)
    return chosen


class Spoils:
    """What the attacker knows (`truth`, marks in the order of scanning) and what was there before the mixing."""

    def __init__(self, batch, folder):
        self.batch, self.folder, self.truth = batch, folder, patterns()
        pages = scenes.scanned(batch, *self.truth)
        upload = pages[0].upload
        upload.name = "ban-quet-cua-ong-Binh.pdf"
        upload.file = pictures.keep_file(pictures.scans_folder(batch.pk), ContentFile(UPLOADED))
        upload.save()
        self.traces = [upload.name, upload.file, *(page.sha256 for page in pages), *(page.picture for page in pages)]
        self.pictures_before = [pictures.read(page.picture) for page in pages]
        with connection.cursor() as cursor:
            for model in (Upload, Page):  # as autovacuum does while ballots are scanned
                cursor.execute(f"ANALYZE {model._meta.db_table}")

    def order(self, ballots):
        """The marks of ballots, as the observer would write them."""
        letters = {"struck": "x", "clear": "-", "unsure": "?"}
        return ["".join(letters[mark["mark"]] for mark in ballot.marks) for ballot in ballots]


@pytest.fixture
def spoils(room, own_storage, django_capture_on_commit_callbacks):
    found = Spoils(scenes.batch(room.hall, BALLOTS), own_storage)
    with django_capture_on_commit_callbacks(execute=True):
        actions.mix(room.tellers[0], found.batch)
    return found


def rank_correlation(order, truth):
    """Spearman's, of two orders of the same things."""
    place = {thing: index for index, thing in enumerate(truth)}
    n = len(truth)
    return 1 - 6 * sum((index - place[thing]) ** 2 for index, thing in enumerate(order)) / (n * (n * n - 1))


def as_stored(table):
    """Keys in the order in which the database keeps its rows."""
    column = "rowid" if connection.vendor == "sqlite" else "ctid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {table} ORDER BY {column}")
        return [row[0] for row in cursor.fetchall()]


def by_key(keys):
    """Ballots in the order of keys as text."""
    rows = {ballot.pk.hex: ballot for ballot in Ballot.objects.all()}
    return [rows[str(key).replace("-", "")] for key in keys]


def files_by(folder, key):
    """Ballots in an order of their files."""
    rows = {ballot.pictures[0]["name"]: ballot for ballot in Ballot.objects.all()}
    found = sorted((path for path in folder.rglob("*.jpg")), key=key)
    return [rows[str(path.relative_to(folder))] for path in found]


ORDERS = {
    "rows as stored": lambda spoils: by_key(as_stored("ballots_ballot")),
    "keys": lambda spoils: Ballot.objects.order_by("pk"),
    "places": lambda spoils: Ballot.objects.order_by("place"),
    "names of pictures": lambda spoils: sorted(Ballot.objects.all(), key=lambda ballot: ballot.pictures[0]["name"]),
    "digests of pictures": lambda spoils: sorted(Ballot.objects.all(), key=lambda row: row.pictures[0]["sha256"]),
    "files as listed": lambda spoils: files_by(spoils.folder, lambda path: 0),
    "files by inode": lambda spoils: files_by(spoils.folder, lambda path: path.stat().st_ino),
    "files by time of change": lambda spoils: files_by(spoils.folder, lambda path: path.stat().st_ctime_ns),
    "the event of mixing": lambda spoils: by_key(
        change["pk"]
        for change in Event.objects.get(verb="ballots.mixed").changes
        if change["model"] == "ballots.Ballot"
    ),
}


@pytest.mark.parametrize("clue", ORDERS)
def test_no_order_in_database_or_files_follows_the_order_of_scanning(spoils, clue):
    order = spoils.order(ORDERS[clue](spoils))
    assert sorted(order) == sorted(spoils.truth)
    assert abs(rank_correlation(order, spoils.truth)) < MOST


def test_the_measure_would_see_an_order_that_was_kept():
    truth = patterns()
    nearly = [*truth[3:], *truth[:3]]
    assert rank_correlation(truth, truth) == 1
    assert abs(rank_correlation(nearly, truth)) < 1
    assert rank_correlation([*truth[1::-1], *truth[2:]], truth) > MOST


def test_the_order_in_which_questions_came_follows_the_random_places(spoils):
    places = list(Question.objects.order_by("pk").values_list("ballot__place", flat=True))
    assert places == sorted(places)
    assert len(places) == 8


def test_no_row_of_a_page_is_left(spoils):
    for model in (Page, Upload, HandKeying):
        assert not model.objects.exists()


def everything(spoils):
    """Every byte of the database and of the files."""
    content = b"".join(path.read_bytes() for path in sorted(spoils.folder.rglob("*")) if path.is_file())
    if connection.vendor == "sqlite":
        assert isinstance(connection.connection, sqlite3.Connection)
        return content + connection.connection.serialize()
    rows = [str(list(model.objects.values_list())) for model in apps.get_models()]
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename, attname, pg_stats::text FROM pg_stats WHERE tablename LIKE 'ballots_%'")
        samples = str(cursor.fetchall())
    return content + "\n".join([*rows, samples]).encode()


def test_no_byte_of_the_scans_is_left(spoils):
    kept = everything(spoils)
    assert spoils.batch.election.title.encode() in kept
    for trace in spoils.traces:
        assert trace.encode() not in kept, trace
    assert UPLOADED[:64] not in kept


def test_only_the_ballots_pictures_are_left_and_nothing_tells_two_of_their_files_apart_but_the_picture(spoils):
    files = [path for path in spoils.folder.rglob("*") if path.is_file()]
    assert sorted(str(path.relative_to(spoils.folder)) for path in files) == sorted(
        ballot.pictures[0]["name"] for ballot in Ballot.objects.all()
    )
    assert {path.stat().st_mtime for path in files} == {946_728_000}
    for path in files:
        content = path.read_bytes()
        assert content[:4] == b"\xff\xd8\xff\xe0"
        # JFIF and nothing else: no Exif, no comment, no application's own segment.
        assert not [marker for marker in range(0xE1, 0xF0) if bytes([0xFF, marker]) in content[:200]]
        assert b"\xff\xfe" not in content[:200]


def test_pictures_keep_what_people_must_see(spoils):
    assert sorted(path.read_bytes() for path in spoils.folder.rglob("*.jpg")) == sorted(spoils.pictures_before)


def test_no_ballot_has_a_time_before_a_person_has_looked_at_it():
    timed = (models.DateTimeField, models.DateField, models.TimeField, models.DurationField)
    for model in (Ballot, Question):
        assert not [field.name for field in model._meta.fields if isinstance(field, timed)]
    assert not [field for field in Ballot._meta.fields if field.name in {"serial", "page", "upload", "position"}]


def test_the_records_say_how_many_and_never_which(spoils):
    told = Event.objects.filter(verb__startswith="ballots.").exclude(verb="ballots.paper_approved")
    assert [event.verb for event in told.order_by("sequence")] == ["ballots.batch_opened", "ballots.mixed"]
    mixing = told.get(verb="ballots.mixed")
    assert set(mixing.details) == {"pages", "ballots", "pages_digest"}
    assert {change["model"] for change in mixing.changes} == {"ballots.Ballot", "ballots.Question", "ballots.Batch"}


def test_the_key_of_the_records_does_not_lead_from_an_event_to_a_page(spoils):
    """Who has the key can check a guess at a row; no event holds the digest of a row that knows its page."""
    known = {change[side] for event in Event.objects.all() for change in event.changes for side in ("before", "after")}
    for number, marks in enumerate(spoils.truth, start=1):
        guess = ["ballots.Page", {"number": number, "marks": marks}]
        assert keyed(guess) not in known
    assert not [change for event in Event.objects.all() for change in event.changes if "Page" in change["model"]]


def test_who_of_two_typed_a_torn_ballot_first_is_not_kept(room):
    """The order in which torn ballots came to hand is nearly that of scanning."""
    batch = scenes.batch(room.hall, 2)
    pages = scenes.scanned(batch, "missing_marker", "missing_marker")
    for page, typists in zip(pages, (room.tellers, room.tellers[::-1]), strict=True):
        for typist in typists:
            actions.key_by_hand(typist, page, marks=scenes.words("x-----"))
    actions.mix(room.tellers[0], batch)
    assert len({ballot.entries.get().by for ballot in batch.ballots.all()}) == 1


def test_an_upload_that_a_killed_process_left_is_removed_and_one_under_way_is_not(db, settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    left, coming = tmp_path / "left.upload.pdf", tmp_path / "coming.upload.pdf"
    for path in (left, coming):
        path.write_bytes(UPLOADED)
    os.utime(left, (0, 0))
    cleaning.clean_all()
    assert list(tmp_path.iterdir()) == [coming]


def test_two_mixings_of_the_same_scans_have_nothing_in_common(room, own_storage):
    orders = []
    election = scenes.batch(room.hall, BALLOTS).election
    actions.discard(room.hall.presidium, queries.current(election), "quét lại")
    for _ in range(2):
        batch = actions.open_batch(room.tellers[0], election)
        found = Spoils(batch, own_storage)
        actions.mix(room.tellers[0], batch)
        orders.append(found.order(Ballot.objects.filter(batch=batch).order_by("place")))
        actions.discard(room.hall.presidium, batch, "quét lại")
    assert abs(rank_correlation(*orders)) < MOST
