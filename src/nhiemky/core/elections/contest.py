"""What is voted on: the seats, the names as printed, the style of ballot and the majority base."""

from collections.abc import Iterable
from dataclasses import dataclass

from nhiemky.core.elections.rulebook import BallotStyle, Rulebook
from nhiemky.core.vietnamese.names import name_sort_key


def printed_order(names: Iterable[str]) -> tuple[str, ...]:
    """Full names as ballots and minutes print them: by given name (reference 1.4)."""
    return tuple(sorted(names, key=lambda name: (name_sort_key(name), name)))


@dataclass(frozen=True)
class Contest:
    """One vote by secret ballot.

    `base` is the number of official members convened less the lawful exclusions (244 Art. 32.2);
    `candidates` are full names in printed order. With `tie_revote` it is the new vote among persons
    tied at the last seat, which follows the rulebook's tie rule instead of the majority.
    """

    title: str
    organisation: str
    rulebook: Rulebook
    seats: int
    base: int
    style: BallotStyle
    candidates: tuple[str, ...]
    tie_revote: bool = False

    def __post_init__(self) -> None:
        if self.seats < 1 or self.base < 1 or not self.candidates:
            raise ValueError("A contest needs at least one seat, one person in the base and one candidate")
        if self.candidates != printed_order(self.candidates):
            raise ValueError("Candidates must stand in printed order")
        if len(set(self.candidates)) != len(self.candidates):
            raise ValueError("Candidates must have different names")

    @property
    def needed(self) -> int | None:
        """The fewest votes that elect, or None in a re-vote that needs no majority."""
        if self.tie_revote and not self.rulebook.tie.value.revote_needs_majority:
            return None
        return self.rulebook.needed(self.base)
