"""A problem is said in both languages, and a refusal carries all of them."""

from nhiemky.core.problem import Problem, Refused

MISSING = Problem("D02", "a.toml", "thiếu khóa “name”", "the key “name” is missing")
WHOLE = Problem("E202", "", "Tệp không đúng.", "The file is wrong.")


def test_a_problem_is_said_in_the_language_asked_for():
    assert MISSING.sentence("vi") == "thiếu khóa “name”"
    assert MISSING.sentence("en") == "the key “name” is missing"


def test_a_problem_reads_as_place_sentence_and_code():
    assert str(MISSING) == "a.toml: the key “name” is missing [D02]"
    assert str(WHOLE) == "The file is wrong. [E202]"


def test_a_refusal_carries_every_problem_and_reads_as_all_of_them():
    refused = Refused(MISSING, WHOLE)
    assert refused.problems == (MISSING, WHOLE)
    assert str(refused) == f"{MISSING}; {WHOLE}"
