import json

import pytest
from click.testing import CliRunner

from nhiemky.cli.elections import elections

ELECTION = """
title = "Bầu bí thư"
organisation = "Chi bộ"
rulebook = "party-244-2014"
seats = 1
base = 4
ballot = "strike"
candidates = ["Vũ Bình", "Lê An"]
issued = 4
returned = 3
"""
FIRST, SECOND = ({"marks": marks, "invalid": None} for marks in (["clear", "struck"], ["struck", "clear"]))


@pytest.fixture
def count(tmp_path):
    def run(ballots, election=ELECTION, *options, out="result.json"):
        (tmp_path / "e.toml").write_text(election, encoding="utf-8")
        text = ballots if isinstance(ballots, str) else json.dumps({"ballots": ballots})
        (tmp_path / "b.json").write_text(text, encoding="utf-8")
        files = [str(tmp_path / name) for name in ("e.toml", "b.json")]
        return CliRunner().invoke(elections, ["count", *files, "--out", str(tmp_path / out), *options])

    return run


def files(tmp_path):
    return sorted(path.name for path in tmp_path.iterdir())


def test_a_count_is_written_and_said_in_one_line(count, tmp_path):
    done = count([FIRST, FIRST, FIRST])
    assert (done.exit_code, done.stdout, done.stderr) == (0, "Trúng cử: Lê An\n", "")
    result = json.loads((tmp_path / "result.json").read_text("utf-8"))
    assert result["votes"][0] == {"name": "Lê An", "votes": 3, "percent_of_base": "75.00"}
    assert files(tmp_path) == ["b.json", "e.toml", "result.json"]


def test_the_same_ballots_in_another_order_give_the_same_bytes(count, tmp_path):
    count([FIRST, SECOND, FIRST], out="one.json")
    count([SECOND, FIRST, FIRST], out="two.json")
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()


def test_another_round_and_a_tie_are_results_too(count):
    assert (another := count([FIRST, FIRST, SECOND], ELECTION, "--language", "en")).exit_code == 0
    assert another.stdout == "Another round, seats left: 1\n"
    tie = ELECTION.replace("returned = 3", "returned = 4\ntie_revote = true")
    tied = count([FIRST, FIRST, SECOND, SECOND], tie)
    assert (tied.exit_code, tied.stdout) == (0, "Bằng phiếu (1): Lê An, Vũ Bình\n")


def test_every_problem_is_printed_with_its_file_and_nothing_is_written(count, tmp_path):
    unsure = {"marks": ["clear", "unsure"], "invalid": None}
    refused = count([FIRST, unsure], ELECTION, "--language", "en")
    assert refused.exit_code == 2
    first, second = refused.stderr.splitlines()
    assert first.startswith(f"{tmp_path / 'b.json'}: E207 Ballot 2, name 2:")
    assert second.startswith(f"{tmp_path / 'b.json'}: E210")
    assert refused.stdout == ""
    assert files(tmp_path) == ["b.json", "e.toml"]


def test_both_files_are_checked_before_giving_up(count, tmp_path):
    refused = count("[", ELECTION.replace("base = 4", "base = 0"))
    assert refused.exit_code == 2
    assert [line.split(": ")[1][:4] for line in refused.stderr.splitlines()] == ["E104", "E201"]
    assert files(tmp_path) == ["b.json", "e.toml"]


def test_a_refused_count_leaves_an_earlier_result_as_it_was(count, tmp_path):
    count([FIRST, FIRST, FIRST])
    before = (tmp_path / "result.json").read_bytes()
    assert count([FIRST]).exit_code == 2
    assert (tmp_path / "result.json").read_bytes() == before


def test_more_ballots_issued_than_the_base_is_warned_about(count, tmp_path):
    done = count([FIRST, FIRST, FIRST], ELECTION.replace("base = 4", "base = 3"))
    assert done.exit_code == 0
    assert "E113" in done.stderr
    assert (tmp_path / "result.json").exists()


def test_a_result_never_overwrites_an_input(count, tmp_path):
    assert count([FIRST] * 3, out="b.json").exit_code == 2
    assert json.loads((tmp_path / "b.json").read_text())["ballots"]


def test_files_that_cannot_be_read_or_written_are_named(count, tmp_path):
    missing = CliRunner().invoke(elections, ["count", "no.toml", "no.json", "--out", "x.json"])
    assert missing.exit_code == 2
    assert "no.toml" in missing.stderr
    nowhere = count([FIRST] * 3, out="no/such/result.json")
    assert nowhere.exit_code == 2
    assert "result.json" in nowhere.stderr
    (tmp_path / "folder").mkdir()
    assert count([FIRST] * 3, out="folder").exit_code == 2
    assert count([FIRST] * 3, out=".").exit_code == 2
    assert files(tmp_path) == ["b.json", "e.toml", "folder"]


def test_files_in_another_encoding_are_refused_and_a_byte_order_mark_is_not(count, tmp_path):
    assert count([FIRST] * 3, "\ufeff" + ELECTION).exit_code == 0
    (tmp_path / "e.toml").write_bytes(ELECTION.encode("utf-16"))
    arguments = [str(tmp_path / "e.toml"), str(tmp_path / "b.json"), "--out", str(tmp_path / "x.json")]
    refused = CliRunner().invoke(elections, ["count", *arguments])
    assert refused.exit_code == 2
    assert "not UTF-8" in refused.stderr


def test_out_must_be_given(tmp_path):
    assert CliRunner().invoke(elections, ["count", "e.toml", "b.json"]).exit_code == 2
