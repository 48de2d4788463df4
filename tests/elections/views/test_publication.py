"""Anyone counts the published ballots again and gets the declared result byte for byte: on a page and by command."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from nhiemky.elections import uploads
from nhiemky.elections.models import CountFiles
from nhiemky.organisation.models import Role
from tests import people
from tests.elections import ballots, scenes
from tests.elections.views.conftest import of

NAMES = ("ELECTION.toml", "BALLOTS.json", "result.json")
COMMAND = Path(sys.executable).parent / "nhiemky"


def upload(name, text):
    return SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode())


def download(browser, declaration):
    got = {}
    for name in NAMES:
        answer = browser.get(reverse("elections:published_file", args=[declaration.pk, name]))
        assert (answer.status_code, answer["Content-Disposition"]) == (200, f'attachment; filename="{name}"')
        got[name] = answer.content
    return got


@pytest.fixture
def member(hall):
    return of(people.account(Role.MEMBER, hall.house.cell))


def test_the_command_makes_of_the_downloads_the_very_bytes_of_the_declared_result(hall, member, tmp_path):
    for name, content in download(member, ballots.declared(hall)).items():
        (tmp_path / name).write_bytes(content)
    done = subprocess.run(
        [COMMAND, "elections", "count", "ELECTION.toml", "BALLOTS.json", "--out", "mine.json"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "mine.json").read_bytes() == (tmp_path / "result.json").read_bytes()


def test_the_downloads_have_the_digests_frozen_with_the_result_and_say_what_it_says(hall, member):
    declaration = ballots.declared(hall)
    got = download(member, declaration)
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in got.items()}
    assert list(digests.values()) == [declaration.facts["files"][key] for key in ("election", "ballots", "result")]
    told = json.loads(got["result.json"])
    assert [line["votes"] for line in told["votes"]] == list(ballots.VOTES)
    page = member.get(reverse("elections:published", args=[declaration.pk])).content.decode()
    assert all(digest in page for digest in digests.values())


def test_a_member_counts_again_on_the_page_from_the_file_or_its_text(hall, member):
    address = reverse("elections:published", args=[ballots.declared(hall).pk])
    from_file = member.post(address, {"ballots_file": upload("BALLOTS.json", ballots.text())})
    from_text = member.post(address, {"ballots_text": ballots.text().replace("\n", "\r\n")})
    for page in (from_file, from_text):
        assert (page.context["same_result"], page.context["same_ballots"]) == (True, True)
        assert page.context["again"]["digests"][1][1] in page.content.decode()
    other_order = member.post(address, {"ballots_text": ballots.text(ballots.BALLOTS[::-1])})
    assert (other_order.context["same_result"], other_order.context["same_ballots"]) == (True, False)
    changed = member.post(address, {"ballots_text": ballots.text(ballots.RULED)})
    assert changed.context["same_result"] is False


@pytest.mark.parametrize(
    ("asked", "field", "wanted"),
    [
        ({}, "ballots_file", "paste"),
        ({"ballots_text": "{"}, "__all__", "E201"),
        ({"ballots_text": ballots.text(ballots.BALLOTS[1:])}, "__all__", "E210"),
        ({"ballots_file": upload("x.json", b"\xff\xfe")}, "ballots_file", "UTF-8"),
    ],
)
def test_what_cannot_be_counted_is_refused_with_its_reason(hall, member, asked, field, wanted):
    member.cookies["nhiemky_language"] = "en"
    page = member.post(reverse("elections:published", args=[ballots.declared(hall).pk]), {**asked, "sent": "1"})
    assert page.status_code == 422
    assert wanted in str(page.context["form"].errors[field])


def test_a_file_too_large_is_not_read_and_many_problems_are_cut_short(hall, member):
    address = reverse("elections:published", args=[ballots.declared(hall).pk])
    many = member.post(address, {"ballots_text": json.dumps({"ballots": [{}] * 28})})
    assert len(many.context["form"].non_field_errors()) == uploads.PROBLEMS_SHOWN + 1
    large = member.post(address, {"ballots_file": upload("BALLOTS.json", b" " * (uploads.MOST_BYTES + 1))})
    assert "5 MB" in large.context["form"].errors["ballots_file"][0]


def test_a_visitor_counts_two_files_and_learns_whether_they_are_those_of_a_declared_result(hall):
    election = scenes.counting(hall)
    ballots.record(hall, election)
    files = CountFiles.objects.get()
    sent = {"election_text": files.election_toml, "ballots_text": files.ballots_json}
    visitor, address = Client(), reverse("count_again:files")
    assert visitor.get(address).status_code == 200
    # Not even that such ballots were counted is said before the declaration.
    assert visitor.post(address, sent).context["known"] is False
    scenes.declare(hall, election)
    page = visitor.post(address, sent)
    assert (page.context["known"], page.context["same_result"]) == (True, True)
    other = visitor.post(address, {**sent, "ballots_text": ballots.text(ballots.RULED)})
    assert (other.status_code, other.context["known"]) == (200, False)
    assert visitor.post(address, {"ballots_text": ballots.text()}).status_code == 422


def test_files_are_given_out_once_declared_and_only_to_those_who_see_results(hall, member, clerk):
    election = scenes.counting(hall)
    ballots.record(hall, election)
    for browser in (clerk, *map(of, hall.tellers)):
        assert browser.get(reverse("elections:published", args=[1])).status_code == 404
    declaration = scenes.declare(hall, election)
    stranger = of(people.account(Role.MEMBER, hall.house.other_cell, "stranger"))
    for name, arguments in (("published", []), ("published_file", ["BALLOTS.json"])):
        address = reverse(f"elections:{name}", args=[declaration.pk, *arguments])
        assert member.get(address).status_code == 200
        assert stranger.get(address).status_code == 403
    assert member.get(reverse("elections:published_file", args=[declaration.pk, "votes.csv"])).status_code == 404


def test_a_result_of_typed_totals_says_that_it_has_no_file(hall, member):
    declaration = scenes.declared(hall)
    member.cookies["nhiemky_language"] = "en"
    page = member.get(reverse("elections:published", args=[declaration.pk]))
    assert "there is no file of its ballots" in page.content.decode()
    assert member.get(reverse("elections:published_file", args=[declaration.pk, "BALLOTS.json"])).status_code == 404
    result = reverse("elections:result", args=[declaration.pk])
    assert reverse("elections:published", args=[declaration.pk]) not in member.get(result).content.decode()


def test_each_edition_keeps_its_own_files(hall, member):
    first = ballots.declared(hall)
    before = download(member, first)
    scenes.actions.correct(hall.presidium, first, issued=28, returned=28, reason="Khiếu nại")
    ballots.record(hall, first.election, ballots.RULED, ballots.RULED)
    second = scenes.declare(hall, first.election)
    assert download(member, first) == before
    assert download(member, second)["BALLOTS.json"] == ballots.text(ballots.RULED).encode()
