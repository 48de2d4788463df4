"""A published board with one panel, and an adopted resolution, for the addresses of `boards`."""

from nhiemky.boards import actions
from nhiemky.boards.models import Board, Panel
from nhiemky.figures import actions as figures
from nhiemky.figures import publishing
from nhiemky.organisation.models import Role
from tests import people
from tests.site.examples.indicators import adopted
from tests.site.measured_access import Arguments, Cast

SLUG = "bang"


def examples(cast: Cast) -> dict[str, Arguments]:
    """The zones officer keeps the board, the clerk publishes it."""
    officer = cast.accounts[Role.ZONES_OFFICER]
    names = {"title_vi": "Đảng viên", "title_en": "Members"}
    people.member(cast.house.cell, "Nguyễn Thị An")
    board = actions.keep(officer, Board(slug=SLUG, unit=cast.house.board, shared=Board.Shared.OFFICE, **names))
    panel = actions.keep_panel(
        officer,
        Panel(
            board=board, view="columns", indicators=["members"], units=[cast.house.cell.code], step="year",
            first_year=2020, last_year=2021, **names,
        ),
    )  # fmt: skip
    actions.publish(cast.accounts[Role.CLERK], board)
    resolution = adopted(cast.house.cell, ordinal=97)
    own = dict.fromkeys(("board", "change", "remove", "publish", "pdf", "panel_add"), (SLUG,))
    of_a_panel = dict.fromkeys(("panel_change", "panel_remove", "panel_move"), (SLUG, panel.pk))
    addresses = own | of_a_panel | {"data": (SLUG, 1, "csv"), "term_report": (resolution.pk,)}
    addresses["term_report_file"] = (resolution.pk, "pdf")
    addresses |= {"indicator_data": ("members", "csv"), "targets_data": (resolution.pk, "csv")}
    public = {"board": (SLUG,), "pdf": (SLUG,), "data": (SLUG, 1, "csv")}
    indicators = {"indicator": ("members",), "panel_data": ("members", SLUG, 1, "csv")}
    offer = publishing.offer_named("members", cast.house.cell)
    figures.publish(cast.accounts[Role.CLERK], "members_of_boards", publishing.draft(offer))
    indicators["figure_data"] = ("members", "members_of_boards", "csv")
    return (
        {f"boards:{name}": given for name, given in addresses.items()}
        | {f"public_boards:{name}": given for name, given in public.items()}
        | {f"public_indicators:{name}": given for name, given in indicators.items()}
    )
