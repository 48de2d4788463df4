"""A resolution as an official paper: of the frozen facts once adopted, of the text as it stands before."""

import tomllib
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from itertools import groupby
from typing import Any

from nhiemky.core.vietnamese.dates import Term, format_date, official_date, parse_term
from nhiemky.printing import party
from nhiemky.printing.document import (
    Align,
    Block,
    Column,
    Document,
    Fingerprint,
    Heading,
    Paragraph,
    PartyHeader,
    Recipients,
    Signatures,
    Table,
    runs,
)
from nhiemky.records import clock
from nhiemky.resolution.actions.adopting import facts as facts_now
from nhiemky.resolution.models import Resolution

TEXT = tomllib.loads(files(__package__).joinpath("papers.toml").read_text("utf-8"))


def paper(resolution: Resolution) -> Document:
    """The paper; only an adopted one bears its digest, a draft says that it is one and bears the day of today."""
    facts = resolution.facts or facts_now(resolution)
    adopted = facts["adopted_on"]
    return Document(
        header=_header(facts),
        title=TEXT["title"] if adopted else f"{TEXT['title']} ({TEXT['draft']})",
        subject=facts["title"],
        dated=date.fromisoformat(adopted) if adopted else clock.today(),
        blocks=tuple(_blocks(facts)),
        fingerprints=(Fingerprint(TEXT["fingerprint"], resolution.digest),) if resolution.digest else (),
    )


def _header(facts: dict[str, Any]) -> PartyHeader:
    term = parse_term(facts["term"])
    if not isinstance(term, Term):
        raise TypeError(f"The label of the term is no term: {facts['term']!r}")
    return party.congress_header(
        superior=facts["superior"],
        organisation=facts["unit"],
        ordinal=facts["ordinal"],
        term=term,
        place=facts["place"],
        number=party.party_number(facts["serial"], party.RESOLUTION, TEXT["issuer"]),
    )


def _blocks(facts: dict[str, Any]) -> Iterator[Block]:
    yield from _paragraphs(facts["preamble"])
    if facts["supersedes"]:
        yield _say("replaces", digest=facts["supersedes"], reason=facts["reason"])
    if facts["targets"]:
        yield Heading(TEXT["targets"])
        yield from _targets(facts["targets"])
    if facts["tasks"]:
        yield Heading(TEXT["tasks"])
        yield _tasks(facts["tasks"])
    if facts["closing"] or facts["adopted_on"]:
        yield Heading(TEXT["closing"])
    yield from _paragraphs(facts["closing"])
    if facts["adopted_on"]:
        yield _adopted(facts)
    names = TEXT["recipients"] if facts["superior"] else TEXT["recipients_without_superior"]
    yield Signatures(
        (
            Recipients(tuple(name.format(superior=facts["superior"]) for name in names)),
            party.on_behalf_of(party.PRESIDIUM, party.CHAIR, facts["signatory"]),
        )
    )


def _paragraphs(text: str) -> Iterator[Paragraph]:
    for line in filter(None, (line.strip() for line in text.splitlines())):
        yield Paragraph(runs(line))


def _say(key: str, **values: object) -> Paragraph:
    return Paragraph(runs(TEXT[key].format(**values)))


def _targets(rows: list[dict[str, Any]]) -> Iterator[Block]:
    """One table for each group, in the order of the groups; numbers run through the whole resolution."""
    order = list(TEXT["groups"])
    columns = (
        Column(TEXT["number_column"], 1, Align.CENTER),
        Column(TEXT["target_column"], 8),
        Column(TEXT["period_column"], 3),
    )
    ordered = sorted(rows, key=lambda row: (order.index(row["group"]), row["number"]))
    for group, found in groupby(ordered, key=lambda row: row["group"]):
        yield Heading(TEXT["groups"][group], level=2)
        yield Table(columns, tuple((str(row["number"]), row["vi"], _period(row["period"])) for row in found))


def _period(days: list[str]) -> str:
    return " – ".join(format_date(date.fromisoformat(day)) for day in days)


def _tasks(rows: list[dict[str, Any]]) -> Table:
    columns = (
        Column(TEXT["number_column"], 1, Align.CENTER),
        Column(TEXT["task_column"], 6),
        Column(TEXT["product_column"], 4),
        Column(TEXT["lead_column"], 4),
        Column(TEXT["deadline_column"], 3),
    )
    return Table(columns, tuple(_task(row) for row in rows))


def _task(row: dict[str, Any]) -> tuple[str, ...]:
    units = row["lead"]
    if row["cooperating"]:
        units = TEXT["cooperating"].format(lead=row["lead"], others=", ".join(row["cooperating"]))
    deadline = format_date(date.fromisoformat(row["deadline"]))
    return str(row["number"]), row["vi"], row["product"][0], units, deadline


def _adopted(facts: dict[str, Any]) -> Paragraph:
    vote = facts["vote"]
    return _say(
        "adopted",
        day=official_date(date.fromisoformat(facts["adopted_on"])),
        votes_for=vote["for"],
        against=vote["against"],
        abstained=vote["abstained"],
        base=vote["base"],
    )
