"""One part of a JSON document and where it stands: what it must be is asked for, what is wrong is collected."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from nhiemky.core.ballots.geometry import Box
from nhiemky.core.ballots.problems import problem
from nhiemky.core.bilingual import Bilingual
from nhiemky.core.problem import Problem, Refused

_OBJECT = Bilingual("một đối tượng", "an object")
_LIST = Bilingual("một danh sách", "a list")
_NUMBER = Bilingual("một số", "a number")
_WHOLE = Bilingual("một số nguyên từ {least} đến {most}", "a whole number from {least} to {most}")
_TEXT = Bilingual("một dòng chữ không trống", "a text that is not empty")
_TRUTH = Bilingual("true hoặc false", "true or false")


@dataclass(frozen=True)
class Part:
    """A value at a place; a part that is missing or wrong gives a harmless value and adds to `found`."""

    value: Any
    place: str = ""
    found: list[Problem] = field(default_factory=list)
    missing: bool = False

    def refuse_if_wrong(self) -> None:
        """Raise Refused (B203, B204) with all that was found wrong in this document, each once."""
        if self.found:
            raise Refused(*dict.fromkeys(self.found))

    def part(self, key: str) -> "Part":
        """The value under a key of an object."""
        place = f"{self.place}.{key}" if self.place else key
        if not isinstance(self.value, dict):
            self._wrong(_OBJECT)
            return Part(None, place, self.found, missing=True)
        if key not in self.value:
            self.found.append(problem("B203", place, field=place))
            return Part(None, place, self.found, missing=True)
        return Part(self.value[key], place, self.found)

    def parts(self, *, exactly: int | None = None) -> tuple["Part", ...]:
        """The items of a list that is not empty, or of exactly as many as said."""
        right = isinstance(self.value, list) and len(self.value) == (exactly or max(1, len(self.value)))
        if not right:
            self._wrong(_LIST if exactly is None else _list_of(exactly))
            return tuple(Part(None, self.place, self.found, missing=True) for _ in range(exactly or 0))
        return tuple(Part(item, f"{self.place}.{n}", self.found) for n, item in enumerate(self.value, start=1))

    def number(self) -> float:
        """A finite number."""
        value = self.value
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            self._wrong(_NUMBER)
            return 0.0
        return value

    def whole(self, least: int, most: int) -> int:
        """A whole number between two, both included."""
        if type(self.value) is not int or not least <= self.value <= most:
            self._wrong(Bilingual(_WHOLE.vi.format(least=least, most=most), _WHOLE.en.format(least=least, most=most)))
            return least
        return self.value

    def text(self) -> str:
        """A text that is not empty."""
        if not isinstance(self.value, str) or not self.value.strip():
            self._wrong(_TEXT)
            return ""
        return self.value

    def one_of(self, words: Iterable[str]) -> str:
        """One of a few words."""
        known = tuple(words)
        if self.value not in known:
            self._wrong(Bilingual(" hoặc ".join(known), " or ".join(known)))
            return known[0]
        return str(self.value)

    def truth(self) -> bool:
        """True or false."""
        if not isinstance(self.value, bool):
            self._wrong(_TRUTH)
            return False
        return self.value

    def box(self) -> Box:
        """A list of four numbers: x, y, width and height."""
        x, y, width, height = (part.number() for part in self.parts(exactly=4))
        return Box(x, y, width, height)

    def box_or_none(self) -> Box | None:
        """A box, or null."""
        return None if self.value is None and not self.missing else self.box()

    def _wrong(self, expected: Bilingual) -> None:
        if not self.missing:
            self.found.append(problem("B204", self.place, field=self.place, expected=expected))


def _list_of(count: int) -> Bilingual:
    return Bilingual(f"một danh sách {count} phần tử", f"a list of {count} items")
