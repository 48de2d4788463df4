"""The Excel sheet of members to take away: an empty one to fill in, and the members of a cell."""

from collections.abc import Iterable, Sequence

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from xlsxwriter.utility import quote_sheetname, xl_range_abs
from xlsxwriter.worksheet import Worksheet

from nhiemky.organisation import queries
from nhiemky.organisation.member_sheet import COLUMNS, MOST_MEMBERS
from nhiemky.organisation.models import Member, MemberStatus, Unit
from nhiemky.printing.workbook import Value, Workbook
from nhiemky.records import clock

_KEYS = [column.key for column in COLUMNS]
_DAYS = frozenset({"born_on", "admitted_on", "since"})


def template(cell: Unit) -> bytes:
    """An empty sheet with headings, lists to choose from, and a second sheet that explains each column."""
    workbook = Workbook()
    sheet = _members(workbook, ())
    guide = workbook.sheet(_("Guide"))
    guide.set_column(0, 0, 28)
    guide.set_column(1, 1, 70)
    for row, column in enumerate(COLUMNS):
        need = _("required") if column.required else _("may stay empty")
        guide.write_row(row, 0, [capfirst(str(column.heading)), f"{column.advice} ({need})"])
    groups = [group.name for group in queries.groups_of(cell, clock.today())]
    statuses = [str(status.label) for status in MemberStatus.Status]
    top = len(COLUMNS) + 1
    for key, name, choices in (("group", _("Party group"), groups), ("status", _("status"), statuses)):
        for row, choice in enumerate(choices, start=top):
            guide.write_row(row, 0, [capfirst(name), choice])
        if choices:
            # Excel takes at most 255 characters and no commas in a list of its own, so that it points to the guide.
            listed = f"={quote_sheetname(_('Guide'))}!{xl_range_abs(top, 1, top + len(choices) - 1, 1)}"
            place = _KEYS.index(key)
            sheet.data_validation(1, place, MOST_MEMBERS, place, {"validate": "list", "source": listed})
        top += len(choices) + 1
    return workbook.to_bytes()


def export(members: Iterable[Member]) -> bytes:
    """The members (from `queries.members_of`) under the template's headings, to be read in again elsewhere."""
    workbook = Workbook()
    _members(workbook, (_row(member) for member in members))
    return workbook.to_bytes()


def _row(member: Member) -> Sequence[Value]:
    return [
        member.code,
        member.full_name,
        member.born_on,
        member.admitted_on,
        member.position,
        member.group_name,  # type: ignore[attr-defined]
        str(MemberStatus.Status(member.status).label),  # type: ignore[attr-defined]
        member.status_since,  # type: ignore[attr-defined]
    ]


def _members(workbook: Workbook, rows: Iterable[Sequence[Value]]) -> Worksheet:
    sheet = workbook.sheet(_("Members"))
    heading = workbook.add_format(
        {"bold": True, "font_color": "#FFFFFF", "bg_color": "#8C181C", "text_wrap": True, "valign": "vcenter"}
    )
    # Text, so that Excel keeps the zeros of a code such as 007.
    text, day = workbook.add_format({"num_format": "@"}), workbook.add_format({"num_format": "dd/mm/yyyy"})
    looks = [day if key in _DAYS else text for key in _KEYS]
    for place, (column, look) in enumerate(zip(COLUMNS, looks, strict=True)):
        sheet.write(0, place, capfirst(str(column.heading)), heading)
        sheet.set_column(place, place, column.width, look)
    for number, row in enumerate(rows, start=1):
        for place, (value, look) in enumerate(zip(row, looks, strict=True)):
            sheet.write(number, place, value, look)
    sheet.freeze_panes(1, 2)
    sheet.repeat_rows(0)
    return sheet
