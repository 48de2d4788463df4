"""The words around a number, near and far, within its sentence."""

from collections.abc import Sequence
from dataclasses import dataclass

from nhiemky.core.figures.tokens import Kind, Token

_REACH = 16
_CLAUSE_ENDS = frozenset({",", "(", ")", "–", "—"})
_SENTENCE_ENDS = frozenset({".", ";", "!", "?", "…"})


@dataclass(frozen=True, slots=True)
class Context:
    """Words around a number: `near` before it in its clause, `wide` before that, `after` it in its clause.

    `sentence` counts the sentences of the text; two numbers with the same count share a sentence.
    """

    near: tuple[str, ...] = ()
    wide: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    sentence: int = 0


def _ends_sentence(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    if token.kind is Kind.LINE_END:
        return True
    glued = at + 1 < len(tokens) and tokens[at + 1].start == token.end
    return token.text in _SENTENCE_ENDS and not (token.text == "." and glued)


def _before(tokens: Sequence[Token], first: int, stop: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Collect the words from token `first` back to `stop`: those of the clause, and those before it."""
    near: list[str] = []
    wide: list[str] = []
    words = near
    at = first - 1
    while at >= max(stop, first - 2 * _REACH) and not _ends_sentence(tokens, at):
        if tokens[at].kind is Kind.WORD:
            words.append(tokens[at].spelling)
        elif tokens[at].text in _CLAUSE_ENDS:
            words = wide
        at -= 1
    return tuple(near[::-1]), tuple(wide[::-1])


def _after(tokens: Sequence[Token], after: int, stop: int) -> tuple[str, ...]:
    words: list[str] = []
    for at in range(after, min(stop, after + _REACH)):
        if _ends_sentence(tokens, at) or tokens[at].text in _CLAUSE_ENDS:
            break
        if tokens[at].kind is Kind.WORD:
            words.append(tokens[at].spelling)
    return tuple(words)


def read_contexts(tokens: Sequence[Token], spans: Sequence[tuple[bool, int, int]]) -> list[Context]:
    """Give the context of each span (is it a claim, first token, token after); one claim's words end at the next."""
    sentences = [0]
    for at in range(len(tokens)):
        sentences.append(sentences[-1] + _ends_sentence(tokens, at))
    contexts = []
    stop = 0
    following = [first for is_claim, first, _ in spans if is_claim] + [len(tokens)]
    passed = 0
    for is_claim, first, after in spans:
        passed += is_claim
        near, wide = _before(tokens, first, stop)
        contexts.append(Context(near, wide, _after(tokens, after, following[passed]), sentences[first]))
        stop = after if is_claim else stop
    return contexts
