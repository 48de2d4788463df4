import json

import cv2
import numpy as np
import pikepdf
import pytest
from click.testing import CliRunner

from nhiemky.cli.main import main
from nhiemky.core.ballots.layout_file import layout_json
from nhiemky.core.ballots.reader import Reader
from nhiemky.core.ballots.readings_file import read_readings
from nhiemky.printing.ballots import reference
from tests.core.ballots.pictures import PdfPages, grey_page, jpeg, page_pdf, picture, saved
from tests.scans.forms import layout_of

FORM, DPI = "strike-6", 200
LAYOUT = layout_of(FORM, 0)


def ballot(struck=(), seed=0):
    """A scan of a ballot at 200 dpi: the print, straight lines through some names, noise."""
    scale = DPI / 25.4
    page = reference(LAYOUT, scale)[0].copy()
    for candidate in struck:
        box = LAYOUT.places[candidate].name_box
        middle = round((box.y + box.height * 0.55) * scale)
        ends = ((round((x) * scale), middle) for x in (box.x - 2, box.right + 2))
        cv2.line(page, *ends, color=60, thickness=4, lineType=cv2.LINE_AA)
    noise = np.random.default_rng(seed).normal(-3, 2, page.shape)
    return np.clip(page + noise, 0, 255).astype(np.uint8)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "layout.json").write_text(layout_json(LAYOUT), "utf-8")
    return tmp_path


@pytest.fixture
def read(folder):
    def run(*scans, options=(), out="readings.json"):
        arguments = ["ballots", "read", str(folder / "layout.json"), *(str(folder / scan) for scan in scans)]
        return CliRunner().invoke(main, [*arguments, "--out", str(folder / out), *options])

    return run


def scanned(folder, name, *pages):
    made = PdfPages()
    for page in pages:
        made.whole(made.jpeg(page))
    (folder / name).write_bytes(made.bytes())
    return name


def readings(folder, out="readings.json"):
    return read_readings((folder / out).read_text("utf-8"))


def marks(record):
    return [mark.mark.value for mark in record.reading.marks]


def test_scans_are_read_in_the_order_given_and_told_in_one_line(folder, read):
    scanned(folder, "b.pdf", ballot(), ballot([0, 5], seed=1))
    (folder / "a.png").write_bytes(saved(picture(ballot([2], seed=2)), "PNG"))
    done = read("b.pdf", "a.png")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == "3 trang: 3 đã đọc, 0 cần người xem, 0 bị từ chối\n"
    pages = readings(folder)
    assert [page.source for page in pages] == ["b.pdf#1", "b.pdf#2", "a.png#1"]
    assert marks(pages[0]) == ["clear"] * 6
    assert marks(pages[1]) == ["struck", "clear", "clear", "clear", "clear", "struck"]
    assert marks(pages[2]) == ["clear", "clear", "struck", "clear", "clear", "clear"]
    assert [mark.candidate for mark in pages[1].reading.marks] == list(range(6))


def test_refused_pages_are_named_with_reason_and_remedy_and_the_others_are_read(folder, read):
    once = ballot([1])
    bilevel = np.where(ballot() > 128, 255, 0).astype(np.uint8)
    scanned(folder, "s.pdf", once, grey_page(), once, bilevel)
    done = read("s.pdf", options=["--json", "--language", "en"])
    assert done.exit_code == 1
    assert json.loads(done.stdout) == {"pages": 4, "read": 1, "needs_eyes": 0, "refused": 3}
    lines = done.stderr.splitlines()
    assert [line.split(" ")[0] for line in lines] == ["s.pdf#2:", "s.pdf#3:", "s.pdf#4:"]
    assert lines[1] == "s.pdf#3: same_image This very picture was read already; leave the copy out."
    pages = readings(folder)
    assert [page.reading.reasons for page in pages[2:]] == [("same_image",), ("bilevel",)]
    assert pages[2].sha256 == pages[0].sha256
    assert [marks(page) for page in pages[1:]] == [[], [], []]


def test_any_number_of_jobs_gives_the_same_bytes(folder, read):
    pages = [ballot([seed % 6], seed=seed) for seed in range(26)]
    pages[20] = pages[3]
    scanned(folder, "s.pdf", *pages)
    assert read("s.pdf", options=["--jobs", "1"], out="one.json").exit_code == 1
    assert read("s.pdf", options=["--jobs", "2"], out="two.json").exit_code == 1
    assert (folder / "one.json").read_bytes() == (folder / "two.json").read_bytes()


def test_rows_that_people_must_look_at_are_kept(folder, read):
    half = ballot()
    box, scale = LAYOUT.places[3].name_box, DPI / 25.4
    middle = round((box.y + box.height * 0.55) * scale)
    cv2.line(half, (round(box.x * scale), middle), (round((box.x + 0.6 * box.width) * scale), middle), 60, 4)
    scanned(folder, "s.pdf", ballot([1], seed=1), half)
    done = read("s.pdf", options=["--crops", str(folder / "rows"), "--json"])
    assert json.loads(done.stdout)["needs_eyes"] == 1
    (kept,) = (folder / "rows").iterdir()
    assert kept.name == "s.pdf-2-4.png"
    row, whole = cv2.imread(str(kept), cv2.IMREAD_GRAYSCALE), LAYOUT.places[3].row_box
    assert row.shape[0] == pytest.approx((whole.height + 8) * Reader.PX_PER_MM, abs=2)
    assert row.min() < 100


def test_files_of_one_name_keep_their_folders(folder, read):
    for place in ("x", "y"):
        (folder / place).mkdir()
        (folder / place / "s.jpg").write_bytes(jpeg(ballot(seed=ord(place))))
    read("x/s.jpg", "y/s.jpg")
    assert [page.source for page in readings(folder)] == [f"{folder}/x/s.jpg#1", f"{folder}/y/s.jpg#1"]


def test_every_input_that_cannot_be_used_is_named_and_nothing_is_written(folder, read):
    (folder / "empty.pdf").write_bytes(b"")
    (folder / "text.pdf").write_text("a letter", "utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\n%%EOF")
    (folder / "no-pages.pdf").write_bytes(PdfPages().bytes())
    locked = pikepdf.Encryption(user="secret", owner="secret")
    made = PdfPages()
    (folder / "locked.pdf").write_bytes(made.whole(made.jpeg(grey_page())).bytes(encryption=locked))
    (folder / "good.pdf").write_bytes(page_pdf(grey_page()))
    names = ["empty.pdf", "text.pdf", "missing.pdf", "good.pdf", "broken.pdf", "no-pages.pdf", "locked.pdf", "."]
    refused = read(*names, options=["--language", "en"])
    assert refused.exit_code == 2
    told = [line.removeprefix(str(folder)).split(" ")[:2] for line in refused.stderr.splitlines()]
    assert told == [
        ["/empty.pdf:", "B302"],
        ["/text.pdf:", "B303"],
        ["/missing.pdf:", "B301"],
        ["/broken.pdf:", "B304"],
        ["/no-pages.pdf:", "B307"],
        ["/locked.pdf:", "B306"],
        [":", "B301"],
    ]
    assert (refused.stdout, list(folder.glob("*readings*"))) == ("", [])


def test_a_bad_layout_and_an_output_that_cannot_be_written_are_told(folder, read):
    (folder / "s.jpg").write_bytes(jpeg(ballot()))
    assert read("s.jpg", out="missing/readings.json").exit_code == 2
    assert read("s.jpg", out="s.jpg").exit_code == 2
    (folder / "layout.json").write_text("{}", "utf-8")
    refused = read("s.jpg")
    assert (refused.exit_code, refused.stderr.split()[1]) == (2, "B202")


def test_an_earlier_result_stays_when_reading_cannot_be_done(folder, read):
    (folder / "readings.json").write_text("earlier", "utf-8")
    assert read("missing.pdf").exit_code == 2
    assert (folder / "readings.json").read_text("utf-8") == "earlier"


def test_the_reader_and_the_reference_speak_of_the_same_pixels():
    assert reference(LAYOUT, Reader.PX_PER_MM)[0].shape[0] == round(LAYOUT.height * Reader.PX_PER_MM)
