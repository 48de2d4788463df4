"""The names of a report page's inputs: one mapping of texts that a page sends, keeps in the browser and compares."""

from collections.abc import Mapping

from nhiemky.core.reporting.findings import WARNINGS
from nhiemky.core.reporting.forms import Form
from nhiemky.core.reporting.lines import places
from nhiemky.reporting.reading import RATE, Entry, place_of
from nhiemky.ui.language import language

type Inputs = dict[str, str]

_LONGEST_NUMBER = 60
_LONGEST_TEXT = 4000


def entry_of_inputs(form: Form, sent: Mapping[str, str]) -> Entry:
    """Everything typed into a report's page. Names the form does not have are left out, long texts cut off."""
    cells = {place: _text(sent, f"o:{place}", _LONGEST_NUMBER) for place in places(form)}
    explanations = {}
    for name in sent:
        code, _bar, where = name.removeprefix("g:").partition("|")
        if name.startswith("g:") and code in WARNINGS and place_of(where) in cells:
            explanations[code, place_of(where)] = _text(sent, name, _LONGEST_TEXT)
    asked = [*form.identification, *form.texts]
    fields = {each.code: _text(sent, f"f:{each.code}", _LONGEST_TEXT) for each in asked}
    return Entry(cells, explanations, fields, _text(sent, RATE, _LONGEST_NUMBER))


def inputs_of(form: Form, entry: Entry) -> Inputs:
    """The texts of an entry by the names of their inputs; empty ones are left out."""
    asked = {each.code for each in (*form.identification, *form.texts)}
    found = {f"o:{place}": text for place, text in entry.cells.items()}
    found |= {f"g:{code}|{place}": text for (code, place), text in entry.explanations.items()}
    found |= {f"f:{code}": text for code, text in entry.fields.items() if code in asked}
    found[RATE] = entry.rate
    return {name: text for name, text in found.items() if text.strip()}


def label_of(form: Form, name: str) -> str:
    """What an input is for, in words."""
    kind, _colon, rest = name.partition(":")
    if kind == "f":
        field = next(each for each in (*form.identification, *form.texts) if each.code == rest)
        return f"{field.code}. {field.name.text(language())}"
    code, _bar, where = rest.rpartition("|")
    place = place_of(where)
    if kind in {"o", "g"}:
        column = next(each for each in form.columns if each.code == place.column)
        said = f"{place.line}. {form.line(place.line).name.text(language())} · {column.name.text(language())}"
        return f"{said} ({code})" if code else said
    return name


def _text(sent: Mapping[str, str], name: str, longest: int) -> str:
    # PostgreSQL stores no NUL; the replacement character shows that something was there.
    return sent.get(name, "")[:longest].replace("\x00", "\ufffd")
