"""Text in the two languages of the product."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

type Language = Literal["vi", "en"]


@dataclass(frozen=True)
class Bilingual:
    """One text in Vietnamese and in English; neither may be empty."""

    vi: str
    en: str

    def __post_init__(self) -> None:
        if not self.vi.strip() or not self.en.strip():
            raise ValueError(f"A text needs both languages: vi={self.vi!r}, en={self.en!r}")

    def text(self, language: Language) -> str:
        """The text in one language."""
        return self.vi if language == "vi" else self.en


def listed(texts: Iterable[Bilingual]) -> Bilingual:
    """Texts joined by commas, or a dash when there are none."""
    all_texts = tuple(texts)
    return Bilingual(vi=", ".join(t.vi for t in all_texts) or "—", en=", ".join(t.en for t in all_texts) or "—")
