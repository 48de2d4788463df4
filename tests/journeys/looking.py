"""Looking at a page: axe finds nothing, a phone shows it without scrolling sideways, and it can be photographed.

What a page looks like does not depend on the database: the journeys on PostgreSQL take the same steps without looking.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.journeys.browsers import DESK, PHONE

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
LOOKING = not os.environ.get("NHIEMKY_DATABASE_URL")
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
WIDER_THAN_THE_WINDOW = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return [];
  return [...document.querySelectorAll('body *')]
    .filter(each => each.getBoundingClientRect().right > wide + 1)
    .map(each => each.outerHTML.slice(0, 160)).slice(0, 5).concat(['(page)']);
}"""


def look(page: Page, name: str, but: Sequence[str] = ()) -> None:
    """Judge the page at a desk and on a phone, by all rules `but` these. Raises AssertionError with what is wrong."""
    faults = faults_of(page, name, but) if LOOKING else []
    assert not faults, "\n".join(faults)


def faults_of(page: Page, name: str, but: Sequence[str] = ()) -> list[str]:
    """Everything wrong with the page, each with its name, address and width."""
    before = page.viewport_size or DESK
    faults = []
    for size in (DESK, PHONE):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        photograph(page, f"{name}-{size['width']}")
        faults += [f"{name} ({page.url}) at {size['width']} px: {fault}" for fault in axe(page, but)]
    wide = page.evaluate(WIDER_THAN_THE_WINDOW)
    faults += [f"{name} ({page.url}) scrolls sideways on a phone because of {element}" for element in wide]
    page.set_viewport_size(before)  # type: ignore[arg-type]
    return faults


def axe(page: Page, but: Sequence[str] = ()) -> list[str]:
    """What axe finds, one line for each rule: what it asks, how often it is broken, and the first place."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE)
    found: dict[str, Any] = page.evaluate(
        "rules => axe.run(document, rules)", RULES | {"rules": {rule: {"enabled": False} for rule in but}}
    )
    return [_said(fault) for fault in found["violations"]]


def _said(fault: dict[str, Any]) -> str:
    place = fault["nodes"][0]
    why = " ".join(check["message"] for check in (*place["any"], *place["all"], *place["none"]))
    return f"{fault['id']} x{len(fault['nodes'])}: {fault['help']}: {place['html'][:200]} {why}"


def photograph(page: Page, name: str) -> None:
    """Keep a picture of the whole page in the folder that NHIEMKY_SCREENSHOTS names, when it names one."""
    folder = os.environ.get("NHIEMKY_SCREENSHOTS")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
