"""Every package keeps its sentences in one way, and they are filled in as each language writes."""

from datetime import date
from decimal import Decimal
from importlib.resources import files
from string import Formatter

import pytest

from nhiemky.core.bilingual import Bilingual
from nhiemky.core.catalogue import Catalogue
from nhiemky.core.problem import Refused

PACKAGES = (
    "core.ballots", "core.congress", "core.elections", "core.figures", "core.indicators", "core.reporting",
    "core.reporting.workbook", "core.boards", "core.definitions",
    "core.resolution", "core.vietnamese", "core.zones", "ballots", "congress", "elections", "engine", "reporting",
    "reporting.api",
    "resolution",
)  # fmt: skip
SENTENCES = [
    pytest.param(sentence, id=f"{package} {code}")
    for package in PACKAGES
    for code, sentence in Catalogue.of(f"nhiemky.{package}").sentences.items()
]
SAMPLE = Catalogue.from_toml('[X1]\nvi = "{what}: {value}"\nen = "{what} = {value}"')


def names(sentence):
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_no_package_with_sentences_is_left_out():
    root = files("nhiemky")
    found = {".".join(file.relative_to(root).parent.parts) for file in root.rglob("problems.toml")}
    assert found == set(PACKAGES)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_both_languages_say_the_same_with_the_same_values(sentence):
    assert names(sentence.vi) == names(sentence.en)
    assert sentence.vi != sentence.en


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        (Decimal("1234567.5"), "1.234.567,5", "1,234,567.5"),
        (date(2026, 2, 5), "05/02/2026", "05/02/2026"),
        (Bilingual("hai", "two"), "hai", "two"),
        (2026, "2026", "2026"),
        ("a\nb", "a b", "a b"),
    ],
)
def test_each_value_is_written_as_its_language_writes_it_and_never_breaks_the_line(value, vi, en):
    found = SAMPLE.problem("X1", "cell", what="Số", value=value)
    assert (found.code, found.place) == ("X1", "cell")
    assert (found.vi, found.en) == (f"Số: {vi}", f"Số = {en}")


def test_an_unknown_code_or_a_value_left_out_is_an_error():
    with pytest.raises(KeyError):
        SAMPLE.problem("X2")
    with pytest.raises(KeyError, match="value"):
        SAMPLE.problem("X1", what="Số")


def test_a_refusal_is_the_problem_to_raise():
    refused = SAMPLE.refusal("X1", "cell", what="Số", value=1)
    assert isinstance(refused, Refused)
    assert refused.problems == (SAMPLE.problem("X1", "cell", what="Số", value=1),)


def test_a_catalogue_needs_both_languages():
    with pytest.raises(KeyError):
        Catalogue.from_toml('[E1]\nvi = "Sai."')
    with pytest.raises(ValueError, match="both languages"):
        Catalogue.from_toml('[E1]\nvi = "Sai."\nen = " "')
