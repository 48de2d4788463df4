"""Reads and writes an app's `django.po`: sorted, without dates or line numbers that only make noise."""

from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import normalize, read_po

from tools.translation.extraction import Key, Message

HEADER = r"""msgid ""
msgstr ""
"Language: vi\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=1; plural=0;\n"
"""


@dataclass(frozen=True)
class Entry:
    """A message with its Vietnamese translation, one for every number; empty when there is none."""

    message: Message
    translation: str
    fuzzy: bool = False


def po_path(app: Path) -> Path:
    """Where the app's translations stand."""
    return app / "locale" / "vi" / "LC_MESSAGES" / "django.po"


def read(app: Path) -> dict[Key, Entry]:
    """The entries of the app's file; none when there is no file. Raises PoFileError for a file that is not PO."""
    if not po_path(app).exists():
        return {}
    entries = {}
    for message in _parse(app):
        if not message.id:
            continue
        plural = isinstance(message.id, (tuple, list))
        singular, plural_text = (message.id[0], message.id[1]) if plural else (message.id, "")
        translation = message.string[0] if isinstance(message.string, (tuple, list)) else message.string
        source = Message(message.context or "", singular, plural_text, str(po_path(app)))
        entries[source.key] = Entry(source, translation or "", message.fuzzy)
    return entries


def _parse(app: Path) -> Catalog:
    with po_path(app).open("rb") as file:
        return read_po(file, locale="vi", abort_invalid=True)


def write(app: Path, entries: dict[Key, Entry]) -> None:
    """Write all entries, sorted by their English text."""
    path = po_path(app)
    path.parent.mkdir(parents=True, exist_ok=True)
    blocks = [_block(entries[key]) for key in sorted(entries, key=lambda key: (key[1].casefold(), key))]
    path.write_text("\n".join([HEADER, *blocks]), encoding="utf-8")


def _block(entry: Entry) -> str:
    message = entry.message
    lines = [f"msgctxt {normalize(message.context)}"] if message.context else []
    lines.append(f"msgid {normalize(message.singular)}")
    if message.plural:
        lines += [f"msgid_plural {normalize(message.plural)}", f"msgstr[0] {normalize(entry.translation)}"]
    else:
        lines.append(f"msgstr {normalize(entry.translation)}")
    return "\n".join(lines) + "\n"


def compile_catalog(app: Path) -> None:
    """Write django.mo; nothing when the app has no translations."""
    if po_path(app).exists():
        catalog = _parse(app)
        with po_path(app).with_suffix(".mo").open("wb") as file:
            write_mo(file, catalog)
