"""Typed totals: refused when no set of ballots could have given them (reference 1.10)."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from nhiemky.core.bilingual import listed
from nhiemky.core.elections.contest import Contest
from nhiemky.core.elections.problems import problem
from nhiemky.core.elections.rulebook import InvalidCode
from nhiemky.core.elections.tally import Tally, in_rulebook_order
from nhiemky.core.problem import Problem


@dataclass(frozen=True)
class TypedTotals:
    """What a teller types: official members present, ballots, and votes per candidate in printed order."""

    present: int
    issued: int
    returned: int
    valid: int
    invalid: Mapping[InvalidCode, int]
    votes: tuple[int, ...]


@dataclass(frozen=True)
class Papers:
    """The sheets made for one vote beside those issued, in numbers of ballots.

    `printed` are all that were made; `spoiled` came back before they were cast and were swapped for a new one, so that
    their voter still counts once among the issued; `unused` were never handed out.
    """

    printed: int
    spoiled: int
    unused: int


def check_papers(papers: Papers, issued: int) -> tuple[Problem, ...]:
    """Why the sheets do not add up: each one printed was issued and kept, spoiled and swapped, or never used."""
    numbers = {"printed": papers.printed, "spoiled": papers.spoiled, "unused": papers.unused}
    if negative := [name for name, number in numbers.items() if number < 0]:
        return tuple(problem("E301", name, field=name, found=numbers[name]) for name in negative)
    total = issued + papers.spoiled + papers.unused
    if total == papers.printed:
        return ()
    return (problem("E311", "printed", **numbers, issued=issued, sum=total),)


def check_totals(totals: TypedTotals, contest: Contest) -> tuple[Problem, ...]:
    """Every reason why the totals cannot be true; empty when some set of ballots gives exactly them."""
    shape = (*_impossible_numbers(totals), *_impossible_shape(totals, contest))
    return shape or (*_impossible_ballots(totals, contest), *_impossible_votes(totals, contest))


def _impossible_numbers(totals: TypedTotals) -> Iterator[Problem]:
    numbers = {name: getattr(totals, name) for name in ("present", "issued", "returned", "valid")}
    numbers |= {f"invalid.{code}": number for code, number in totals.invalid.items()}
    numbers |= {f"votes.{index}": number for index, number in enumerate(totals.votes, start=1)}
    for name, number in numbers.items():
        if number < 0:
            yield problem("E301", name, field=name, found=number)


def _impossible_shape(totals: TypedTotals, contest: Contest) -> Iterator[Problem]:
    names = len(contest.candidates)
    if len(totals.votes) != names:
        yield problem("E302", "votes", names=names, found=len(totals.votes))
    allowed = contest.rulebook.invalidities(contest.style, names)
    for code, number in totals.invalid.items():
        if number and code not in allowed:
            reasons = listed(map(contest.rulebook.reason, allowed))
            yield problem("E310", f"invalid.{code}", reason=contest.rulebook.reason(code), allowed=reasons)


def _impossible_ballots(totals: TypedTotals, contest: Contest) -> Iterator[Problem]:
    if totals.present > contest.base:
        yield problem("E303", "present", present=totals.present, base=contest.base)
    if totals.issued > totals.present:
        yield problem("E304", "issued", issued=totals.issued, present=totals.present)
    if totals.returned > totals.issued:
        yield problem("E305", "returned", returned=totals.returned, issued=totals.issued)
    invalid = sum(totals.invalid.values())
    if (total := totals.valid + invalid) != totals.returned:
        yield problem("E306", "valid", valid=totals.valid, invalid=invalid, sum=total, returned=totals.returned)


def _impossible_votes(totals: TypedTotals, contest: Contest) -> Iterator[Problem]:
    for index, (name, votes) in enumerate(zip(contest.candidates, totals.votes, strict=True), start=1):
        if votes > totals.valid:
            yield problem("E307", f"votes.{index}", name=name, votes=votes, valid=totals.valid)
    names = len(contest.candidates)
    each = min(contest.seats, names)
    total = sum(totals.votes)
    if total > totals.valid * each:
        yield problem("E308", "votes", votes=total, most=totals.valid * each, valid=totals.valid, each=each)
    nobody_is_invalid = InvalidCode.NONE_CHOSEN in contest.rulebook.invalidities(contest.style, names)
    if nobody_is_invalid and total < totals.valid:
        yield problem("E309", "votes", votes=total, valid=totals.valid)


def tally_of(totals: TypedTotals, contest: Contest) -> Tally:
    """The tally of typed totals; raises ValueError when they cannot be true."""
    if problems := check_totals(totals, contest):
        raise ValueError("; ".join(found.sentence("en") for found in problems))
    return Tally(
        issued=totals.issued,
        returned=totals.returned,
        valid=totals.valid,
        invalid=in_rulebook_order(Counter(totals.invalid), contest),
        votes=totals.votes,
    )
