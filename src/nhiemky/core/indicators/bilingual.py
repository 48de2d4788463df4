"""The same words in both languages of the product."""

from dataclasses import dataclass

from nhiemky.core.vietnamese.numbers import Language


@dataclass(frozen=True)
class Bilingual:
    """Words in Vietnamese and in English."""

    vi: str
    en: str

    def text(self, language: Language) -> str:
        """The words in one language."""
        return self.vi if language == "vi" else self.en
