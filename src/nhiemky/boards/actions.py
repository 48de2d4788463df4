"""Everything that writes boards, panels and editions. Each raises Refused with numbered problems."""

import hashlib
import json
from collections.abc import Sequence

from nhiemky.boards import access
from nhiemky.boards.models import Board, Edition, Panel
from nhiemky.boards.queries import read
from nhiemky.core.boards.arrangement import MOST_SERIES, series_in_picture
from nhiemky.core.boards.content import View, to_json
from nhiemky.core.boards.problems import BOARD_PROBLEMS
from nhiemky.indicators.actions import keep_periods
from nhiemky.organisation.models import User
from nhiemky.records import clock
from nhiemky.records.actions import about, action, note
from nhiemky.zones.models import Zone


@action("boards.board_kept")
def keep(actor: User, board: Board) -> Board:
    """Begin a board, or change what it is called and who may read it."""
    if not board.pk:
        board.kept_by = actor
    board.changed_at = clock.now()
    board.save()
    return board


@action("boards.board_removed")
def remove(actor: User, board: Board) -> None:
    """Remove a board that was never published. Raises Refused B10 for one that was."""
    if board.editions.exists():
        raise BOARD_PROBLEMS.refusal("B10")
    about(board)
    note(board=board.slug)
    for panel in board.panels.all():
        panel.delete()
    board.delete()


@action("boards.panel_kept")
def keep_panel(actor: User, panel: Panel) -> Panel:
    """Add a panel at the end of its board, or change it.

    Raises Refused: B01 to B03 about its periods, B04 to B09 about what it asks for.
    """
    periods = panel.core_periods
    check(panel)
    if not panel.pk:
        last = panel.board.panels.order_by("-place").values_list("place", flat=True).first()
        panel.place = (last or 0) + 1
    panel.save()
    keep_periods(periods)
    return _touched(panel)


@action("boards.panel_removed")
def remove_panel(actor: User, panel: Panel) -> None:
    """Take a panel from its board."""
    _touched(panel)
    panel.delete()


@action("boards.panel_moved")
def move_panel(actor: User, panel: Panel, *, up: bool) -> None:
    """Change places with the panel before or after it; the first one stays first, the last one last."""
    panels = list(panel.board.panels.select_for_update().order_by("place", "pk"))
    here = panels.index(panel)
    there = here - 1 if up else here + 1
    if 0 <= there < len(panels):
        panels[here], panels[there] = panels[there], panels[here]
    for place, each in enumerate(panels, start=1):
        if each.place != place:
            each.place = place
            each.save()
    _touched(panel)


@action("boards.edition_published")
def publish(actor: User, board: Board, reason: str = "") -> Edition:
    """Freeze the board as it stands today, for the public.

    Raises Refused: B11 without panels, B12 for a further edition without its reason, B13 when nothing has changed,
    B14 when the account may not publish there.
    """
    panels = list(board.panels.select_related("resolution__unit", "resolution__term"))
    newest = board.editions.order_by("-number").first()
    if not access.may_publish(actor, board):
        raise BOARD_PROBLEMS.refusal("B14")
    if not panels:
        raise BOARD_PROBLEMS.refusal("B11")
    if newest is not None and not reason.strip():
        raise BOARD_PROBLEMS.refusal("B12", "reason")
    content = to_json(read(board, panels, clock.today()).content)
    if newest is not None and _values(newest.content) == _values(content):
        raise BOARD_PROBLEMS.refusal("B13")
    edition = Edition(
        board=board,
        number=newest.number + 1 if newest else 1,
        content=content,
        digest=hashlib.sha256(canonical(content)).hexdigest(),
        published_at=clock.now(),
        published_by=str(actor),
        reason=reason.strip(),
    )
    edition.save()
    note(sha256=edition.digest)
    return edition


def canonical(content: object) -> bytes:
    """The content as the bytes that its digest covers: JSON in UTF-8, keys sorted, without spaces."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _values(content: dict[str, object]) -> object:
    return content["title"], content["panels"]


def _touched(panel: Panel) -> Panel:
    panel.board.changed_at = clock.now()
    panel.board.save()
    return panel


def check(panel: Panel) -> None:
    """Raise Refused B04 to B09 for what no panel can ask for."""
    if panel.view == Panel.View.BULLETS:
        if panel.resolution is None:
            raise BOARD_PROBLEMS.refusal("B09", "resolution")
        return
    if not panel.indicators:
        raise BOARD_PROBLEMS.refusal("B06", "indicators")
    if not panel.units:
        raise BOARD_PROBLEMS.refusal("B07", "units")
    if panel.by and len(panel.units) > 1:
        by = panel.get_by_display()
        raise BOARD_PROBLEMS.refusal("B04", "units", by=by, given=len(panel.units))
    if panel.view == Panel.View.MAP and not _on_the_map(panel.units):
        raise BOARD_PROBLEMS.refusal("B08", "units")
    _check_series(panel)


def _on_the_map(units: Sequence[str]) -> bool:
    return Zone.objects.filter(code__in=units, longitude__isnull=False, latitude__isnull=False).exists()


def _check_series(panel: Panel) -> None:
    """How many values a split has is known only from the facts; pictures of splits draw what there is."""
    sizes = len(panel.indicators), len(panel.units), 1, len(panel.core_periods)
    given = series_in_picture(View(panel.view), *sizes)
    if given > MOST_SERIES:
        names = {"multiples": Panel.View.MULTIPLES.label, "table": Panel.View.TABLE.label}
        field = "last_year" if panel.view == Panel.View.BARS else "units"
        raise BOARD_PROBLEMS.refusal("B05", field, most=MOST_SERIES, given=given, **names)
