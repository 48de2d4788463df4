"""An adopted resolution and an indicator for the addresses of `indicators`."""

from datetime import date
from decimal import Decimal

from nhiemky.core.resolution.states import OpenVote
from nhiemky.indicators.models import Placement
from nhiemky.indicators.placements.actions import place_unit
from nhiemky.organisation.models import Unit
from nhiemky.resolution import actions
from nhiemky.resolution.models import Resolution, Target, Task
from tests import people
from tests.site.measured_access import Arguments, Cast
from tests.zones import register


def examples(cast: Cast) -> dict[str, Arguments]:
    """One target and one task are enough to adopt; a zone that moved to another board."""
    zone = register.zone(cast.house.board, "khu-chuyen")
    people.unit("ban-khac", "Ban khác", Unit.Kind.BOARD)
    moved = Placement(unit=zone.code, parent="ban-khac", since=date(2021, 1, 1), source="Quyết định")
    placed = place_unit(people.CLOCKMAKER, moved)
    return {
        "indicators:board": (adopted(cast.house.cell).pk,),
        "indicators:indicator": ("members",),
        "indicators:placements_of": (zone.code,),
        "indicators:place": (zone.code, "merge"),
        "indicators:placement_correct": (placed.pk,),
        "indicators:placement_withdraw": (placed.pk,),
    }


def adopted(cell: Unit, ordinal: int = 99) -> Resolution:
    """A resolution of the cell for a term of its own, adopted."""
    begins = 2031 + 3 * (ordinal - 99)
    term = people.term(cell, ordinal=ordinal, label=f"{begins} - {begins + 2}", since=date(begins, 1, 1))
    resolution = actions.draft(
        people.CLOCKMAKER,
        Resolution(unit=cell, term=term, title="Nghị quyết", preamble="Mở đầu", place="Thái Nguyên", signatory="Chủ"),
    )
    actions.set_target(
        people.CLOCKMAKER,
        Target(
            resolution=resolution, number=1, name_vi="Đảng viên", name_en="Members", group="party_building",
            shape="level_at_end", value=Decimal(2), unit="person", period_start=date(2020, 1, 1),
            period_end=date(2021, 12, 31), indicator="members",
        ),
    )  # fmt: skip
    actions.set_task(
        people.CLOCKMAKER,
        Task(
            resolution=resolution, number=1, content_vi="Việc", content_en="Task", product_vi="Báo cáo",
            product_en="Report", lead=cell, deadline=date(2022, 1, 1),
        ),
    )  # fmt: skip
    actions.put_to_vote(people.CLOCKMAKER, resolution)
    vote = OpenVote(base=3, present=3, votes_for=3, votes_against=0, abstained=0)
    return actions.decide(people.CLOCKMAKER, resolution, vote)
