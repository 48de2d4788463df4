"""The facts of the minutes of a count: every field of the official form, frozen (reference 1.10).

Documents, screens and the portal print these facts; the hash of their canonical JSON is what is declared.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Literal

from nhiemky.core.elections.contest import Contest
from nhiemky.core.elections.outcome import outcome, percent_of_base
from nhiemky.core.elections.result_file import outcome_record
from nhiemky.core.elections.tally import Tally


@dataclass(frozen=True)
class Header:
    """Head of the form: cell, ordinal of the congress (Roman), term label, place and date (ISO 8601)."""

    organisation: str
    congress_ordinal: str
    term: str
    place: str
    date: str


@dataclass(frozen=True)
class CountingCommittee:
    """Head and members, full names."""

    head: str
    members: tuple[str, ...]


@dataclass(frozen=True)
class Proceedings:
    """What people write down around the count: convened and present are official members, `ended` is ISO 8601."""

    legal_basis: tuple[str, ...]
    counting_committee: CountingCommittee
    convened: int
    present: int
    ended: str
    copies: int
    presidium_signatory: str


@dataclass(frozen=True)
class CandidateLine:
    """One printed name: its votes and their percentage of the majority base."""

    number: int
    name: str
    note: str
    votes: int
    percent_of_base: str


@dataclass(frozen=True)
class CountMinutes:
    """The fifteen fields of the minutes in the order of the form, under its head and title."""

    header: Header
    title: str
    legal_basis: tuple[str, ...]
    seats: int
    candidates: tuple[CandidateLine, ...]
    counting_committee: CountingCommittee
    convened: int
    present: int
    absent: int
    base: int
    needed: int | None
    issued: int
    returned: int
    valid: int
    invalid: tuple[tuple[str, int], ...]
    elected: tuple[CandidateLine, ...]
    outcome: Literal["elected", "tie", "another_round"]
    tied: tuple[str, ...]
    seats_left: int
    ended: str
    copies: int
    presidium_signatory: str
    rulebook: str
    rulebook_version: str


def minutes_from_count(
    header: Header, proceedings: Proceedings, contest: Contest, counted: Tally, notes: Sequence[str] = ()
) -> CountMinutes:
    """The minutes of a count; `notes` are one per candidate in printed order, or none at all.

    Raises ValueError when more were present than convened, or when the notes are not one per candidate.
    """
    if proceedings.present > proceedings.convened:
        raise ValueError(f"{proceedings.present} present is more than {proceedings.convened} convened")
    written = notes or [""] * len(contest.candidates)
    lines = {
        name: CandidateLine(number, name, note, votes, percent_of_base(votes, contest.base))
        for number, (name, note, votes) in enumerate(
            zip(contest.candidates, written, counted.votes, strict=True), start=1
        )
    }
    result = outcome_record(outcome(contest, counted.votes))
    return CountMinutes(
        header=header,
        title=contest.title,
        legal_basis=proceedings.legal_basis,
        seats=contest.seats,
        candidates=tuple(lines.values()),
        counting_committee=proceedings.counting_committee,
        convened=proceedings.convened,
        present=proceedings.present,
        absent=proceedings.convened - proceedings.present,
        base=contest.base,
        needed=contest.needed,
        issued=counted.issued,
        returned=counted.returned,
        valid=counted.valid,
        invalid=tuple((str(code), number) for code, number in counted.invalid),
        elected=tuple(lines[name] for name in result["elected"]),
        outcome=result["kind"],
        tied=tuple(result["tied"]),
        seats_left=result["seats_left"],
        ended=proceedings.ended,
        copies=proceedings.copies,
        presidium_signatory=proceedings.presidium_signatory,
        rulebook=contest.rulebook.name,
        rulebook_version=contest.rulebook.version,
    )


def canonical_json(minutes: CountMinutes) -> str:
    """The minutes as JSON with sorted keys and no spaces: equal facts give equal bytes, for hashing."""
    return json.dumps(asdict(minutes), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
