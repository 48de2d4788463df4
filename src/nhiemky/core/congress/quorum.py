"""The convened list: who counts in the majority base, who is left out and why, and whether there is a quorum."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from nhiemky.core.congress.problems import problem
from nhiemky.core.elections.rulebook import STATUS_NAMES, Exclusion, MemberStatus, Rule, Rulebook
from nhiemky.core.problem import Problem


@dataclass(frozen=True)
class ConvenedMember:
    """A member on the convened list.

    `temporary_elsewhere`: introduced by this cell for temporary activity in another. A member received here
    for temporary activity has the status `temporary`. `leave_accepted`: absent throughout for a reason the
    convening committee accepted.
    """

    key: str
    full_name: str
    status: MemberStatus
    present: bool
    leave_accepted: bool = False
    temporary_elsewhere: bool = False


@dataclass(frozen=True)
class MajorityBase:
    """The members who count, and those official members who lawfully do not, each with the reason."""

    counted: tuple[ConvenedMember, ...]
    excluded: tuple[tuple[ConvenedMember, Exclusion], ...]

    @property
    def size(self) -> int:
        """How many count: the base of elections and of open votes."""
        return len(self.counted)

    @property
    def convened(self) -> int:
        """Official members convened, before the exclusions."""
        return len(self.counted) + len(self.excluded)

    @property
    def present(self) -> int:
        """Members present who vote."""
        return sum(member.present for member in self.counted)


def exclusion_of(member: ConvenedMember, rulebook: Rulebook) -> Exclusion | None:
    """Why an official member is left out of the base, or None (244 Art. 32.2; 190 Art. 30).

    A member who comes and votes counts, whatever kept others like him out: the text says so of exempt
    members, and for those introduced elsewhere it is inferred, since votes never exceed the base.
    """
    reason = _reason(member)
    return reason if reason in rulebook.majority_exclusions.value else None


def _reason(member: ConvenedMember) -> Exclusion | None:
    if member.status == MemberStatus.SUSPENDED:
        return Exclusion.SUSPENDED
    if member.present:
        return None
    if member.temporary_elsewhere:
        return Exclusion.TEMPORARY_ELSEWHERE
    if member.status == MemberStatus.EXEMPT:
        return Exclusion.EXEMPT_ABSENT
    return Exclusion.ABSENT_WITH_LEAVE if member.leave_accepted else None


def majority_base(members: Sequence[ConvenedMember], rulebook: Rulebook) -> MajorityBase:
    """Sort official members into those who count and those left out; others never count.

    Suspended members are official members by record and are shown among the excluded.
    """
    official = [m for m in members if m.status in rulebook.may_vote.value or m.status == MemberStatus.SUSPENDED]
    reasons = [(member, exclusion_of(member, rulebook)) for member in official]
    return MajorityBase(
        counted=tuple(member for member, reason in reasons if reason is None),
        excluded=tuple((member, reason) for member, reason in reasons if reason is not None),
    )


def check_convened(members: Sequence[ConvenedMember]) -> tuple[Problem, ...]:
    """Every contradiction of the convened list."""
    found: list[Problem] = []
    seen: set[str] = set()
    for index, member in enumerate(members, start=1):
        place = f"members.{index}"
        if member.key in seen:
            found.append(problem("C101", place, name=member.full_name))
        seen.add(member.key)
        if member.present and member.leave_accepted:
            found.append(problem("C102", place, name=member.full_name))
        if member.present and member.status == MemberStatus.SUSPENDED:
            found.append(problem("C103", place, name=member.full_name, status=STATUS_NAMES[member.status]))
    return tuple(found)


@dataclass(frozen=True)
class Quorum:
    """`present` of `convened` official members against the fewest `needed`."""

    convened: int
    present: int
    needed: int

    @property
    def reached(self) -> bool:
        """Whether the congress is valid."""
        return self.present >= self.needed


def quorum(base: MajorityBase, rule: Rule[Fraction]) -> Quorum:
    """Whether enough of those convened came: at least the rule's share, rounded up to a whole person.

    The rule (two thirds) is unverified; members who cannot come by law, because they are suspended or act
    elsewhere for a time, are not convened in this sense, while accepted absence does not lower the quorum.
    """
    cannot_come = {Exclusion.SUSPENDED, Exclusion.TEMPORARY_ELSEWHERE}
    convened = base.convened - sum(reason in cannot_come for _, reason in base.excluded)
    return Quorum(convened=convened, present=base.present, needed=-int(-convened * rule.value // 1))
