"""A slow second count, written from reference 1.5 and 1.8 without looking at the first.

It knows both rule sets as plain sentences, sorts nothing cleverly and tries all ways out.
"""

from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations, product

VOTE = {"clear", "agree"}


def judge(marks: list[str], ruling: str | None, seats: int) -> str | None:
    """The reason a ballot is invalid, or None."""
    if ruling is not None:
        return ruling
    if len(marks) == 1 and marks[0] == "both":
        return "both_boxes"
    if len(marks) == 1 and marks[0] == "none":
        return "no_box"
    named = [mark for mark in marks if mark in VOTE]
    if len(named) > seats:
        return "too_many"
    if len(marks) > 1 and not named:
        return "none_chosen"
    return None


def count(names: list[str], ballots: list[dict], seats: int, base: int) -> dict:
    """The result of a vote whose names are in printed order."""
    invalid: dict[str, int] = {}
    votes = dict.fromkeys(names, 0)
    for ballot in ballots:
        reason = judge(ballot["marks"], ballot["invalid"], seats)
        if reason:
            invalid[reason] = invalid.get(reason, 0) + 1
            continue
        for name, mark in zip(names, ballot["marks"], strict=True):
            if mark in VOTE:
                votes[name] += 1
    return {
        "valid": len(ballots) - sum(invalid.values()),
        "invalid": invalid,
        "votes": votes,
        "percent": {name: percent(votes[name], base) for name in names},
        "outcome": outcome(votes, seats, base),
    }


def percent(votes: int, base: int) -> str:
    """With forty digits, rounded half up by the decimal module."""
    exact = (Decimal(votes) * 100 / Decimal(base)).quantize(Decimal("1e-20"))
    return str(exact.quantize(Decimal("0.01"), ROUND_HALF_UP))


def outcome(votes: dict[str, int], seats: int, base: int) -> tuple[str, list[str], list[str], int]:
    """Kind, elected, tied, seats left: by looking at every possible set of winners.

    A set of winners is fair when all passed half and nobody outside who passed has more votes than one inside.
    One fair set: they are elected. Several: those in all of them are elected, those in some only are tied.
    """
    passed = [name for name in votes if 2 * votes[name] > base]
    size = min(seats, len(passed))
    fair = [
        set(chosen)
        for chosen in combinations(passed, size)
        if all(votes[inside] >= votes[outside] for inside, outside in product(chosen, set(passed) - set(chosen)))
    ]
    sure = set.intersection(*fair)
    elected: list[str] = []
    for number in range(max(votes.values()), -1, -1):
        elected += [name for name in votes if name in sure and votes[name] == number]
    tied = [name for name in votes if any(name in chosen for chosen in fair) and name not in sure]
    kind = "tie" if tied else "elected" if size == seats else "another_round"
    return kind, elected, tied, seats - len(sure)


def totals_possible(valid: int, votes: tuple[int, ...], seats: int, *, someone: bool) -> bool:
    """Whether some set of `valid` ballots gives these votes, by building all sets ballot after ballot."""
    choices = [
        pattern
        for pattern in product((0, 1), repeat=len(votes))
        if sum(pattern) <= seats and (sum(pattern) >= 1 or not someone)
    ]
    reachable = {tuple([0] * len(votes))}
    for _ in range(valid):
        reachable = {
            tuple(a + b for a, b in zip(total, pattern, strict=True)) for total in reachable for pattern in choices
        }
    return votes in reachable
