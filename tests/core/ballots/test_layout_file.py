import hashlib
import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nhiemky.core.ballots.layout_file import layout_json, read_layout
from nhiemky.core.problem import Refused
from tests.core.ballots.votes import AGREE, STRIKE, laid_out

STYLES = st.sampled_from([STRIKE, AGREE])
WHOLE = json.loads(layout_json(laid_out(2, AGREE)))
SEVERAL = json.loads(layout_json(laid_out(61)))


def found(document):
    text = document if isinstance(document, str) else json.dumps(document)
    with pytest.raises(Refused) as refused:
        read_layout(text)
    return [(problem.code, problem.place) for problem in refused.value.problems]


def hashed(document):
    content = {key: value for key, value in document.items() if key != "sha256"}
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return {**content, "sha256": hashlib.sha256(canonical.encode()).hexdigest()}


def changed(path, value, document=WHOLE):
    """The document with the part at a path changed, or left out (value ...), under its own new hash."""
    copy = json.loads(json.dumps(document))
    *way, last = path
    part = copy
    for step in way:
        part = part[step]
    if value is ...:
        del part[last]
    else:
        part[last] = value
    return hashed(copy)


@settings(max_examples=12, deadline=None)
@given(st.integers(1, 100), STYLES, st.integers(1, 15))
def test_a_layout_comes_back_as_it_was_written(count, style, turn):
    layout = laid_out(count, style, round=turn)
    assert read_layout(layout_json(layout)) == layout


def test_the_file_has_the_shape_of_the_contract():
    assert WHOLE["page"] == {"width": 148, "height": 210}
    assert len(WHOLE["fiducials"]) == 4
    assert all(len(box) == 4 for box in (*WHOLE["fiducials"], WHOLE["identity_code"]))
    for candidate, place in zip(WHOLE["candidates"], laid_out(2, AGREE).places, strict=True):
        assert candidate["name"] == place.name
        for key in ("name_box", "agree_box", "disagree_box"):
            box = getattr(place, key)
            assert candidate[key] == [box.x, box.y, box.width, box.height]
        assert "sheet" not in candidate
    assert {candidate["sheet"] for candidate in SEVERAL["candidates"]} == {1, 2}
    assert {candidate["agree_box"] for candidate in SEVERAL["candidates"]} == {None}


def test_the_hash_is_of_everything_in_the_file_and_its_start_is_printed():
    assert hashed(WHOLE) == WHOLE
    assert laid_out(2, AGREE).sheets[0].identity.layout == int(WHOLE["sha256"][:8], 16)


def test_another_program_may_write_the_same_file_in_its_own_way():
    written = json.dumps(WHOLE, sort_keys=True, indent=4)
    assert '"width": 148\n' in written
    written = written.replace('"width": 148\n', '"width": 148.0\n')
    assert read_layout(written) == laid_out(2, AGREE)


@pytest.mark.parametrize("text", ["", "{", "nothing", "[" * 100_000])
def test_text_that_is_not_json_is_refused(text):
    assert found(text) == [("B201", "")]


@pytest.mark.parametrize("document", [[], {}, "1", {"format": "other"}, {**WHOLE, "format": 1}])
def test_a_file_of_another_kind_is_refused(document):
    assert found(document) == [("B202", "format")]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("style",), "strike"),
        (("round",), 2),
        (("election",), 1),
        (("page", "height"), 211),
        (("candidates", 0, "name"), "Lê An"),
        (("candidates", 1, "agree_box", 0), 1),
        (("candidates", 1, "agree_box"), None),
        (("sheets", 0, "texts", 0, 4), False),
        (("sheets", 0, "rules", 0, 2), 100.5),
        (("fiducials", 3, 1), 190),
        (("identity_code", 1), 180),
        (("more",), 1),
        (("sheets", 0, "more"), 1),
    ],
)
def test_a_change_that_keeps_the_old_hash_is_noticed(path, value):
    assert found({**changed(path, value), "sha256": WHOLE["sha256"]}) == [("B205", "sha256")]


@pytest.mark.parametrize("sha256", [{"sha256": "0" * 64}, {"sha256": None}, {"sha256": WHOLE["sha256"].upper()}, {}])
def test_a_wrong_or_missing_hash_is_noticed(sha256):
    content = {key: value for key, value in WHOLE.items() if key != "sha256"}
    assert found({**content, **sha256}) == [("B205", "sha256")]


def test_an_unknown_part_is_refused_even_under_its_own_hash():
    assert found(changed(("more",), 1)) == [("B205", "sha256")]


@pytest.mark.parametrize(
    "path",
    [("page",), ("page", "width"), ("style",), ("election",), ("round",), ("fiducials",), ("identity_code",)]
    + [("candidates", 1, key) for key in ("name", "name_box", "row_box", "agree_box", "disagree_box")]
    + [("sheets",), ("sheets", 0, "texts"), ("sheets", 0, "rules"), ("candidates",)],
)
def test_a_missing_part_is_named_once(path):
    (problem, *more) = found(changed(path, ...))
    named = ".".join(str(step + 1) if isinstance(step, int) else step for step in path)
    assert problem == ("B203", named)
    assert not more


def test_on_several_sheets_a_candidate_must_say_which():
    assert found(changed(("candidates", 60, "sheet"), ..., SEVERAL)) == [("B203", "candidates.61.sheet")]
    assert found(changed(("candidates", 60, "sheet"), 3, SEVERAL)) == [("B204", "candidates.61.sheet")]


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        (("page",), [], "page"),
        (("page", "width"), "148", "page.width"),
        (("page", "width"), True, "page.width"),
        (("page", "width"), math.inf, "page.width"),
        (("style",), "cross", "style"),
        (("style",), [], "style"),
        (("election",), 2**24, "election"),
        (("election",), -1, "election"),
        (("round",), 0, "round"),
        (("round",), 16, "round"),
        (("round",), 1.0, "round"),
        (("fiducials",), [[1, 2, 3, 4]], "fiducials"),
        (("fiducials", 2), 7, "fiducials.3"),
        (("identity_code",), [1, 2, 3], "identity_code"),
        (("identity_code", 2), None, "identity_code.3"),
        (("candidates",), [], "candidates"),
        (("candidates",), {}, "candidates"),
        (("candidates", 0), None, "candidates.1"),
        (("candidates", 0, "name"), " ", "candidates.1.name"),
        (("candidates", 0, "name_box"), None, "candidates.1.name_box"),
        (("candidates", 0, "agree_box"), [1], "candidates.1.agree_box"),
        (("sheets",), [], "sheets"),
        (("sheets", 0, "texts"), [], "sheets.1.texts"),
        (("sheets", 0, "texts", 1), ["a"], "sheets.1.texts.2"),
        (("sheets", 0, "texts", 1, 0), 5, "sheets.1.texts.2.1"),
        (("sheets", 0, "texts", 1, 4), 0, "sheets.1.texts.2.5"),
        (("sheets", 0, "rules", 0, 4), "x", "sheets.1.rules.1.5"),
    ],
)
def test_a_wrong_part_is_named(path, value, place):
    assert found(changed(path, value)) == [("B204", place)]


def test_all_that_is_wrong_is_said_at_once():
    document = changed(("page", "width"), None)
    del document["candidates"][0]["name"]
    document["candidates"][1]["row_box"][2] = "wide"
    assert found(document) == [
        ("B204", "page.width"),
        ("B203", "candidates.1.name"),
        ("B204", "candidates.2.row_box.3"),
    ]
