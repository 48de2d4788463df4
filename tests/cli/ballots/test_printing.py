import io
import json

import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from nhiemky.cli.main import main
from nhiemky.core.ballots.layout_file import read_layout
from nhiemky.printing.ballots import render_ballot

ELECTION = """
title = "Bầu Chi ủy khóa VIII"
organisation = "Chi bộ Khu công nghiệp"
rulebook = "party-244-2014"
seats = 2
base = 28
ballot = "strike"
candidates = ["Vũ Bình", "Lê An", "Đỗ Yến"]
issued = 28
returned = 28
"""


@pytest.fixture
def run(tmp_path):
    def print_ballots(*options, election=ELECTION, out="b.pdf", layout="l.json"):
        (tmp_path / "e.toml").write_text(election, encoding="utf-8")
        paths = [str(tmp_path / "e.toml"), "--out", str(tmp_path / out), "--layout", str(tmp_path / layout)]
        return CliRunner().invoke(main, ["ballots", "print", *paths, *options])

    return print_ballots


def files(tmp_path):
    return sorted(path.name for path in tmp_path.iterdir())


def test_ballots_and_their_layout_are_written_and_said_in_one_line(run, tmp_path):
    done = run("--copies", "3")
    layout = read_layout((tmp_path / "l.json").read_text("utf-8"))
    number = f"{layout.sheets[0].identity.layout:08x}"
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == f"3 phiếu khổ A5, mỗi phiếu 1 tờ, 3 người, mẫu in {number}\n"
    assert [place.name for place in layout.places] == ["Lê An", "Vũ Bình", "Đỗ Yến"]
    assert (tmp_path / "b.pdf").read_bytes() == render_ballot(layout, 3)
    assert files(tmp_path) == ["b.pdf", "e.toml", "l.json"]


def test_paper_and_columns_and_language_can_be_chosen(run, tmp_path):
    done = run("--page", "A4", "--columns", "2", "--language", "en")
    assert done.stdout.startswith("Ballots: 1, paper: A4, sheets each: 1, names: 3, layout: ")
    candidates = json.loads((tmp_path / "l.json").read_text("utf-8"))["candidates"]
    assert len({candidate["row_box"][0] for candidate in candidates}) == 2


def test_the_round_of_the_election_is_printed(run, tmp_path):
    run(election=ELECTION + "round = 3\n")
    assert read_layout((tmp_path / "l.json").read_text("utf-8")).sheets[0].identity.round == 3
    text = PdfReader(io.BytesIO((tmp_path / "b.pdf").read_bytes())).pages[0].extract_text()
    assert "Bầu lần thứ 3" in text


@pytest.mark.parametrize(
    ("change", "code"),
    [(("seats = 2", "seats = 0"), "E104"), (("Lê An", "Lê 安"), "B102"), (("Lê An", "Lê An " * 30), "B104")],
)
def test_an_election_that_cannot_be_printed_is_refused_and_nothing_is_written(run, tmp_path, change, code):
    refused = run("--language", "en", election=ELECTION.replace(*change))
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr.startswith(f"{tmp_path / 'e.toml'}: {code} ")
    assert len(refused.stderr.splitlines()) == 1
    assert files(tmp_path) == ["e.toml"]


@pytest.mark.parametrize("option", [("--copies", "0"), ("--page", "A3"), ("--columns", "3"), ("--language", "fr")])
def test_options_out_of_range_are_bad_usage(run, tmp_path, option):
    assert run(*option).exit_code == 2
    assert files(tmp_path) == ["e.toml"]


@pytest.mark.parametrize("same", [{"out": "e.toml"}, {"layout": "e.toml"}, {"out": "l.json"}])
def test_no_file_is_written_over_another(run, tmp_path, same):
    refused = run(**same)
    assert refused.exit_code == 2
    assert "three different files" in refused.stderr
    assert (tmp_path / "e.toml").read_text("utf-8") == ELECTION
    assert files(tmp_path) == ["e.toml"]


def test_files_that_cannot_be_read_or_written_are_named(run, tmp_path):
    refused = run(out="no/folder.pdf")
    assert refused.exit_code == 2
    assert str(tmp_path / "no/folder.pdf") in refused.stderr
    missing = CliRunner().invoke(main, ["ballots", "print", "no.toml", "--out", "b.pdf", "--layout", "l.json"])
    assert (missing.exit_code, missing.stderr) == (2, "Error: no.toml: No such file or directory\n")


def test_the_group_lists_its_commands_without_loading_them():
    listed = CliRunner().invoke(main, ["ballots", "--help"]).stdout
    assert "print" in listed
    assert "read" in listed
