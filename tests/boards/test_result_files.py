"""The pages of an indicator and of a resolution's targets, as files: what they show, in four formats."""

import csv
import io

import openpyxl
import pyarrow.parquet as pq
import pytest
from django.urls import reverse

from nhiemky.boards import files
from nhiemky.core.boards.tidy import FORMATS
from nhiemky.demonstration.organisation import account
from nhiemky.organisation.models import Unit
from nhiemky.resolution.models import Resolution
from tests.excel import complaints

pytestmark = pytest.mark.usefixtures("demonstration", "db")


@pytest.fixture
def clerk(client):
    client.force_login(account("vanthu"))
    return client


def rows(answer):
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_an_indicator_is_taken_away_as_its_page_shows_it(clerk):
    page = clerk.get(reverse("indicators:indicator", args=["new_capital"]))
    address = reverse("boards:indicator_data", args=["new_capital", "csv"])
    assert address in page.content.decode()
    read = rows(clerk.get(address))
    assert len(read) == len(page.context["rows"]) * len(page.context["years"])
    office = Unit.objects.get(kind=Unit.Kind.BOARD).code
    board = {row["period"]: row["value"] for row in read if row["unit"] == office}
    assert (board["2020"], board["2021"]) == ("20958907000000", "22541093000000")


def test_in_the_tree_of_another_day_the_file_is_of_that_day(clerk):
    page = clerk.get(reverse("indicators:indicator", args=["workers"]), {"as_of": "2021-06-30"})
    address = reverse("boards:indicator_data", args=["workers", "csv"]) + "?as_of=2021-06-30"
    assert address in page.content.decode()
    assert len(rows(clerk.get(address))) == len(page.context["rows"]) * len(page.context["years"])
    assert (
        clerk.get(reverse("boards:indicator_data", args=["workers", "csv"]), {"as_of": "tomorrow"}).status_code == 404
    )


def test_targets_are_taken_away_with_what_was_reached_and_what_was_set(clerk):
    resolution = Resolution.objects.filter(unit__code="chi-bo-ban").order_by("pk").first()
    address = reverse("boards:targets_data", args=[resolution.pk, "csv"])
    assert address in clerk.get(reverse("indicators:board", args=[resolution.pk])).content.decode()
    found = {(row["indicator"], row["dimension_value"]): row["value"] for row in rows(clerk.get(address))}
    assert found["new_capital", "actual"] == "43500000000000"
    assert found["new_capital", "target"].startswith("10000000000000")
    sheet = clerk.get(reverse("boards:targets_data", args=[resolution.pk, "xlsx"])).content
    assert complaints(sheet) == []
    listed = openpyxl.load_workbook(io.BytesIO(sheet)).active.max_row
    parquet = clerk.get(reverse("boards:targets_data", args=[resolution.pk, "parquet"])).content
    assert pq.read_table(io.BytesIO(parquet)).num_rows == listed - 1 == len(found)


def test_every_format_that_a_page_names_is_written():
    assert tuple(files.FORMATS) == FORMATS


def test_there_is_no_file_of_an_unknown_indicator_or_format(clerk):
    assert clerk.get(reverse("boards:indicator_data", args=["nothing", "csv"])).status_code == 404
    assert clerk.get(reverse("boards:indicator_data", args=["workers", "exe"])).status_code == 404
