"""Finding pages and published indicators, with or without diacritics; the same on every database.

Pages are found in the index that `actions` keeps.
"""

import re
from dataclasses import dataclass

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from nhiemky.boards.public_indicators import listed
from nhiemky.core.bilingual import Language
from nhiemky.core.vietnamese.folding import fold
from nhiemky.core.vietnamese.names import title_sort_key
from nhiemky.portal.models import BasePage, SearchEntry

LONGEST_QUERY = 100
MOST_WORDS = 8
EXCERPT_WORDS = 40
_WORD = re.compile(r"[^\W_]+(?:['’‘ʼ`´][^\W_]+)*")


@dataclass(frozen=True)
class Found:
    """A page that has all the words, with its title and a piece of its text in which they are marked."""

    page: BasePage
    title: SafeString
    excerpt: SafeString


@dataclass(frozen=True)
class FoundIndicator:
    """An indicator of which something was published that has all the words in its name or its note."""

    code: str
    name: SafeString
    excerpt: SafeString


def words_of(query: str) -> list[str]:
    """The folded words that are looked for; any text is allowed, and what is no letter or digit parts words."""
    return list(dict.fromkeys(fold(query[:LONGEST_QUERY]).split()))[:MOST_WORDS]


def search(language: str, words: list[str]) -> QuerySet[SearchEntry]:
    """Published pages in which every word begins a word; those with all of them in the title come first."""
    in_title, anywhere = Q(), Q()
    for word in words:
        begins = f" {word}"
        in_title &= Q(folded_title__contains=begins)
        anywhere &= Q(folded_title__contains=begins) | Q(folded_text__contains=begins)
    if not words:
        return SearchEntry.objects.none()
    rank = Case(When(in_title, then=Value(0)), default=Value(1), output_field=IntegerField())
    return (
        SearchEntry.objects.filter(anywhere, language=language, page__live=True)
        .select_related("page", "page__locale")
        .annotate(rank=rank)
        .order_by("rank", "-page__dated_at", "page_id")
    )


def indicators(language: Language, words: list[str]) -> list[FoundIndicator]:
    """Indicators with a public page in which every word begins a word, those with all in the name first. Three queries.

    They are few and are what was published at this moment: no index is kept of them.
    """
    if not words:
        return []
    known = [(each.definition, each.definition.name.text(language)) for each in listed()]
    told = [(found, name, found.note.text(language) if found.note else "") for found, name in known]
    with_all = [
        (not _has_all(name, words), title_sort_key(name), found.code, name, note)
        for found, name, note in told
        if _has_all(f"{name} {note}", words)
    ]
    return [
        FoundIndicator(code, marked(name, words), marked(excerpt(note, words), words))
        for _, _, code, name, note in sorted(with_all)
    ]


def shown(entry: SearchEntry, words: list[str]) -> Found:
    """A search result with the words marked as they were written."""
    return Found(entry.page, marked(entry.page.title, words), marked(excerpt(entry.text, words), words))


def excerpt(text: str, words: list[str]) -> str:
    """About 40 words of the text around the first word that was looked for."""
    pieces = text.split()
    first = next((at for at, piece in enumerate(pieces) if _begins(fold(piece), words)), 0)
    start = max(0, first - EXCERPT_WORDS // 4)
    cut = " ".join(pieces[start : start + EXCERPT_WORDS])
    return f"{'… ' if start else ''}{cut}{' …' if start + EXCERPT_WORDS < len(pieces) else ''}"


def marked(text: str, words: list[str]) -> SafeString:
    """The text, escaped, with `<mark>` around each word that begins with one looked for."""
    pieces: list[SafeString] = []
    end = 0
    for match in _WORD.finditer(text):
        if _begins(fold(match.group()), words):
            pieces.append(format_html("{}<mark>{}</mark>", text[end : match.start()], match.group()))
            end = match.end()
    pieces.append(format_html("{}", text[end:]))
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def _has_all(text: str, words: list[str]) -> bool:
    folded = f" {fold(text)}"
    return all(f" {word}" in folded for word in words)


def _begins(folded: str, words: list[str]) -> bool:
    return any(part.startswith(word) for part in folded.split() for word in words)
