"""The minutes of a count as an official paper, made from nothing but the declared facts."""

import tomllib
from collections.abc import Iterator
from datetime import date, datetime
from importlib.resources import files
from typing import Any

from nhiemky.core.vietnamese.dates import Term, official_date, parse_term
from nhiemky.core.vietnamese.roman import from_roman
from nhiemky.elections.models import Declaration
from nhiemky.printing import party
from nhiemky.printing.document import (
    Align,
    Block,
    Column,
    Document,
    Fingerprint,
    Heading,
    KeyValues,
    NumberedList,
    Paragraph,
    PartyHeader,
    Signatures,
    Table,
    runs,
)

TEXT = tomllib.loads(files(__package__).joinpath("papers.toml").read_text("utf-8"))


def minutes(declaration: Declaration) -> Document:
    """The minutes with every field of reference 1.10 and the digest of the facts in the footer."""
    facts, told = declaration.facts, declaration.facts["minutes"]
    return Document(
        header=_header(facts),
        title=TEXT["title"],
        subject=told["title"],
        dated=date.fromisoformat(told["header"]["date"]),
        blocks=tuple(_blocks(facts)),
        fingerprints=tuple(_fingerprints(declaration)),
    )


def _fingerprints(declaration: Declaration) -> Iterator[Fingerprint]:
    yield Fingerprint(TEXT["fingerprint"], declaration.digest)
    if files := declaration.facts.get("files"):
        yield Fingerprint(TEXT["ballots_fingerprint"], files["ballots"])


def _header(facts: dict[str, Any]) -> PartyHeader:
    head = facts["minutes"]["header"]
    ordinal, term = from_roman(head["congress_ordinal"]), parse_term(head["term"])
    if not isinstance(ordinal, int) or not isinstance(term, Term):
        raise TypeError(f"The declared facts have no ordinal or term: {head}")
    return party.congress_header(
        superior=facts["superior"], organisation=head["organisation"], ordinal=ordinal, term=term, place=head["place"]
    )


def _blocks(facts: dict[str, Any]) -> Iterator[Block]:
    told = facts["minutes"]
    for basis in told["legal_basis"]:
        yield _say("legal_basis", basis=basis)
    yield _say("opening")
    if facts["corrects"]:
        yield _say("corrects", digest=facts["corrects"], reason=facts["reason"])
    yield Heading(TEXT["seats_and_list"])
    yield KeyValues(((TEXT["seats"], TEXT["persons"].format(number=told["seats"])),))
    yield Table(
        (
            Column(TEXT["number_column"], 1, Align.CENTER),
            Column(TEXT["name_column"], 5),
            Column(TEXT["note_column"], 3),
        ),
        tuple((str(line["number"]), line["name"], line["note"]) for line in told["candidates"]),
    )
    yield Heading(TEXT["committee"])
    yield _committee(told["counting_committee"])
    yield Heading(TEXT["voting"])
    yield KeyValues((*_numbers(told), *_sheets(facts)))
    yield Heading(TEXT["result"])
    yield from _result(facts)
    yield _ended(told)
    yield Signatures(
        (
            party.on_behalf_of(party.PRESIDIUM, party.CHAIR, told["presidium_signatory"]),
            party.on_behalf_of(party.COUNTING_COMMITTEE, party.HEAD_OF_COMMITTEE, told["counting_committee"]["head"]),
        )
    )


def _say(key: str, **values: object) -> Paragraph:
    return Paragraph(runs(TEXT[key].format(**values)))


def _committee(told: dict[str, Any]) -> NumberedList:
    members = (TEXT["member"].format(name=name) for name in told["members"])
    return NumberedList(tuple(runs(line) for line in (TEXT["head"].format(name=told["head"]), *members)))


def _numbers(told: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield TEXT["convened"], str(told["convened"])
    if told["convened"] != told["base"]:
        yield TEXT["left_out"], str(told["convened"] - told["base"])
    for key in ("base", "present", "absent", "issued", "returned", "valid"):
        yield TEXT[key], str(told[key])
    yield TEXT["invalid"], str(sum(number for _, number in told["invalid"]))
    for code, number in told["invalid"]:
        yield TEXT["invalid_reason"].format(reason=TEXT["invalid_reasons"][code]), str(number)


def _sheets(facts: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Lines under those of the official form, which has none for sheets that were not issued."""
    for key, number in (facts.get("papers") or {}).items():
        yield TEXT[key], str(number)


def _result(facts: dict[str, Any]) -> Iterator[Block]:
    told = facts["minutes"]
    yield Heading(TEXT["by_ballot"], level=2)
    yield _votes(told["candidates"])
    yield _say("needed", needed=told["needed"], base=told["base"]) if told["needed"] else _say("revote")
    yield Heading(TEXT["elected"], level=2)
    yield _votes(told["elected"]) if told["elected"] else _say("none_elected")
    if told["outcome"] == "tie":
        yield _say("tie", names=", ".join(told["tied"]), seats=told["seats_left"])
    if told["outcome"] == "another_round":
        yield _say("superior_appoints" if facts.get("superior_appoints") else "another_round", seats=told["seats_left"])


def _votes(lines: list[dict[str, Any]]) -> Table:
    columns = (
        Column(TEXT["number_column"], 1, Align.CENTER),
        Column(TEXT["name_column"], 5),
        Column(TEXT["votes_column"], 2, Align.RIGHT),
        Column(TEXT["percent_column"], 3, Align.RIGHT),
    )
    rows = (
        (str(place), line["name"], str(line["votes"]), percent(line["percent_of_base"]))
        for place, line in enumerate(lines, start=1)
    )
    return Table(columns, tuple(rows))


def percent(written: str) -> str:
    """The frozen percentage (`96.43`) as a Vietnamese paper writes it: 96,43%."""
    return written.replace(".", ",") + "%"


def _ended(told: dict[str, Any]) -> Paragraph:
    at = datetime.fromisoformat(told["ended"])
    return _say("ended", hour=f"{at:%H}", minute=f"{at:%M}", day=official_date(at.date()), copies=told["copies"])
