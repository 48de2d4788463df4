"""`nhiemky figures check` on the source's own text, against the facts that the demonstration publishes."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from nhiemky.cli.main import main
from nhiemky.figures import queries

SOURCE = Path(__file__).resolve().parents[3] / "shared" / "source" / "congress-viii-article.txt"

pytestmark = [
    pytest.mark.usefixtures("demonstration", "db"),
    pytest.mark.skipif(not SOURCE.exists(), reason=f"{SOURCE} is not beside this project"),
]

# What the article says, and the figure it must be found to come from.
QUANTITIES = {
    "28 Đảng viên": "members",
    "05 tổ Đảng": "party_groups",
    "8 triệu đồng một tháng": "average_income",
    "62,5 tỷ USD": "exports",
    "18.700 tỷ đồng": "budget_revenue",
    "43.500 tỷ đồng": "new_capital",
    "435%": "new_capital_attainment",
    "53 dự án": "new_projects",
    "265%": "new_projects_attainment",
    "3.000 lao động": "new_jobs",
    "100%": "new_jobs_attainment",
    "05 đồng chí": "seats_elected",
    "16 chỉ tiêu": "targets",
    "11 nhiệm vụ": "tasks",
}
NO_FIGURES = ("VIII", "2020 - 2025", "21-06-2022 09:35", "Ngày 16 tháng 6", "02083.845 435", "02083.845 434")


@pytest.fixture
def check(tmp_path):
    """Runs the command on a text and gives its exit code and judgements."""
    facts = tmp_path / "facts.json"
    facts.write_text(json.dumps(queries.facts(), ensure_ascii=False), "utf-8")

    def run(text):
        article = tmp_path / "article.txt"
        article.write_text(text, "utf-8")
        done = CliRunner().invoke(main, ["figures", "check", str(article), "--facts", str(facts), "--json"])
        return done.exit_code, json.loads(done.stdout)

    return run


def at(judgements, start):
    """The judgement whose text covers a place."""
    return next(each for each in judgements if each["start"] <= start < each["end"])


def test_every_quantity_of_the_article_is_sourced_by_its_own_figure(check):
    text = SOURCE.read_text("utf-8")
    _, judgements = check(text)
    for quantity, key in QUANTITIES.items():
        found = at(judgements, text.index(quantity))
        assert (found["verdict"], found["key"]) == ("sourced", key), quantity


def test_a_changed_digit_is_contradicted_and_the_true_value_is_shown(check):
    text = SOURCE.read_text("utf-8")
    for quantity, key in QUANTITIES.items():
        place = text.index(quantity)
        for offset, digit in enumerate(quantity):
            if digit.isdigit():
                other = str((int(digit) + 1) % 10) if (int(digit) + 1) % 10 else "2"
                _, judgements = check(text[: place + offset] + other + text[place + offset + 1 :])
                found = at(judgements, place + offset)
                assert (found["verdict"], found["key"]) == ("contradicted", key), (quantity, offset)
                assert found["expected"]


def test_dates_telephones_ordinals_and_term_labels_are_no_figures(check):
    text = SOURCE.read_text("utf-8")
    _, judgements = check(text)
    for words in NO_FIGURES:
        place = text.index(words)
        digits = [place + offset for offset, letter in enumerate(words) if letter.isdigit()]
        for digit in digits:
            assert at(judgements, digit)["verdict"] == "not_a_figure", words


def test_only_the_pages_own_visit_counter_has_no_source(check):
    _, judgements = check(SOURCE.read_text("utf-8"))
    assert {each["unit"] for each in judgements if each["verdict"] == "unsourced"} == {"visit"}
    assert not [each for each in judgements if each["verdict"] == "contradicted"]
