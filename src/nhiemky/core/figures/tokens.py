"""Words, numbers and signs of a text, each with its place in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from nhiemky.core.vietnamese.folding import one_spelling


class Kind(Enum):
    """What a token is; a LINK is a web or e-mail address."""

    WORD = auto()
    NUMBER = auto()
    SIGN = auto()
    LINK = auto()
    LINE_END = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a text: characters `start` to `end`, and its spelling for comparison (NFC, lower case)."""

    kind: Kind
    text: str
    start: int
    end: int
    spelling: str


_CHUNK = re.compile(r"\n|\S+")
# A number holds its inner separators, so that 16/6/2022, 62,5 and 09:35 each are one token. No part of the pattern
# can take a character in two ways, which keeps the time linear.
_PIECE = re.compile(
    r"(?P<NUMBER>[0-9]+(?:[.,/:–-][0-9]+)*)|(?P<WORD>[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*)|(?P<SIGN>\S)"
)


def _is_link(chunk: str) -> bool:
    return "://" in chunk or "@" in chunk[1:-1] or chunk.lower().startswith("www.")


def _pieces(text: str) -> Iterator[Token]:
    for chunk in _CHUNK.finditer(text):
        if chunk.group() == "\n":
            yield Token(Kind.LINE_END, "\n", chunk.start(), chunk.end(), "\n")
        elif _is_link(chunk.group()):
            yield Token(Kind.LINK, chunk.group(), chunk.start(), chunk.end(), chunk.group())
        else:
            for piece in _PIECE.finditer(text, chunk.start(), chunk.end()):
                kind, word = Kind[piece.lastgroup or "SIGN"], piece.group()
                yield Token(kind, word, *piece.span(), one_spelling(word) if kind is Kind.WORD else word)


def tokenise(text: str) -> list[Token]:
    """Cut a text into tokens in one pass; spaces vanish.

    A line end stays unless the next line goes on in small letters, as in text wrapped by hand.
    """
    tokens: list[Token] = []
    for token in _pieces(text):
        goes_on = token.kind is Kind.WORD and token.text[0].islower()
        if goes_on and len(tokens) > 1 and tokens[-1].kind is Kind.LINE_END and tokens[-2].kind is not Kind.LINE_END:
            tokens.pop()
        tokens.append(token)
    return tokens
