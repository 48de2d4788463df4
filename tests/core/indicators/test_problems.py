"""Numbered problems."""

from nhiemky.core.indicators.problems import INDICATOR_PROBLEMS
from nhiemky.core.reporting.problems import REPORTING_PROBLEMS
from nhiemky.core.resolution.problems import RESOLUTION_PROBLEMS

CATALOGUES = [INDICATOR_PROBLEMS, REPORTING_PROBLEMS, RESOLUTION_PROBLEMS]


def test_no_code_has_two_meanings():
    codes = [code for catalogue in CATALOGUES for code in catalogue.sentences]
    assert len(codes) == len(set(codes))


def test_a_refusal_reads_as_place_sentence_and_code():
    refused = INDICATOR_PROBLEMS.refusal("D03", "a.toml", key="colour")
    assert str(refused) == "a.toml: the key “colour” is not known [D03]"
    assert refused.problems[0].vi == "không biết khóa “colour”"
