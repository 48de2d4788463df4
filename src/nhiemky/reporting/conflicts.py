"""Two people wrote in one report: what differs, cell by cell, and the entry that one of them chooses."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from nhiemky.core.reporting.forms import Form
from nhiemky.reporting.inputs import Inputs, entry_of_inputs, inputs_of, label_of
from nhiemky.reporting.reading import RATE, Entry

MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True)
class Difference:
    """One input of the page with what I typed and what somebody else saved. `chosen` is empty until I choose."""

    name: str
    label: str
    mine: str
    theirs: str
    chosen: str

    @property
    def choice(self) -> str:
        """The name of the buttons to choose with."""
        return f"c:{self.name}"


def differences(form: Form, mine: Entry, theirs: Entry, known: Collection[str]) -> list[Difference]:
    """What differs, in the order of the form; `known` are the fields of Part A that nobody types.

    Where one of the two left a cell empty the other's figure is chosen beforehand, for all to see.
    """
    ours, others = inputs_of(form, mine), inputs_of(form, theirs)
    names = [name for name in {**ours, **others} if name.removeprefix("f:") not in known]
    return [
        Difference(name, label_of(form, name), left, right, _obvious(left, right))
        for name in sorted(names, key=_order(form))
        if (left := ours.get(name, "").strip()) != (right := others.get(name, "").strip())
    ]


def resolved(form: Form, mine: Entry, theirs: Entry, found: Collection[Difference]) -> Entry:
    """My entry with the other's text wherever I chose it."""
    taken: Inputs = {each.name: each.theirs for each in found if each.chosen == THEIRS}
    merged = entry_of_inputs(form, {**inputs_of(form, mine), **taken})
    return replace(mine, cells=merged.cells, explanations=merged.explanations, fields=merged.fields, rate=merged.rate)


def _obvious(mine: str, theirs: str) -> str:
    if mine and theirs:
        return ""
    return MINE if mine else THEIRS


def _order(form: Form) -> Callable[[str], tuple[int, int, str]]:
    lines = {line.code: place for place, line in enumerate(form.lines)}

    def key(name: str) -> tuple[int, int, str]:
        if name.startswith("o:"):
            return (1, lines.get(name[2:].partition("/")[0], 0), name)
        return (0 if name == RATE or name.startswith("f:") else 2, 0, name)

    return key
