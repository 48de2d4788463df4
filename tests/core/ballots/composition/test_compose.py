import itertools
from dataclasses import astuple, replace

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from nhiemky.core.ballots import code
from nhiemky.core.ballots.composition.compose import compose
from nhiemky.core.ballots.composition.paper import MM_PER_POINT
from nhiemky.core.ballots.geometry import Box
from nhiemky.core.problem import Refused
from nhiemky.printing.letter_widths import width_of
from tests.core.ballots.votes import AGREE, ORGANISATION, STRIKE, laid_out, names, vote

SAFE = {148: 12.5, 210: 14.5}
SEAL = "(Đóng dấu)"

SYLLABLES = st.sampled_from(
    ["Nguyễn", "Đặng", "Lê", "Ễnh", "Thị", "Quỳnh", "Ngọc", "Tằng", "Nữ", "Phượng", "Ý", "Ường"]
)
NAMES = st.lists(SYLLABLES, min_size=1, max_size=6).map(" ".join)
TITLES = st.lists(SYLLABLES, min_size=1, max_size=14).map(" ".join)
VOTES = st.builds(
    vote,
    st.integers(1, 100).flatmap(
        lambda count: st.lists(NAMES, min_size=count, max_size=count, unique_by=str.casefold).map(tuple)
    ),
    st.sampled_from([STRIKE, AGREE]),
    title=TITLES,
    organisation=TITLES,
    round=st.integers(1, 15),
    page=st.sampled_from([None, "A5", "A4"]),
    columns=st.sampled_from([None, 1, 2]),
)


def ink(text):
    """The least box that holds the letters of any line."""
    em = text.size * MM_PER_POINT
    return Box(text.x, text.baseline - 0.75 * em, width_of(text.text, text.size, bold=text.bold), 0.97 * em)


def wider(box, by):
    return Box(box.x - by, box.y - by, box.width + 2 * by, box.height + 2 * by)


def within(inner, outer, slack=2e-3):
    return (
        inner.x >= outer.x - slack
        and inner.y >= outer.y - slack
        and inner.right <= outer.right + slack
        and inner.bottom <= outer.bottom + slack
    )


def apart(one, other, slack=2e-3):
    return (
        one.right <= other.x + slack
        or other.right <= one.x + slack
        or one.bottom <= other.y + slack
        or other.bottom <= one.y + slack
    )


def line(rule):
    return Box(rule.x1, rule.y1, rule.x2 - rule.x1, rule.y2 - rule.y1)


def printed(layout, sheet):
    """Everything on a sheet beside markers and code."""
    return [*map(ink, sheet.texts), *map(line, sheet.rules)]


def check_sheet(layout, sheet):
    margin = SAFE[layout.width]
    safe = Box(margin, margin, layout.width - 2 * margin, layout.height - 2 * margin)
    everything = [*printed(layout, sheet), *sheet.markers, sheet.code]
    assert all(within(box, safe) for box in everything)
    for marker in sheet.markers:
        assert all(apart(wider(marker, 2), box) for box in [*printed(layout, sheet), sheet.code])
    assert all(apart(wider(sheet.code, 3), box) for box in [*printed(layout, sheet), *sheet.markers])
    texts = list(map(ink, sheet.texts))
    assert all(apart(*two) for two in itertools.combinations(texts, 2))
    # No line of the table runs through letters.
    assert all(apart(box, line(rule)) for rule in sheet.rules for box in texts)
    check_seal(layout, sheet)


def check_seal(layout, sheet):
    caption = next(text for text in sheet.texts if text.text == SEAL)
    middle = caption.x + width_of(SEAL, caption.size, bold=False) / 2
    room = Box(middle - 18, SAFE[layout.width], 36, 36)
    assert all(apart(wider(marker, 4), room) for marker in sheet.markers)
    inside = {text.text for text in sheet.texts if not apart(ink(text), room)} - {SEAL}
    # The seal goes over the organisation's name, as seals do, and over nothing else.
    assert all(text == text.upper() for text in inside)
    assert all(apart(place.row_box, room) for place in layout.places)
    assert all(apart(line(rule), room) for rule in sheet.rules)


def check_places(layout):
    rows = {}
    for place in layout.places:
        assert within(place.name_box, place.row_box)
        assert abs(place.name_box.y - place.row_box.y - (place.row_box.bottom - place.name_box.bottom)) < 0.01
        boxes = [box for box in (place.name_box, place.agree_box, place.disagree_box) if box]
        assert all(within(box, place.row_box) for box in boxes)
        assert all(apart(*two) for two in itertools.combinations(boxes, 2))
        rows.setdefault(place.sheet, []).append(place.row_box)
    for boxes in rows.values():
        assert all(apart(*two) for two in itertools.combinations(boxes, 2))
    pitches = {place.row_box.height for place in layout.places}
    assert max(pitches) <= 11
    assert min(pitches) >= 7
    assert len({place.name_box.height for place in layout.places}) == 1
    assert layout.places[0].name_box.height >= 10 * MM_PER_POINT * 1.12 - 1e-3


def check_names(layout, candidates):
    assert tuple(place.name for place in layout.places) == candidates
    assert [place.sheet for place in layout.places] == sorted(place.sheet for place in layout.places)
    for number, place in enumerate(layout.places, start=1):
        texts = layout.sheets[place.sheet - 1].texts
        (row,) = [[t for t in texts if not apart(ink(t), place.row_box)]]
        assert [text.text for text in row] == [str(number), place.name]
        before, after = width_of.bearings(place.name, row[1].size, bold=False)
        end = row[1].x + width_of(place.name, row[1].size, bold=False)
        assert abs(row[1].x + before - place.name_box.x) < 2e-3
        assert abs(end - after - place.name_box.right) < 2e-3


def check_identities(layout, paper):
    first = layout.sheets[0].identity
    assert (first.round, first.style, first.sheets) == (paper.round, paper.contest.style, len(layout.sheets))
    for number, sheet in enumerate(layout.sheets, start=1):
        assert sheet.number == number
        assert sheet.identity == replace(first, sheet=number)
        assert (sheet.markers, sheet.code) == (layout.sheets[0].markers, layout.sheets[0].code)
        code.cells_of(sheet.identity)


@settings(max_examples=60, deadline=None)
@given(VOTES)
@example(vote(names(63), title="Ễnh", organisation="Ngọc Ngọc Ngọc Ễnh Ường Đặng Phượng Ý Phượng", columns=2))
def test_whatever_is_voted_on_nothing_overlaps_and_nothing_can_leave_the_paper(paper):
    try:
        layout = compose(paper, width_of)
    except Refused as refused:
        assert {problem.code for problem in refused.problems} <= {"B104", "B105", "B106"}
        assume(False)
    assert paper.page in (None, {148: "A5", 210: "A4"}[layout.width])
    for sheet in layout.sheets:
        check_sheet(layout, sheet)
    check_places(layout)
    check_names(layout, paper.contest.candidates)
    check_identities(layout, paper)


@pytest.mark.parametrize("style", [STRIKE, AGREE])
@pytest.mark.parametrize(
    ("count", "page", "columns", "sheets"),
    [
        (1, 148, 1, 1), (6, 148, 1, 1), (15, 210, 1, 1), (30, 210, 2, 1),
        (60, 210, 2, 1), (61, 210, 2, 2), (100, 210, 2, 2),
    ],
)  # fmt: skip
def test_the_length_of_the_list_chooses_paper_columns_and_sheets(count, page, columns, sheets, style):
    layout = laid_out(count, style)
    lefts = {place.row_box.x for place in layout.places}
    assert (layout.width, len(lefts), len(layout.sheets)) == (page, columns, sheets)
    on_sheets = [len(layout.on_sheet(number)) for number in range(1, sheets + 1)]
    assert max(on_sheets) - min(on_sheets) <= 1


def test_a_province_s_ballot_of_sixty_takes_one_sheet_also_with_a_long_title():
    title = (
        "Bầu đại biểu chính thức dự Đại hội Đảng bộ các cơ quan Đảng tỉnh Thái Nguyên lần thứ nhất, "
        "nhiệm kỳ 2025 - 2030"
    )
    for style in (STRIKE, AGREE):
        layout = laid_out(60, style, title=title, round=2)
        assert (layout.width, len(layout.sheets)) == (210, 1)
        assert min(text.size for text in layout.sheets[0].texts if text.text != SEAL) >= 7.5


@pytest.mark.parametrize(("scale", "shift"), [*itertools.product([0.92, 1.04], itertools.product([-8, 8], [-8, 8]))])
@pytest.mark.parametrize("page", ["A5", "A4"])
def test_a_printer_that_scales_and_shifts_leaves_everything_on_the_paper(page, scale, shift):
    layout = laid_out(12, page=page)
    for box in (*layout.sheets[0].markers, layout.sheets[0].code, *(place.row_box for place in layout.places)):
        for x, y in ((box.x, box.y), (box.right, box.bottom)):
            assert 0 <= layout.width / 2 + (x - layout.width / 2) * scale + shift[0] <= layout.width
            assert 0 <= layout.height / 2 + (y - layout.height / 2) * scale + shift[1] <= layout.height


def test_the_head_says_what_the_form_asks_for():
    texts = {text.text for text in laid_out(6, round=2).sheets[0].texts}
    asked = {
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "PHIẾU BẦU",
        "Số lượng bầu: 5",
        "(Bầu lần thứ 2)",
        ORGANISATION,
        "STT",
        "Họ và tên",
    }
    assert asked <= texts
    assert not {"Đồng ý", "Không đồng ý"} & texts
    assert {"Đồng ý", "Không đồng ý"} <= {text.text for text in laid_out(3, AGREE).sheets[0].texts}


def test_both_answers_have_titles_of_one_size():
    for count in (3, 60):
        texts = laid_out(count, AGREE).sheets[0].texts
        sizes = {text.size for text in texts if text.text in ("Đồng ý", "Không đồng ý", "Không", "đồng ý")}
        assert len(sizes) == 1


def test_each_of_several_sheets_says_which_it_is():
    layout = laid_out(100)
    for number, sheet in enumerate(layout.sheets, start=1):
        assert [text.text for text in sheet.texts if text.text.startswith("Tờ")] == [f"Tờ {number}/2"] * 2
    assert not [text for text in laid_out(60).sheets[0].texts if text.text.startswith("Tờ")]


def test_two_rounds_share_their_election_and_nothing_else():
    first, second = (laid_out(6, round=number).sheets[0].identity for number in (1, 2))
    assert first.election == second.election
    assert (first.round, second.round) == (1, 2)
    assert first.layout != second.layout


@pytest.mark.parametrize("change", [{"title": "Bầu Bí thư"}, {"organisation": "Chi bộ 2"}])
def test_another_vote_is_another_election(change):
    assert laid_out(6, **change).sheets[0].identity.election != laid_out(6).sheets[0].identity.election


def test_names_are_printed_in_nfc_with_single_spaces():
    layout = compose(vote(("Le\u0302\u0301  Thi\u0323 An",)), width_of)
    assert layout.places[0].name == "Lế Thị An"


def codes(paper):
    with pytest.raises(Refused) as refused:
        compose(paper, width_of)
    return [(problem.code, problem.place) for problem in refused.value.problems]


def test_more_than_a_hundred_names_are_refused():
    assert codes(vote(names(101))) == [("B101", "candidates")]
    assert laid_out(100)


def test_letters_without_ink_of_ours_are_refused_all_at_once():
    paper = vote(("Lê An", "Vũ 李", "Đỗ\u200b Yến"), title="Bầu ☭", organisation="Chi bộ \u202e2")
    assert codes(paper) == [
        ("B103", "organisation"), ("B103", "title"), ("B102", "candidates.2"), ("B102", "candidates.3"),
    ]  # fmt: skip


def test_the_organisation_must_have_capitals_too():
    assert codes(vote(names(3), organisation="Chi bộ ɬ")) == [("B103", "organisation")]


LONG = "Công Tằng Tôn Nữ Hoàng Phương Thảo Nguyên"


def test_a_long_name_shrinks_all_names_alike_then_takes_more_room_then_is_refused():
    narrow = compose(vote((LONG, "Lê An"), AGREE, page="A5", columns=1), width_of)
    usual = compose(vote(("Vũ Bình", "Lê An"), AGREE, page="A5", columns=1), width_of)
    assert narrow.places[0].name_box.height == narrow.places[1].name_box.height
    assert narrow.places[0].name_box.height < usual.places[0].name_box.height
    assert narrow.places[0].agree_box.width < usual.places[0].agree_box.width
    assert {place.row_box.x for place in compose(vote((LONG, *names(40)), AGREE), width_of).places} == {14.5}
    assert codes(vote((LONG, "Lê An"), AGREE, page="A5", columns=2)) == [("B104", "candidates.2")]


@pytest.mark.parametrize("field", ["title", "organisation"])
def test_words_that_do_not_fit_the_head_are_refused_by_name(field):
    assert codes(vote(names(3), **{field: "W" * 200})) == [("B105", field)]
    assert codes(vote(names(3), **{field: "Bầu Chi ủy khóa " * 300})) == [("B105", field)]


def test_a_list_that_needs_too_many_sheets_is_refused():
    long = "Bầu Chi ủy khóa VIII nhiệm kỳ 2025 - 2027 " * 25
    assert codes(vote(names(100), page="A5", columns=1, title=long)) == [("B106", "")]


def test_the_same_vote_has_the_same_layout():
    assert astuple(laid_out(30)) == astuple(laid_out(30))
