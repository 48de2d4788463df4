"""Finds the messages that an app's Python files and templates send through gettext."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from django.utils.translation.template import templatize

type Key = tuple[str, str]

# Function → which of its arguments are context, singular and plural.
KEYWORDS: dict[str, tuple[int | None, int, int | None]] = {
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "_": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}
_STRING = r"u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
_TEMPLATE_CALL = re.compile(rf"(?<!\w)(n?p?gettext|_)\(({_STRING}(?:\s*,\s*{_STRING})*)(?:\s*,\s*count)?\)")
# Names that are the same in every language.
SAME_EVERYWHERE = frozenset(
    {"Nhiệm Kỳ", "VND", "USD", "Word", "Excel", "PDF", "DOCX", "CSV", "RSS", "XLSX", "JSON", "TOML", "OpenAPI"}
)
_TRANSLATED_ATTRIBUTES = frozenset({"aria-label", "alt", "title", "placeholder", "aria-description"})
_COMMENTS = re.compile(r"\{#.*?#\}|\{%\s*comment\b.*?endcomment\s*%\}", re.DOTALL)
_TRANSLATED = re.compile(r"\{%\s*blocktrans(?:late)?\b.*?endblocktrans(?:late)?\s*%\}", re.DOTALL)
# A block that fills an attribute holds class names, not words.
_CLASSES = re.compile(r"\{%\s*block \w*_class\b.*?endblock.*?%\}", re.DOTALL)
_TAGS = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
# What a tag shows itself, `x|default:"…"`, or hands to what shows it, `include "…" with label="…"`.
_BY_FILTER = re.compile(rf"\|(?:default|default_if_none|yesno|add):({_STRING})")
_HANDED_ON = re.compile(rf"\b\w+=({_STRING})")
_SILENT = frozenset({"script", "style", "code", "kbd", "samp"})
_WORD = re.compile(r"[^\W\d_]{2,}")
# As against what programs read: a class, a field, an address.
_PROSE = re.compile(r"^[A-ZĐ]\w|[^\x00-\x7f]")


@dataclass(frozen=True)
class Message:
    """One message as the source writes it; `place` is file:line of its first use."""

    context: str
    singular: str
    plural: str
    place: str

    @property
    def key(self) -> Key:
        """What gettext looks a message up by."""
        return self.context, self.singular


@dataclass
class Found:
    """The messages of one app, and what is wrong with its sources."""

    messages: dict[Key, Message] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def add(self, message: Message) -> None:
        """Keep the message; a plural wins over a use of its singular alone."""
        kept = self.messages.get(message.key)
        if kept is None or (message.plural and not kept.plural):
            self.messages[message.key] = message


def extract(app: Path) -> Found:
    """All messages of an app folder."""
    found = Found()
    for path in sorted(app.rglob("*.py")):
        if "migrations" not in path.parts:
            _python(path, app, found)
    for path in sorted(app.glob("templates/**/*")):
        if path.suffix in {".html", ".txt", ".xml"}:
            _template(path, app, found)
    return found


def _python(path: Path, app: Path, found: Found) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
    names = _imported_names(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.id if isinstance(node.func, ast.Name) else ""
        if called in names:
            place = f"{path.relative_to(app.parent)}:{node.lineno}"
            _call(names[called], node.args, place, found)


def _imported_names(tree: ast.Module) -> dict[str, str]:
    """What the gettext functions are called in this file."""
    return {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name in KEYWORDS
    }


def _call(function: str, arguments: list[ast.expr], place: str, found: Found) -> None:
    texts = [a.value if isinstance(a, ast.Constant) and isinstance(a.value, str) else None for a in arguments]
    wanted = KEYWORDS[function]
    parts = ["" if index is None else (texts[index] if index < len(texts) else None) for index in wanted]
    context, singular, plural = parts
    if context is None or singular is None or plural is None:
        found.problems.append(f"{place}: {function}() needs plain strings, not something computed")
        return
    found.add(Message(context, singular, plural, place))


def _template(path: Path, app: Path, found: Found) -> None:
    text = path.read_text(encoding="utf-8")
    place = str(path.relative_to(app.parent))
    for match in _TEMPLATE_CALL.finditer(templatize(text, origin=place)):
        arguments = [ast.literal_eval(part) for part in re.findall(_STRING, match[2])]
        context, singular, plural = KEYWORDS[match[1]]
        found.add(
            Message(
                "" if context is None else arguments[context],
                arguments[singular],
                "" if plural is None else arguments[plural],
                place,
            )
        )
    if path.suffix == ".html":
        found.problems += [f"{place}: untranslated text {words!r}" for words in literal_text(text)]


def literal_text(template: str) -> list[str]:
    """Words that a template shows without gettext, in text and in attributes that people read."""
    for pattern in (_COMMENTS, _TRANSLATED, _CLASSES):
        template = pattern.sub("", template)
    reader = _TextReader()
    reader.feed(_TAGS.sub("", template))
    shown = [*reader.texts, *_in_tags(_TAGS.findall(template))]
    return [text for text in shown if _WORD.search(_less_names(text))]


def _in_tags(tags: list[str]) -> Iterator[str]:
    for tag in tags:
        by_filter, handed_on = ([text[1:-1] for text in found.findall(tag)] for found in (_BY_FILTER, _HANDED_ON))
        yield from (text for text in by_filter if " " in text or _PROSE.search(text))
        yield from filter(_PROSE.search, handed_on)


def _less_names(text: str) -> str:
    for name in SAME_EVERYWHERE:
        text = text.replace(name, "")
    return text


class _TextReader(HTMLParser):
    """Collects what a reader sees or hears; nothing inside code, scripts or translate="no"."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT or ("translate", "no") in attrs or (self._silent and tag == self._silent[-1]):
            self._silent.append(tag)
        elif not self._silent:
            self.texts += [value.strip() for name, value in attrs if name in _TRANSLATED_ATTRIBUTES and value]

    def handle_endtag(self, tag: str) -> None:
        if self._silent and tag == self._silent[-1]:
            self._silent.pop()

    def handle_data(self, data: str) -> None:
        if not self._silent and data.strip():
            self.texts.append(" ".join(data.split()))
