"""Election rules as dated data: every rule carries its value, its citation and how sure we are of it.

A rulebook is read from TOML text by `parse_rulebook`, which touches no file. `rulebooks/__init__.py` is the
registry of those that ship with the product.
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any, Literal

from nhiemky.core.bilingual import Bilingual
from nhiemky.core.sureness import Sureness


class BallotStyle(StrEnum):
    """Strike out names not chosen, or an X under Đồng ý / Không đồng ý."""

    STRIKE = "strike"
    AGREE = "agree"


class Office(StrEnum):
    """What is elected."""

    COMMITTEE = "committee"
    STANDING_COMMITTEE = "standing_committee"
    SECRETARY = "secretary"
    DEPUTY_SECRETARY = "deputy_secretary"
    DELEGATES = "delegates"
    ALTERNATES = "alternates"


class MemberStatus(StrEnum):
    """Standing of a Party member; `temporary` is a member introduced for temporary activity."""

    OFFICIAL = "official"
    PROBATIONARY = "probationary"
    EXEMPT = "exempt"
    TEMPORARY = "temporary"
    SUSPENDED = "suspended"


STATUS_NAMES: Mapping[MemberStatus, Bilingual] = {
    MemberStatus.OFFICIAL: Bilingual("đảng viên chính thức", "official member"),
    MemberStatus.PROBATIONARY: Bilingual("đảng viên dự bị", "probationary member"),
    MemberStatus.EXEMPT: Bilingual("đảng viên được miễn công tác và sinh hoạt đảng", "exempt from work and activity"),
    MemberStatus.TEMPORARY: Bilingual("đảng viên sinh hoạt tạm thời", "on temporary activity"),
    MemberStatus.SUSPENDED: Bilingual("đảng viên bị đình chỉ sinh hoạt đảng", "suspended from activity"),
}


class Exclusion(StrEnum):
    """The four lawful reasons to leave an official member out of the majority base (reference 1.8)."""

    TEMPORARY_ELSEWHERE = "temporary_elsewhere"
    EXEMPT_ABSENT = "exempt_absent"
    SUSPENDED = "suspended"
    ABSENT_WITH_LEAVE = "absent_with_leave"


class InvalidCode(StrEnum):
    """Why a ballot is invalid."""

    TOO_MANY = "too_many"
    NONE_CHOSEN = "none_chosen"
    BOTH_BOXES = "both_boxes"
    NO_BOX = "no_box"
    OUTSIDE_NAME = "outside_name"
    STRAY_MARK = "stray_mark"
    NOT_ISSUED = "not_issued"


type ListLength = Literal["single", "several", "any"]


@dataclass(frozen=True)
class Citation:
    """Document and article a rule comes from."""

    document: str
    article: str


@dataclass(frozen=True)
class Rule[T]:
    """One rule: its value, where it stands, how sure we are, and what it says."""

    value: T
    cite: Citation
    sure: Sureness
    title: Bilingual
    note: Bilingual


@dataclass(frozen=True)
class SmallListSurplus:
    """From `seats_from` to `seats_to` seats the surplus is at most `most` persons."""

    seats_from: int
    seats_to: int
    most: int


@dataclass(frozen=True)
class PreparedSurplus:
    """The share of seats by which the convening committee's own list exceeds the seats."""

    low: Fraction
    high: Fraction


@dataclass(frozen=True)
class BallotStyles:
    """The style of ballot with and without a surplus."""

    with_surplus: BallotStyle
    without_surplus: BallotStyle


@dataclass(frozen=True)
class TieRule:
    """What follows a tie at the last seat."""

    revote_among_tied: bool
    revote_needs_majority: bool


@dataclass(frozen=True)
class Invalidity:
    """On which ballots a code applies; `lists` is the number of names printed on the ballot."""

    code: InvalidCode
    ballots: tuple[BallotStyle, ...]
    lists: ListLength

    def applies(self, style: BallotStyle, names: int) -> bool:
        """Whether a ballot of this style with that many printed names can be invalid for this reason."""
        fits_list = self.lists == "any" or (self.lists == "single") == (names == 1)
        return style in self.ballots and fits_list


@dataclass(frozen=True)
class Rulebook:
    """All rules of one generation; `valid_until` is None while it is in force."""

    name: str
    version: str
    valid_from: date
    valid_until: date | None
    title: Bilingual
    majority: Rule[Fraction]
    majority_exclusions: Rule[tuple[Exclusion, ...]]
    surplus_required: Rule[tuple[Office, ...]]
    surplus_none: Rule[tuple[Office, ...]]
    surplus_limit: Rule[Fraction]
    surplus_small_list: Rule[SmallListSurplus]
    surplus_prepared: Rule[PreparedSurplus]
    floor_support: Rule[Fraction | None]
    ballot_styles: Rule[BallotStyles]
    printed_order: Rule[str]
    separate_ballots: Rule[tuple[Office, ...]]
    tie: Rule[TieRule]
    further_rounds: Rule[str]
    secretary_rounds: Rule[int]
    may_vote: Rule[tuple[MemberStatus, ...]]
    may_stand: Rule[tuple[MemberStatus, ...]]
    may_nominate: Rule[tuple[MemberStatus, ...]]
    outgoing_outside_list: Rule[bool]
    tellers_on_ballot: Rule[bool]
    secret_ballot: Rule[tuple[str, ...]]
    open_vote: Rule[tuple[str, ...]]
    ballot_retention_months: Rule[int]
    complaint_working_days: Rule[int]
    report_working_days: Rule[int]
    approval_working_days: Rule[int]
    invalid: tuple[Rule[Invalidity], ...]

    def in_force(self, day: date) -> bool:
        """Whether the rulebook governs an election held that day."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)

    def needed(self, base: int) -> int:
        """The fewest votes that are more than the majority share of `base` persons (half: floor(base / 2) + 1)."""
        return int(base * self.majority.value) + 1

    def invalidities(self, style: BallotStyle, names: int) -> tuple[InvalidCode, ...]:
        """The codes that can apply to a ballot of this style with that many names, in the rulebook's order."""
        return tuple(rule.value.code for rule in self.invalid if rule.value.applies(style, names))

    def reason(self, code: InvalidCode) -> Bilingual:
        """What an invalid code says."""
        return next(rule.title for rule in self.invalid if rule.value.code == code)

    def named_rules(self) -> tuple[tuple[str, Rule[Any]], ...]:
        """Every rule with its key, for the page that shows the rulebook."""
        single = ((field.name, getattr(self, field.name)) for field in fields(self))
        rules = tuple((name, rule) for name, rule in single if isinstance(rule, Rule))
        return (*rules, *((f"invalid.{rule.value.code}", rule) for rule in self.invalid))


type _Reader = Callable[[Any], object]


def _each(kind: Callable[[Any], object]) -> _Reader:
    return lambda values: tuple(kind(value) for value in values)


def _integer(value: Any) -> int:
    if type(value) is not int or value < 1:
        raise ValueError(f"expected a whole number from 1, found {value!r}")
    return value


def _truth(value: Any) -> bool:
    if type(value) is not bool:
        raise ValueError(f"expected true or false, found {value!r}")
    return value


def _share(value: Any) -> Fraction:
    share = Fraction(value)
    if not 0 < share < 1:
        raise ValueError(f"expected a share between 0 and 1, found {value!r}")
    return share


_READERS: Mapping[str, _Reader] = {
    "majority": _share,
    "majority_exclusions": _each(Exclusion),
    "surplus_required": _each(Office),
    "surplus_none": _each(Office),
    "surplus_limit": _share,
    "surplus_small_list": lambda v: SmallListSurplus(**{key: _integer(number) for key, number in v.items()}),
    "surplus_prepared": lambda v: PreparedSurplus(**{key: _share(share) for key, share in v.items()}),
    "floor_support": lambda v: None if v == "none" else _share(v),
    "ballot_styles": lambda v: BallotStyles(**{key: BallotStyle(style) for key, style in v.items()}),
    "printed_order": str,
    "separate_ballots": _each(Office),
    "tie": lambda v: TieRule(**{key: _truth(truth) for key, truth in v.items()}),
    "further_rounds": str,
    "secretary_rounds": _integer,
    "may_vote": _each(MemberStatus),
    "may_stand": _each(MemberStatus),
    "may_nominate": _each(MemberStatus),
    "outgoing_outside_list": _truth,
    "tellers_on_ballot": _truth,
    "secret_ballot": _each(str),
    "open_vote": _each(str),
    "ballot_retention_months": _integer,
    "complaint_working_days": _integer,
    "report_working_days": _integer,
    "approval_working_days": _integer,
}


def bilingual(entry: Mapping[str, str]) -> Bilingual:
    """Read a `{vi, en}` table; raises KeyError when a language is missing."""
    return Bilingual(vi=entry["vi"], en=entry["en"])


def parse_rule[T](entry: Mapping[str, Any], read_value: Callable[[Any], T]) -> Rule[T]:
    """Read one rule table; raises KeyError, TypeError or ValueError when a part is missing or unknown."""
    return Rule(
        value=read_value(entry["value"]),
        cite=Citation(document=entry["cite"]["document"], article=entry["cite"]["article"]),
        sure=Sureness(entry["sure"]),
        title=bilingual(entry["title"]),
        note=bilingual(entry["note"]),
    )


def _invalidity(value: Mapping[str, Any]) -> Invalidity:
    if value["lists"] not in {"single", "several", "any"}:
        raise ValueError(f"lists must be single, several or any, found {value['lists']!r}")
    return Invalidity(
        code=InvalidCode(value["code"]),
        ballots=tuple(BallotStyle(style) for style in value["ballots"]),
        lists=value["lists"],
    )


def parse_rulebook(text: str) -> Rulebook:
    """Read a rulebook from TOML text; raises ValueError naming the rule that is missing, unknown or malformed."""
    document = tomllib.loads(text)
    tables = document["rules"]
    if unknown := sorted(set(tables) ^ set(_READERS)):
        raise ValueError(f"Rules missing or unknown in {document['name']}: {', '.join(unknown)}")
    rules: dict[str, Any] = {}
    for key, read_value in _READERS.items():
        try:
            rules[key] = parse_rule(tables[key], read_value)
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"Rule {key} in {document['name']}: {error}") from error
    invalid = tuple(parse_rule(entry, _invalidity) for entry in document["invalid"])
    codes = [rule.value.code for rule in invalid]
    if sorted(codes) != sorted(InvalidCode):
        raise ValueError(f"{document['name']} must rule on each invalid code once")
    return Rulebook(
        name=document["name"],
        version=document["version"],
        valid_from=document["valid_from"],
        valid_until=document.get("valid_until"),
        title=bilingual(document["title"]),
        invalid=invalid,
        **rules,
    )
