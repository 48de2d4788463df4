"""What can be wrong with translations."""

import re
from collections.abc import Iterator
from pathlib import Path

from tools.translation.catalogs import Entry
from tools.translation.extraction import SAME_EVERYWHERE, Key, Message

_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
_VIETNAMESE = re.compile(r"[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]", re.IGNORECASE)


def check(app: str, messages: dict[Key, Message], entries: dict[Key, Entry]) -> Iterator[str]:
    """One sentence for each message that is missing, fuzzy, unused, mismatched, or not English in the source."""
    for key, message in messages.items():
        place = f"{app}: {message.singular!r} ({message.place})"
        if _VIETNAMESE.search(_less_names(message.singular + message.plural)):
            yield f"{place}: the source text is Vietnamese; write English there and Vietnamese in django.po"
        entry = entries.get(key)
        if entry is None or not entry.translation:
            yield f"{place}: no translation; run tools/translations.py --update --app {app} and fill it in"
            continue
        if entry.fuzzy:
            yield f"{place}: marked fuzzy; check it and remove the mark"
        if bool(entry.message.plural) != bool(message.plural) or entry.message.plural != message.plural:
            yield f"{place}: the plural differs from the source; run --update"
        wanted, got = _placeholders(message.plural or message.singular), _placeholders(entry.translation)
        if wanted != got:
            yield f"{place}: placeholders {sorted(wanted)} became {sorted(got)}"
    for key in entries.keys() - messages.keys():
        yield f"{app}: {key[1]!r}: unused; run tools/translations.py --update --app {app}"


def conflicts(catalogs: dict[str, dict[Key, Entry]], apps: list[Path]) -> Iterator[str]:
    """The same message translated in two ways: at run time only one of them is used, everywhere."""
    chosen = {app.name for app in apps}
    first: dict[Key, tuple[str, str]] = {}
    for app, entries in sorted(catalogs.items()):
        for key, entry in entries.items():
            other, translation = first.setdefault(key, (app, entry.translation))
            differs = bool(entry.translation) and bool(translation) and entry.translation != translation
            if differs and chosen & {app, other}:
                yield f"{app}: {key[1]!r} is {entry.translation!r} here and {translation!r} in {other}; use pgettext"


def _placeholders(text: str) -> set[str]:
    return set(_PLACEHOLDER.findall(text.replace("%%", "")))


def _less_names(text: str) -> str:
    for name in SAME_EVERYWHERE:
        text = text.replace(name, "")
    return text
