"""Check a list of candidates: who may stand, who may nominate, and how long the list may be."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from nhiemky.core.elections.problems import problem
from nhiemky.core.elections.rulebook import STATUS_NAMES, MemberStatus, Office, Rulebook
from nhiemky.core.problem import Problem


@dataclass(frozen=True)
class Person:
    """A member as the checks need it; `key` tells two namesakes apart."""

    key: str
    full_name: str
    status: MemberStatus
    outgoing_committee: bool = False


@dataclass(frozen=True)
class CommitteeNomination:
    """The candidate is on the convening committee's own list, the official nomination."""

    candidate: Person


@dataclass(frozen=True)
class FloorNomination:
    """The candidate stands (`nominator` None) or is nominated at the congress; `support` of those attending agreed."""

    candidate: Person
    nominator: Person | None
    support: int


type Nomination = CommitteeNomination | FloorNomination


def largest_surplus(rulebook: Rulebook, office: Office, seats: int) -> int | None:
    """The most persons a list may exceed the seats by, or None where the rulebook sets no limit.

    30% of the seats rounded down, one for three to five seats; where a surplus is required at least one is
    always possible (inferred: otherwise one or two seats could not be filled at all).
    """
    if office in rulebook.surplus_none.value:
        return 0
    if office not in rulebook.surplus_required.value:
        return None
    small = rulebook.surplus_small_list.value
    if small.seats_from <= seats <= small.seats_to:
        return small.most
    return max(1, int(seats * rulebook.surplus_limit.value))


def check_length(rulebook: Rulebook, office: Office, seats: int, names: int) -> tuple[Problem, ...]:
    """The problems of a list of so many names for so many seats (190 Art. 14.1)."""
    most = largest_surplus(rulebook, office, seats)
    if most == 0:
        wrong = names != seats
        return (problem("E408", "candidates", seats=seats, names=names),) if wrong else ()
    if names < seats:
        return (problem("E411", "candidates", seats=seats, names=names),)
    if most is None:
        return ()
    if names == seats:
        return (problem("E406", "candidates", seats=seats, names=names),)
    if names - seats > most:
        return (problem("E407", "candidates", seats=seats, names=names, surplus=names - seats, most=most),)
    return ()


def check_nominations(
    nominations: Iterable[Nomination], rulebook: Rulebook, *, attending: int, tellers: Collection[str] = ()
) -> tuple[Problem, ...]:
    """Every problem of persons on the list; `tellers` are the keys of the counting committee's members."""
    found: list[Problem] = []
    seen: set[str] = set()
    for index, nomination in enumerate(nominations, start=1):
        candidate = nomination.candidate
        place = f"candidates.{index}"
        if candidate.key in seen:
            found.append(problem("E410", place, name=candidate.full_name))
        seen.add(candidate.key)
        if candidate.status not in rulebook.may_stand.value:
            found.append(problem("E401", place, name=candidate.full_name, status=STATUS_NAMES[candidate.status]))
        if candidate.key in tellers and not rulebook.tellers_on_ballot.value:
            found.append(problem("E409", place, name=candidate.full_name))
        if isinstance(nomination, FloorNomination):
            found.extend(_check_floor(nomination, rulebook, place, attending))
    return tuple(found)


def _check_floor(nomination: FloorNomination, rulebook: Rulebook, place: str, attending: int) -> Iterator[Problem]:
    candidate, nominator = nomination.candidate, nomination.nominator
    bound = not rulebook.outgoing_outside_list.value
    if bound and candidate.outgoing_committee:
        yield problem("E403", place, name=candidate.full_name)
    if nominator is not None:
        if bound and nominator.outgoing_committee:
            yield problem("E404", place, nominator=nominator.full_name, name=candidate.full_name)
        if nominator.status not in rulebook.may_nominate.value:
            yield problem("E402", place, name=nominator.full_name, status=STATUS_NAMES[nominator.status])
    yield from _check_support(nomination, rulebook.floor_support.value, place, attending)


def _check_support(
    nomination: FloorNomination, share: Fraction | None, place: str, attending: int
) -> Iterator[Problem]:
    name, support = nomination.candidate.full_name, nomination.support
    if support > attending:
        yield problem("E412", place, name=name, support=support, attending=attending)
    if share is not None and not support > attending * share:
        least = int(attending * share) + 1
        percent = f"{share * 100}%"
        yield problem("E405", place, name=name, support=support, attending=attending, share=percent, least=least)
