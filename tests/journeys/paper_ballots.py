"""Paper ballots in the hall: printed from the page, struck by invented hands, scanned into one file, counted twice."""

import random
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

from nhiemky.core.ballots.layout import Layout
from nhiemky.core.ballots.layout_file import read_layout
from tests.journeys.congress_day import open_election
from tests.journeys.looking import look
from tests.journeys.steps import download, fill, follow, heading, press, t, told

_DPI = 200
_PX_PER_MM = _DPI / 25.4


def approve_and_print(clerk: Page, title: str) -> tuple[Layout, bytes]:
    """The clerk looks at the ballot, approves it and takes the file for the printer; the layout, and one ballot."""
    open_election(clerk, title)
    follow(clerk, "Approve and print the ballot")
    expect(clerk.get_by_role("img", name=t("Sheet %(sheet)s of the ballot as it is printed", sheet=1))).to_be_visible()
    press(clerk, "Approve the ballot shown")
    told(clerk, "The ballot paper is approved. Print it from here.")
    look(clerk, "clerk-ballot-paper")
    layout = download(clerk, clerk.get_by_role("link", name=t("Layout for the reader")), ".json")
    fill(clerk, "copies", "1")
    with clerk.expect_download() as waiting:
        press(clerk, "Print file (PDF)")
    return read_layout(layout.decode()), waiting.value.path().read_bytes()


def scans_of(layout: Layout, printed: bytes, struck: list[tuple[int, float]], file: Path) -> None:
    """A scanner's file, one page for each of `struck`: the candidate struck, and how much of the name (1: all)."""
    chance = random.Random(20260222)
    blank = pypdfium2.PdfDocument(printed)[0].render(scale=_DPI / 72, grayscale=True).to_pil()
    pages = [_page(blank, layout, chance, *each) for each in struck]
    pages[0].save(file, "PDF", save_all=True, append_images=pages[1:], resolution=_DPI, quality=80)


def _page(blank: Image.Image, layout: Layout, chance: random.Random, candidate: int, part: float) -> Image.Image:
    page = blank.copy()
    box = layout.places[candidate].name_box
    middle, slope = box.y + box.height / 2, chance.uniform(-0.6, 0.6)
    start, end = box.x - chance.uniform(0, 2), box.x + box.width * part + chance.uniform(0, 2)
    steps = [index / 20 for index in range(21)]
    line = [
        (
            (start + (end - start) * step) * _PX_PER_MM,
            (middle + slope * (step - 0.5) + chance.uniform(-0.15, 0.15)) * _PX_PER_MM,
        )
        for step in steps
    ]
    ImageDraw.Draw(page).line(line, fill=chance.randrange(20, 70), width=4, joint="curve")
    return page.rotate(chance.uniform(-1.5, 1.5), resample=Image.Resampling.BICUBIC, fillcolor=255)


def scan(teller: Page, title: str, file: Path) -> None:
    """Begin with the scanner's file, wait until it is read, and mix."""
    open_election(teller, title)
    follow(teller, "Scan and count the ballots")
    look(teller, "teller-batch-to-begin")
    teller.locator("input[type=file]").set_input_files(file)
    press(teller, "Begin")
    mixing = teller.get_by_role("button", name=t("Mix the ballots and count"))
    expect(mixing).to_be_visible(timeout=90_000)
    look(teller, "teller-batch-read")
    mixing.click()
    told(teller, "The ballots are mixed. Nobody can tell any more in which order they were scanned.")
    look(teller, "teller-batch-counting")


def answer(teller: Page, title: str, expected: int) -> None:
    """Answer a sheet of alike pictures by the keyboard alone: all struck out, one changed and changed back."""
    open_election(teller, title)
    follow(teller, "Scan and count the ballots")
    follow(teller, "Answer questions")
    _sheet(teller, expected)
    expect(heading(teller)).to_contain_text(t("Questions of the first count"))


def hit(teller: Page, key: str) -> None:
    """Press a key once the page listens: a page that is shown already may still be without its script."""
    teller.wait_for_load_state()
    teller.keyboard.press(key)


def _sheet(teller: Page, expected: int) -> None:
    """Sheet by sheet until no picture is left; on the first that has two, one is changed and changed back."""
    left, changed = expected, False
    while left:
        expect(teller.locator(".left .big")).to_have_text(str(left))
        teller.wait_for_load_state()
        pictures = teller.locator(".crops .picture img")
        shown = pictures.count()
        if not shown:
            # A doubt that is like no other is asked about on its whole ballot.
            expect(heading(teller)).to_have_text(t("What does this mark say?"))
            hit(teller, "1")
            left -= 1
            continue
        for picture in pictures.all():
            expect(picture).to_have_js_property("complete", value=True)
            assert picture.evaluate("image => image.naturalWidth") > 0
        expect(teller.locator(".crops input:checked")).to_have_count(0)
        hit(teller, "+")
        hit(teller, "-")
        if shown > 1 and not changed:
            hit(teller, "2")
            expect(teller.locator(".crops .clear input:checked")).to_have_count(1)
            hit(teller, "2")
            changed = True
        expect(teller.locator(".crops .struck input:checked")).to_have_count(shown)
        hit(teller, "Enter")
        left -= shown
    assert changed


def close_first(teller: Page) -> None:
    """Whoever answered last closes the first count."""
    press(teller, "Close the first count")
    told(teller, "This count is closed.")


def look_at_a_whole_ballot(teller: Page, title: str) -> None:
    """A picture opens its ballot, where one key answers; the answer is taken back and the sheet is whole again."""
    open_election(teller, title)
    follow(teller, "Scan and count the ballots")
    follow(teller, "Answer questions")
    look(teller, "teller-sheet")
    hit(teller, "Shift+Digit1")
    expect(heading(teller)).to_have_text(t("What does this mark say?"))
    look(teller, "teller-question")
    hit(teller, "1")
    expect(heading(teller)).to_have_text(t("What do these marks say?"))
    hit(teller, "u")
    told(teller, "%(number)s answer is taken back.", number=1)
    # The sheet has the whole desk: the way out is above it.
    teller.get_by_role("navigation", name=t("You are here")).get_by_role("link", name=t("Elections")).click()


def key_in(teller: Page, title: str, expected: int) -> None:
    """Key the doubtful marks in for the second count, blind, and close it: no ballot differs, so it is handed over."""
    open_election(teller, title)
    follow(teller, "Scan and count the ballots")
    follow(teller, "Key in for the second count")
    _sheet(teller, expected)
    press(teller, "Close the second count")
    told(teller, "Both counts agree and are handed over. The presidium can declare the result.")
