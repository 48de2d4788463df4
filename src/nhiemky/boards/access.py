"""Who sees, keeps and publishes boards. A board itself holds no values: whoever opens it must see indicators."""

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from nhiemky.boards.models import Board, Edition, Panel
from nhiemky.core.vietnamese.names import title_sort_key
from nhiemky.figures.access import PUBLISH as PUBLISH
from nhiemky.indicators.access import SEE as SEE
from nhiemky.organisation.access import may, require, right, units
from nhiemky.organisation.models import Role, Unit, User

KEEP = right("boards.keep", Role.CLERK, Role.ZONES_OFFICER, Role.SUPERIOR)


def seen(user: User) -> QuerySet[Board]:
    """The boards that the account may read: its own, and those that are shared with it."""
    shared = Q(shared=Board.Shared.OFFICE) | Q(shared=Board.Shared.UNIT, unit__in=units(user, SEE))
    return Board.objects.filter(Q(kept_by=user) | shared).select_related("unit", "kept_by").distinct()


def board(request: HttpRequest, slug: str) -> Board:
    """A board that the account may read. Raises Http404 for one it may not even know of."""
    user = require(request, SEE)
    return get_object_or_404(seen(user), slug=slug)


def own_board(request: HttpRequest, slug: str) -> Board:
    """A board that the account keeps. Raises Http404, or PermissionDenied for somebody else's."""
    user = require(request, KEEP)
    found = get_object_or_404(seen(user), slug=slug)
    if found.kept_by_id != user.pk:
        raise PermissionDenied
    return found


def own_panel(request: HttpRequest, slug: str, pk: int) -> Panel:
    """A panel of a board that the account keeps."""
    return get_object_or_404(own_board(request, slug).panels.select_related("board__kept_by", "resolution"), pk=pk)


def board_to_publish(request: HttpRequest, slug: str) -> Board:
    """A board that the account may read, for one that publishes the office's figures."""
    require(request, PUBLISH)
    return board(request, slug)


def may_publish(user: User, found: Board) -> bool:
    """Whether the account may publish the board: the one who publishes figures, once it is shared with them."""
    return may(user, PUBLISH) and seen(user).filter(pk=found.pk).exists()


def homes(user: User) -> QuerySet[Unit]:
    """The units under which the account may keep a board."""
    return units(user, KEEP)


def newest_edition(slug: str) -> Edition:
    """What the public reads of a board. Raises Http404 when none was published."""
    found = published_edition(slug)
    if found is None:
        raise Http404
    return found


def published_edition(slug: str) -> Edition | None:
    """The newest edition of a board, None where none was published. One query."""
    return Edition.objects.filter(board__slug=slug).select_related("board").order_by("-number").first()


def newest_editions() -> list[Edition]:
    """The newest edition of every board that was published, by title."""
    later = Edition.objects.filter(board=OuterRef("board"), number__gt=OuterRef("number"))
    found = Edition.objects.filter(~Exists(later)).select_related("board")
    return sorted(found, key=lambda each: title_sort_key(each.board.title_vi))
