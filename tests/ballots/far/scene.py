"""What the test of killed workers does in a process of its own: `open PAGES`, `state BATCH`, `mix BATCH`.

Each is a line that it reads, and each answer a line of JSON; Django is set up before this module is imported (see
test_workers.py).
"""

import json
import sys

from django.core.files.base import ContentFile
from django.db import connection
from django.db.models import Count, Model

from nhiemky.ballots import cleaning, pictures, queries, tasks
from nhiemky.ballots.actions.scanning import ScanFile
from nhiemky.ballots.models import Answer, Ballot, Batch, Entry, HandKeying, Page, Question, Upload
from nhiemky.records import clock
from tests import people
from tests.ballots import paper, scenes
from tests.elections import scenes as elections


def open_batch(pages: int) -> dict[str, object]:
    """A batch, its pages waiting for workers."""
    with clock.at(elections.MOMENT):
        batch = scenes.batch(elections.hall(people.house()), pages)
    layout = queries.layout(batch.paper)
    images = [
        paper.page(layout, f"{number % 64:06b}".replace("1", "x").replace("0", "-"), number) for number in range(pages)
    ]
    tasks.take_scans(people.CLOCKMAKER, batch, [ScanFile("scan.pdf", ContentFile(paper.pdf(images)))])
    return {"batch": batch.pk, "folder": str(pictures.storage().path(pictures.scans_folder(batch.pk)))}


def state(pk: int) -> dict[str, object]:
    """How many pages have which status, and how often the most often read was tried."""
    pages = Page.objects.filter(batch=pk)
    return {
        "statuses": dict(pages.values_list("status").annotate(Count("pk")).order_by()),
        "attempts": sorted(pages.values_list("attempts", flat=True)),
        "read": [["".join("x" if mark["mark"] == "struck" else "-" for mark in page.marks)] for page in pages],
    }


def mix(pk: int) -> dict[str, object]:
    """Mix, then put aside, and say what is left: rows, files, and the bytes of tables whose rows are gone."""
    batch = Batch.objects.get(pk=pk)
    tasks.mix(people.CLOCKMAKER, batch)
    return {
        "ballots": batch.ballots.count(),
        "pictures": len(pictures.storage().listdir(pictures.ballots_folder(pk))[1]),
        "sizes": _sizes_when_clean(pk, Page, Upload, HandKeying),
        "sizes_put_aside": _put_aside(batch),
    }


def _put_aside(batch: Batch) -> list[int]:
    """What a batch put aside leaves of its ballots, as one does that was destroyed."""
    tasks.discard(people.CLOCKMAKER, batch, "đếm lại từ đầu")
    return _sizes_when_clean(batch.pk, Ballot, Question, Answer, Entry)


def _sizes_when_clean(pk: int, *models: type[Model]) -> list[int]:
    """The bytes of tables whose rows are gone; PostgreSQL alone keeps a file for each."""
    # What the queued task does: again while another transaction on the server holds deleted rows.
    while not cleaning.clean(pk):
        pass
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_relation_size(name) FROM unnest(%s::text[]) AS name", [[each._meta.db_table for each in models]]
        )
        return [size for (size,) in cursor.fetchall()]


def main() -> None:
    """Do what each line says, until there are no more."""
    for line in sys.stdin:
        verb, number = line.split()
        answer = {"open": open_batch, "state": state, "mix": mix}[verb](int(number))
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
