"""The words of a fact's label, and how many of them stand around a number."""

import re
from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from nhiemky.core.figures.claims import Claim
from nhiemky.core.vietnamese.folding import one_spelling

type Term = tuple[str, ...]
"""One word, two words that stand together, or a part of a key after the mark `key`."""

_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*")
_ABBREVIATIONS = {
    "kcn": "khu công nghiệp",
    "xk": "xuất khẩu",
    "nk": "nhập khẩu",
    "nsnn": "ngân sách nhà nước",
    "thu nsnn": "thu ngân sách nhà nước",
    "ct": "chỉ tiêu",
    "nq": "nghị quyết",
    "dn": "doanh nghiệp",
    "kh": "kế hoạch",
    "khoạch": "kế hoạch",
    "cssx": "cơ sở sản xuất",
}
# Words that many labels share and that say nothing of what is measured: baselines, verbs of report, particles.
_COMMON_PHRASES = (
    "so với", "chỉ tiêu", "nghị quyết", "kế hoạch", "đề ra", "cùng kỳ", "nhiệm kỳ", "đại hội", "tỷ lệ", "hoàn thành",
    "tổng số", "bình quân", "hằng năm", "hàng năm", "chi bộ", "đảng bộ", "tăng thêm", "năm trước", "mỗi năm",
    "thực hiện", "kết quả",
)  # fmt: skip
_COMMON_PAIRS = frozenset(tuple(phrase.split()) for phrase in _COMMON_PHRASES)
_COMMON_WORDS = frozenset(word for pair in _COMMON_PAIRS for word in pair) | {
    "của", "và", "các", "cho", "trong", "so", "với", "đạt", "theo", "số", "có", "ở", "được", "tổng", "năm", "tại",
    "là", "trên", "do", "từ", "đến", "đã", "lượng", "mức", "giá", "trị", "phần", "trăm", "người", "một", "tháng",
}  # fmt: skip
_KEY_PART = re.compile(r"[a-z]+")
_COMMON_KEY_PARTS = frozenset(
    {"percent", "pct", "of", "target", "rate", "ratio", "share", "attainment", "vs", "to", "the"}
)


@dataclass(frozen=True, slots=True)
class Label:
    """A label as words: all `terms` to score by, `subjects` that say what is measured, and the parts of the key."""

    words: tuple[str, ...]
    terms: frozenset[Term]
    subjects: frozenset[str]

    def names(self, noun: tuple[str, ...]) -> bool:
        """Tell whether the words of a noun stand together in the label."""
        size = len(noun)
        return size > 0 and any(self.words[at : at + size] == noun for at in range(len(self.words) - size + 1))


def _terms(words: tuple[str, ...]) -> frozenset[Term]:
    return frozenset((word,) for word in words) | frozenset(pairwise(words))


def _spelled_out(words: list[str]) -> tuple[str, ...]:
    return tuple(part for word in words for part in _ABBREVIATIONS.get(word, word).split())


def _key_terms(key: str) -> frozenset[Term]:
    return frozenset(("key", part, "") for part in _KEY_PART.findall(key.lower()) if part not in _COMMON_KEY_PARTS)


def _subjects(words: tuple[str, ...]) -> frozenset[str]:
    subjects: set[str] = set()
    at = 0
    while at < len(words):
        if words[at : at + 2] in _COMMON_PAIRS:
            at += 2
            continue
        subjects.add(words[at])
        at += 1
    return frozenset(subjects - _COMMON_WORDS) or frozenset(words)


def read_label(label: str, key: str) -> Label:
    """Read a label; its key only helps to tie a percentage to the quantity that it follows."""
    words = _spelled_out(_WORD.findall(one_spelling(label)))
    return Label(words, _terms(words) | _key_terms(key), _subjects(words))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Terms around a number with their weight in tenths: 10 beside it, less further off."""

    weights: dict[Term, int]

    @classmethod
    def of(cls, claim: Claim, followed: Claim | None, followed_key: str) -> "Surroundings":
        """Collect the terms around a claim and, for a percentage, around the quantity that it follows."""
        context = claim.context
        segments = [(context.wide, 3), ((*context.near, *claim.noun, *context.after), 10)]
        if followed:
            before = followed.context
            segments += [(before.wide, 2), ((*before.near, *followed.noun), 9), (before.after, 4)]
        weights: dict[Term, int] = {}
        for words, weight in segments:
            for term in _terms(_spelled_out(list(words))):
                weights[term] = max(weight, weights.get(term, 0))
        weights |= dict.fromkeys(_key_terms(followed_key), 9)
        return cls(weights)

    def score(self, label: Label, commonness: Counter[Term]) -> Fraction:
        """Weigh the label's terms that stand here, each by its rarity among the labels, times the share that stands."""
        total = sum((Fraction(1, commonness[term]) for term in label.terms), Fraction(0))
        here = sum(
            (Fraction(self.weights[term], 10 * commonness[term]) for term in label.terms if term in self.weights),
            Fraction(0),
        )
        return here * here / total if total else Fraction(0)

    def mentions(self, label: Label) -> bool:
        """Tell whether the words near the number speak of the label's subject, not only of common baselines."""
        near = {term for term, weight in self.weights.items() if weight >= 9}
        subjects = {word for word in label.subjects if (word,) in near}
        if len(subjects) * 2 >= len(label.subjects):
            return bool(subjects)
        pairs = any(pair in near for pair in pairwise(label.words) if set(pair) <= label.subjects)
        return pairs or any(term[0] == "key" and term in near for term in label.terms if len(term) == 3)
