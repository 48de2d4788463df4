import pytest

from nhiemky.core.ballots.reading import ReadMark
from tests.core.ballots.marks.drawn import BLACK, EM, NAMES, Stroke, zigzag
from tests.core.ballots.marks.drawn_read import PAGE, along, marks, read


def test_bleed_through_is_no_mark():
    pale = (222, 222, 222)
    found = read(along(0, ink=pale, width=0.8), along(2, rise=2, ink=pale, width=1.0), blur=1.5)
    assert [mark.mark for mark in found[0]].count(ReadMark.STRUCK) == 0


@pytest.mark.parametrize("row", [0, 3])
def test_the_palest_zigzag_is_no_untouched_name(row):
    pale = Stroke(zigzag(PAGE.layout.places[row].name_box, teeth=9, sway=1.0), 0.4, (208, 208, 208))
    assert marks(pale)[row] is not ReadMark.CLEAR


@pytest.mark.parametrize("grade", [60, 110, 170, 200])
def test_a_fold_through_a_row_is_never_a_strike(grade):
    y = PAGE.layout.places[2].name_box.y + 0.6 * EM
    assert marks(Stroke([(0, y - 0.3), (148, y + 0.3)], 0.3, (grade, grade, grade)))[2] is not ReadMark.STRUCK


def test_an_upright_streak_through_all_rows_changes_nothing():
    found, reasons = read(Stroke([(40.0, 0), (40.4, 210)], 0.2, (120, 120, 120)), along(1))
    assert [mark.mark for mark in found if mark.candidate != 1] == [ReadMark.CLEAR] * (len(NAMES) - 1)
    assert found[1].mark is ReadMark.STRUCK
    assert reasons == ()


def test_dust_is_no_mark():
    specks = [Stroke([(x, y), (x + 0.1, y)], 0.3, BLACK) for x, y in ((35.0, 73.2), (52.1, 84.0), (90.0, 95.0))]
    assert read(*specks)[1] == ()


@pytest.mark.parametrize("height", [0.2, 0.3, 0.4])
@pytest.mark.parametrize("row", range(len(NAMES)))
def test_a_line_of_the_palest_pencil_through_a_name_is_never_a_sure_clear(row, height):
    palest = (224, 224, 224)  # an eighth of the way to black, and thinned by the straightening of its page
    assert marks(along(row, height, ink=palest, width=0.3))[row] is not ReadMark.CLEAR


@pytest.mark.parametrize("height", [0.15, 0.3, 0.5])
@pytest.mark.parametrize("row", range(len(NAMES)))
def test_a_line_hardly_darker_than_grain_is_seen_over_a_whole_name(row, height):
    faintest = (236, 236, 236)  # 7 % of the light; the paper's own grain is 2 %
    assert marks(along(row, height, ink=faintest, width=0.4), blur=0.8)[row] is not ReadMark.CLEAR


def test_what_is_many_times_fainter_than_the_pages_strikes_is_no_strike():
    shine = along(3, 0.4, ink=(245, 245, 245), width=1.0)  # under 4 %
    struck = [along(row, ink=BLACK) for row in (0, 1, 4)]
    assert marks(*struck, shine, noise=2.0)[3] is ReadMark.CLEAR
    assert marks(shine, noise=2.0)[3] is ReadMark.UNSURE


@pytest.mark.parametrize("row", range(len(NAMES)))
def test_a_zigzag_paler_than_grain_elsewhere_is_not_clear_on_a_quiet_page(row):
    faintest = Stroke(zigzag(PAGE.layout.places[row].name_box, teeth=7, sway=1.4), 0.35, (230, 230, 230))
    assert marks(faintest, noise=1.5)[row] is ReadMark.UNSURE


@pytest.mark.parametrize("rise", [0.0, 1.5, 3.0])
@pytest.mark.parametrize("noise", [0.5, 1.5])
def test_the_faintest_even_line_is_asked_about_on_a_quiet_page_with_dark_strikes(rise, noise):
    faintest = along(3, 0.35, rise=rise, ink=(244, 244, 244), width=0.4)
    struck = [along(row, ink=(140, 140, 140)) for row in (0, 1, 4)]
    found = marks(*struck, faintest, noise=noise)
    assert found[3] is ReadMark.UNSURE
    assert found[2] is found[5] is ReadMark.CLEAR
