"""Who is elected: derived from the tally, never typed (244 Art. 32; 190 Art. 30).

The three outcomes exclude each other. Fewer persons past the majority than seats: another round for the
seats left. As many, or more with a clear cut: elected. More with equal votes on both sides of the last
seat: a tie, and those above it are elected all the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from nhiemky.core.elections.contest import Contest


@dataclass(frozen=True)
class Elected:
    """All seats are filled; names from most votes to fewest, equal votes in printed order."""

    elected: tuple[str, ...]


@dataclass(frozen=True)
class Tie:
    """`elected` have their seats; `tied` (printed order) have equal votes for fewer seats, `seats_left`."""

    elected: tuple[str, ...]
    tied: tuple[str, ...]
    seats_left: int


@dataclass(frozen=True)
class AnotherRound:
    """Too few passed the majority: `elected` have their seats and the congress decides on `seats_left`."""

    elected: tuple[str, ...]
    seats_left: int


type Outcome = Elected | Tie | AnotherRound


def outcome(contest: Contest, votes: Sequence[int]) -> Outcome:
    """Derive the outcome from votes per candidate in printed order; raises ValueError for another number of votes.

    In a re-vote among tied persons the higher is elected and need not pass the majority; still tied is a
    Tie again, on which the congress decides (244 Art. 32.4, unverified: see the rulebook).
    """
    counted = dict(zip(contest.candidates, votes, strict=True))
    ranked = sorted(counted, key=lambda name: -counted[name])
    needed = contest.needed
    passed = ranked if needed is None else [name for name in ranked if counted[name] >= needed]
    if len(passed) < contest.seats:
        return AnotherRound(tuple(passed), contest.seats - len(passed))
    if len(passed) == contest.seats or counted[passed[contest.seats - 1]] > counted[passed[contest.seats]]:
        return Elected(tuple(passed[: contest.seats]))
    at_the_cut = counted[passed[contest.seats]]
    above = tuple(name for name in passed if counted[name] > at_the_cut)
    tied = tuple(name for name in passed if counted[name] == at_the_cut)
    return Tie(above, tied, contest.seats - len(above))


def percent_of_base(votes: int, base: int) -> str:
    """Votes as a percentage of the base: two decimals with a point, rounded half up, exactly (`17.86`)."""
    hundredths = (20_000 * votes + base) // (2 * base)
    return f"{hundredths // 100}.{hundredths % 100:02d}"
