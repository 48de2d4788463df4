"""layout.json: all that is needed to draw a ballot again and to read it, and a hash that nobody can change by mistake.

Boxes are `[x, y, width, height]` in millimetres from the top left corner of the page; texts are `[text, x, baseline,
size in points, bold]`; rules are `[x1, y1, x2, y2, thickness]`. `sha256` is the hash of everything else in the file
(keys sorted, no spaces, UTF-8); its first 32 bits are printed in the identity code.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from nhiemky.core.ballots.geometry import Box
from nhiemky.core.ballots.identity import Identity
from nhiemky.core.ballots.layout import Layout, Place, Rule, Sheet, Text
from nhiemky.core.ballots.layout_parts import Part
from nhiemky.core.ballots.problems import BALLOT_PROBLEMS
from nhiemky.core.elections.election_file import MOST_ROUNDS
from nhiemky.core.elections.rulebook import BallotStyle

FORMAT = "nhiemky ballot layout 1"
_IDENTITY_DIGITS = 8


def layout_json(layout: Layout) -> str:
    """The text of layout.json, one candidate, text or rule a line."""
    document = _document(layout)
    document["sha256"] = _hash(document)
    rows = (f"{json.dumps(key)}: {_rows(value)}" for key, value in document.items())
    return "{\n" + ",\n".join(rows) + "\n}\n"


def numbered(layout: Layout) -> Layout:
    """The layout with the number of its content (32 bits of its hash) in the identity of every sheet."""
    number = int(_hash(_document(layout))[:_IDENTITY_DIGITS], 16)
    sheets = (replace(sheet, identity=replace(sheet.identity, layout=number)) for sheet in layout.sheets)
    return replace(layout, sheets=tuple(sheets))


def read_layout(text: str) -> Layout:
    """Read layout.json; raises Refused (B201 to B205) with every part that is missing or wrong."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BALLOT_PROBLEMS.refusal("B201", reason=error) from None
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise BALLOT_PROBLEMS.refusal("B202", "format", format=FORMAT)
    whole = Part(document)
    layout = _layout(whole)
    whole.refuse_if_wrong()
    content = _document(layout)
    if document != {**content, "sha256": _hash(content)}:
        raise BALLOT_PROBLEMS.refusal("B205", "sha256")
    return numbered(layout)


def _hash(document: Mapping[str, Any]) -> str:
    canonical = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _rows(value: object) -> str:
    """A list has a line for each of its items, so that two layouts can be compared by eye."""
    if not isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    return "[\n" + ",\n".join("  " + json.dumps(item, ensure_ascii=False) for item in value) + "\n]"


def _document(layout: Layout) -> dict[str, Any]:
    first = layout.sheets[0]
    return {
        "format": FORMAT,
        "unit": "mm",
        "page": {"width": _number(layout.width), "height": _number(layout.height)},
        "style": layout.style.value,
        "election": first.identity.election,
        "round": first.identity.round,
        "fiducials": [_numbers(marker) for marker in first.markers],
        "identity_code": _numbers(first.code),
        "candidates": [_candidate(place, several=len(layout.sheets) > 1) for place in layout.places],
        "sheets": [_sheet(sheet) for sheet in layout.sheets],
    }


def _candidate(place: Place, *, several: bool) -> dict[str, Any]:
    return {
        "name": place.name,
        **({"sheet": place.sheet} if several else {}),
        "name_box": _numbers(place.name_box),
        "row_box": _numbers(place.row_box),
        "agree_box": _numbers(place.agree_box) if place.agree_box else None,
        "disagree_box": _numbers(place.disagree_box) if place.disagree_box else None,
    }


def _sheet(sheet: Sheet) -> dict[str, Any]:
    return {
        "texts": [
            [line.text, _number(line.x), _number(line.baseline), _number(line.size), line.bold] for line in sheet.texts
        ],
        "rules": [
            [_number(value) for value in (rule.x1, rule.y1, rule.x2, rule.y2, rule.thickness)] for rule in sheet.rules
        ],
    }


def _numbers(box: Box) -> list[float]:
    return [_number(value) for value in (box.x, box.y, box.width, box.height)]


def _number(value: float) -> float:
    """One spelling of each number, so that a file written again by another program has the same hash."""
    return int(value) if value == int(value) else value


def _layout(whole: Part) -> Layout:
    sheets = whole.part("sheets").parts()
    style = BallotStyle(whole.part("style").one_of(BallotStyle))
    election, turn = whole.part("election").whole(0, 2**24 - 1), whole.part("round").whole(1, MOST_ROUNDS)
    first, second, third, fourth = (part.box() for part in whole.part("fiducials").parts(exactly=4))
    code = whole.part("identity_code").box()
    return Layout(
        width=whole.part("page").part("width").number(),
        height=whole.part("page").part("height").number(),
        style=style,
        sheets=tuple(
            Sheet(
                number,
                (first, second, third, fourth),
                code,
                Identity(election, turn, style, number, len(sheets), layout=0),
                tuple(_text(part) for part in sheet.part("texts").parts()),
                tuple(_rule(part) for part in sheet.part("rules").parts()),
            )
            for number, sheet in enumerate(sheets, start=1)
        ),
        places=tuple(_place(part, len(sheets)) for part in whole.part("candidates").parts()),
    )


def _place(part: Part, sheets: int) -> Place:
    return Place(
        name=part.part("name").text(),
        sheet=part.part("sheet").whole(1, sheets) if sheets > 1 else 1,
        name_box=part.part("name_box").box(),
        row_box=part.part("row_box").box(),
        agree_box=part.part("agree_box").box_or_none(),
        disagree_box=part.part("disagree_box").box_or_none(),
    )


def _text(part: Part) -> Text:
    text, x, baseline, size, bold = part.parts(exactly=5)
    return Text(text.text(), x.number(), baseline.number(), size.number(), bold.truth())


def _rule(part: Part) -> Rule:
    x1, y1, x2, y2, thickness = (number.number() for number in part.parts(exactly=5))
    return Rule(x1, y1, x2, y2, thickness)
