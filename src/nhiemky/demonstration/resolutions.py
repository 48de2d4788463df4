"""The resolution of the term that ends, and the draft for the one that begins."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from nhiemky.core.resolution.states import OpenVote
from nhiemky.demonstration.organisation import LOADER
from nhiemky.demonstration.tables import table
from nhiemky.organisation.models import Term, Unit
from nhiemky.resolution import actions
from nhiemky.resolution.models import Resolution, Target, Task

PLACE = "Thái Nguyên"
CHAIR = "Trần Văn Bình"


def load_seventh() -> None:
    """Adopted by the seventh congress: the targets that the reported results are held against."""
    cell = Unit.objects.get(code="chi-bo-ban")
    resolution = draft("resolution-7.toml", Term.objects.get(unit=cell, ordinal=7))
    actions.put_to_vote(LOADER, resolution)
    actions.decide(LOADER, resolution, OpenVote(base=27, present=27, votes_for=27, votes_against=0, abstained=0))


def draft_eighth(term: Term) -> Resolution:
    """The draft that the eighth congress will discuss."""
    return draft("resolution-8.toml", term)


def draft(file: str, term: Term) -> Resolution:
    """A draft resolution with all its targets and tasks."""
    content = table(file)
    resolution = actions.draft(
        LOADER,
        Resolution(
            unit=term.unit,
            term=term,
            serial=content["serial"],
            title=content["title"],
            preamble=content["preamble"],
            closing=content["closing"],
            place=PLACE,
            signatory=CHAIR,
        ),
    )
    for number, row in enumerate(content["target"], 1):
        actions.set_target(LOADER, _target(resolution, number, row, content))
    units = {unit.code: unit for unit in Unit.objects.all()}
    for number, row in enumerate(content["task"], 1):
        cooperating: Sequence[str] = row["cooperating"]
        actions.set_task(LOADER, _task(resolution, number, row, units), [units[code] for code in cooperating])
    return resolution


def _target(resolution: Resolution, number: int, row: dict[str, Any], content: dict[str, Any]) -> Target:
    start: date = row.get("period_start", content["period_start"])
    end: date = row.get("period_end", content["period_end"])
    return Target(
        resolution=resolution,
        number=number,
        name_vi=row["name"]["vi"],
        name_en=row["name"]["en"],
        group=row["group"],
        shape=row["shape"],
        direction=row.get("direction", "at_least"),
        value=Decimal(row["value"]) if "value" in row else None,
        upper=Decimal(row["upper"]) if "upper" in row else None,
        unit=row.get("unit", ""),
        period_start=start,
        period_end=end,
        indicator=row.get("indicator", ""),
        note=row.get("note", ""),
    )


def _task(resolution: Resolution, number: int, row: dict[str, Any], units: dict[str, Unit]) -> Task:
    return Task(
        resolution=resolution,
        number=number,
        content_vi=row["content"]["vi"],
        content_en=row["content"]["en"],
        product_vi=row["product"]["vi"],
        product_en=row["product"]["en"],
        lead=units[row["lead"]],
        deadline=row["deadline"],
    )
