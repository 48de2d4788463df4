"""A board of the zones, kept by their officer and published by the clerk; its values come from invented reports."""

from typing import Any

from nhiemky.boards import actions
from nhiemky.boards.models import Board, Panel
from nhiemky.demonstration.organisation import account
from nhiemky.demonstration.tables import table
from nhiemky.organisation.models import Unit
from nhiemky.resolution.models import Resolution
from nhiemky.zones.models import Zone


def load_boards() -> None:
    """One board with a panel of each kind, and its first edition."""
    data = table("boards.toml")
    unit = Unit.objects.get(code="ban-quan-ly")
    named = {"zones": list(Zone.objects.order_by("code").values_list("code", flat=True)), "board": [unit.code]}
    officer = account("khucongnghiep")
    names = {key: data[key] for key in ("slug", "title_vi", "title_en")}
    board = actions.keep(officer, Board(**names, unit=unit, shared=Board.Shared.OFFICE))
    for row in data["panel"]:
        actions.keep_panel(officer, _panel(board, row, named))
    actions.publish(account("vanthu"), board)


def _panel(board: Board, row: dict[str, Any], named: dict[str, list[str]]) -> Panel:
    asked = row | {"units": named.get(row.get("units", ""), [])}
    cell = asked.pop("resolution", None)
    first = Resolution.objects.filter(unit__code=cell).order_by("pk").first() if cell else None
    return Panel(board=board, resolution=first, **asked)
