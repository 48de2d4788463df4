import json
from pathlib import Path

from click.testing import CliRunner

from nhiemky.cli.figures import figures

FACT = [{"key": "new", "label": "dự án cấp mới", "value": "53", "unit": "project"}]


def run(folder: Path, text: str, *options: str, facts: str | None = None) -> tuple[int, str, str]:
    (folder / "a.txt").write_text(text, encoding="utf-8")
    (folder / "f.json").write_text(facts or json.dumps(FACT), encoding="utf-8")
    result = CliRunner().invoke(figures, ["check", str(folder / "a.txt"), "--facts", str(folder / "f.json"), *options])
    return result.exit_code, result.stdout, result.stderr


def test_json_gives_each_number_with_its_verdict(tmp_path: Path) -> None:
    code, out, _ = run(tmp_path, "Cấp mới 63 dự án.\n", "--json")
    assert code == 1
    assert json.loads(out) == [
        {"text": "63 dự án", "start": 8, "end": 16, "value": "63", "unit": "project", "verdict": "contradicted",
         "key": "new", "expected": "53"}
    ]  # fmt: skip


def test_a_sourced_text_ends_with_code_0_and_a_readable_listing(tmp_path: Path) -> None:
    code, out, _ = run(tmp_path, "Năm 2022\ncấp mới 53 dự án.\n")
    assert code == 0
    assert "2:9" in out
    assert "1 có nguồn · 0 trái nguồn · 0 chưa có nguồn · 1 không phải số liệu" in out


def test_bad_facts_end_with_code_2_and_one_sentence_naming_the_file(tmp_path: Path) -> None:
    code, _, err = run(tmp_path, "x", facts="[1]")
    assert code == 2
    assert "f.json" in err
    assert err.count("\n") == 1


def test_a_missing_article_ends_with_code_2(tmp_path: Path) -> None:
    (tmp_path / "f.json").write_text("[]", encoding="utf-8")
    result = CliRunner().invoke(figures, ["check", str(tmp_path / "no.txt"), "--facts", str(tmp_path / "f.json")])
    assert result.exit_code == 2
    assert "no.txt" in result.stderr
