"""Numbered problems."""

import string

import pytest

from nhiemky.core.indicators.problems import INDICATOR_PROBLEMS, Refused
from nhiemky.core.reporting.problems import REPORTING_PROBLEMS
from nhiemky.core.resolution.problems import RESOLUTION_PROBLEMS

CATALOGUES = [INDICATOR_PROBLEMS, REPORTING_PROBLEMS, RESOLUTION_PROBLEMS]
SENTENCES = [(code, *pair) for catalogue in CATALOGUES for code, pair in catalogue.sentences.items()]


def fields(sentence):
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize(("code", "vi", "en"), SENTENCES)
def test_both_languages_say_the_same_with_the_same_values(code, vi, en):
    assert fields(vi) == fields(en)
    assert vi != en


def test_no_code_has_two_meanings():
    codes = [code for code, _, _ in SENTENCES]
    assert len(codes) == len(set(codes))


def test_a_refusal_reads_as_place_sentence_and_code():
    refused = INDICATOR_PROBLEMS.refusal("D03", "a.toml", key="colour")
    assert isinstance(refused, Refused)
    assert str(refused) == "a.toml: the key “colour” is not known [D03]"
    assert refused.problems[0].vi == "không biết khóa “colour”"
