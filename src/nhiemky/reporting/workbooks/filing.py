"""A filled-in workbook filed through the same verbs and checks as the page: all of its reports, or nothing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import override

from nhiemky.core.indicators.periods import Period, parse_period
from nhiemky.core.problem import Problem, Refused
from nhiemky.core.reporting.forms import Form
from nhiemky.core.reporting.workbook.identity import Identity, layout_of, read_identity
from nhiemky.core.reporting.workbook.layout import RATE, Layout
from nhiemky.core.reporting.workbook.problems import WORKBOOK_PROBLEMS
from nhiemky.core.reporting.workbook.reading import Filled, read_contents
from nhiemky.core.spreadsheet import Grid
from nhiemky.organisation.models import User
from nhiemky.organisation.spreadsheets import Limits, RefusedFileError, read_sheets
from nhiemky.records.actions import action, note
from nhiemky.reporting import access, actions, background, catalogue, lives
from nhiemky.reporting.models import Report
from nhiemky.reporting.models.units import ReportingUnit, UnitKey, currency_of, key_of, named, reporter_of
from nhiemky.reporting.reading import Entry, Reading, place_of
from nhiemky.reporting.workbooks.sources import newest

# 10,000 lines of reports are a tenth of this unpacked.
LIMITS = Limits(most_bytes=10 * 1024 * 1024, most_unpacked=200 * 1024 * 1024, most_rows=50_000, most_columns=80)

type Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Item:
    """One report of a workbook: what to write into it and the edition that the workbook was made of, 0 for none."""

    filled: Filled
    unit: ReportingUnit
    report: Report | None
    edition: int
    entry: Entry


@dataclass(frozen=True)
class Opened:
    """A workbook that can be read, with its reports that were filled in."""

    layout: Layout
    form: Form
    period: Period
    items: tuple[Item, ...]


def opened(user: User, data: bytes) -> Opened:
    """Read a workbook for an account. Raises Refused with every problem, each naming its sheet and cell."""
    identity, layout, filled = _read(data)
    period = parse_period(identity.period)
    wanted = set(layout.units)
    units = {
        each.code: each
        for each in access.fillable_units(user)
        if reporter_of(each) is layout.form.reporter and each.code in wanted
    }
    reports = newest(layout.form, period, units.values())
    editions = dict(identity.editions)
    items: list[Item] = []
    problems: list[Problem] = []
    for each in filled:
        found = _item(user, layout, each, units, reports, editions)
        if isinstance(found, Problem):
            problems.append(found)
        else:
            items.append(found)
    if problems:
        raise Refused(*problems)
    return Opened(layout, layout.form, period, tuple(items))


def checked(workbook: Opened, progress: Progress, *, submits: bool) -> Opened:
    """The workbook with its explanations put to the warnings they explain. Raises Refused with what stands in the way.

    Only what is to be submitted has to be complete; a draft is kept as it is.
    """
    items: list[Item] = []
    problems: list[Problem] = []
    reports = [item.report or _new(workbook, item.unit) for item in workbook.items]
    background.read_ahead(reports)
    lives.read_ahead([item.unit for item in workbook.items])
    for done, (item, report) in enumerate(zip(workbook.items, reports, strict=True)):
        progress(done, len(workbook.items))
        reading = actions.reading_of(report, item.entry)
        entry = _explained(item, reading)
        items.append(replace(item, entry=entry))
        if submits:
            found = replace(reading, entry=entry).in_the_way
            problems += [at_cell(workbook.layout, item.filled.block, each) for each in found]
    if problems:
        raise Refused(*problems)
    return replace(workbook, items=tuple(items))


@action("reporting.workbook_imported")
def file(actor: User, workbook: Opened, name: str, sha256: str, *, submits: bool) -> list[Report]:
    """Begin or save every report of a workbook, and submit them if asked; all or nothing.

    Raises Refused with the problems of all reports: W10 for one that was saved meanwhile, and whatever the verbs say.
    """
    written: dict[UnitKey, Report] = {}
    problems: list[Problem] = []
    for wanted, write in ((False, _begun), (True, _saved)):
        items = [item for item in workbook.items if (item.report is not None) is wanted]
        try:
            written |= {report.unit_key: report for report in write(actor, workbook, items)}
        except actions.NotAllError as error:
            problems += _why(workbook, items, error)
    if problems:
        raise Refused(*problems)
    filed = [written[key_of(item.unit)] for item in workbook.items]
    if submits:
        try:
            filed = actions.submit_all(actor, [(report, report.edition) for report in filed])
        except actions.NotAllError as error:
            raise Refused(*_why(workbook, workbook.items, error)) from None
    note(file=name, sha256=sha256, reports=len(filed))
    return filed


def _begun(actor: User, workbook: Opened, items: Sequence[Item]) -> list[Report]:
    return actions.begin_all(actor, workbook.form, workbook.period, [(item.unit, item.entry) for item in items])


def _saved(actor: User, _workbook: Opened, items: Sequence[Item]) -> list[Report]:
    savings = [actions.Saving(item.report, item.entry, item.edition) for item in items if item.report is not None]
    return actions.save_all(actor, savings)


def _why(workbook: Opened, items: Sequence[Item], error: actions.NotAllError) -> list[Problem]:
    """The problems of reports that could not be written, at their cells."""
    problems: list[Problem] = []
    for place, reason in error.why.items():
        filled = items[place].filled
        if isinstance(reason, actions.StaleError):
            problems.append(_stale(workbook.layout, filled, reason.report))
        else:
            problems += [at_cell(workbook.layout, filled.block, each) for each in reason.problems]
    return problems


def at_cell(layout: Layout, block: int, problem: Problem) -> Problem:
    """A problem of a report, moved to the cell that its place has in the workbook."""
    place = place_of(problem.place)
    codes = {line.code: line.columns for line in layout.form.lines}
    if place.column in codes.get(place.line, ()):
        spot = layout.figure(block, place)
    elif problem.place == RATE:
        spot = layout.rate(block)
    elif problem.place in {field.code for field in layout.fields}:
        spot = layout.field(block, problem.place)
    else:
        spot = layout.unit(block)
    return replace(problem, place=str(spot))


def _read(data: bytes) -> tuple[Identity, Layout, tuple[Filled, ...]]:
    grid = _grid(data)
    identity = read_identity(grid)
    layout = layout_of(identity, catalogue.form)
    found = read_contents(layout, grid)
    if found.problems:
        raise Refused(*found.problems)
    filled = tuple(each for each in found.reports if not each.is_empty)
    if not filled:
        raise WORKBOOK_PROBLEMS.refusal("W13", str(layout.unit(0)))
    return identity, layout, filled


def _grid(data: bytes) -> Grid:
    try:
        return read_sheets(data, LIMITS)
    except RefusedFileError:
        raise Refused(_refusal(data)) from None


def _refusal(data: bytes) -> Problem:
    """Why a file is not opened at all, in both languages: it is refused once more, early, in each."""
    said = {}
    for code in ("vi", "en"):
        with override(code):
            try:
                read_sheets(data, LIMITS)
            except RefusedFileError as refused:
                said[code] = str(refused)
    return Problem("W00", "", said["vi"], said["en"])


def _item(
    user: User,
    layout: Layout,
    filled: Filled,
    units: Mapping[str, ReportingUnit],
    reports: Mapping[UnitKey, Report],
    editions: Mapping[str, int],
) -> Item | Problem:
    unit = units.get(filled.unit)
    if unit is None:
        return WORKBOOK_PROBLEMS.problem("W11", str(layout.unit(filled.block)), unit=filled.unit)
    report, edition = reports.get(key_of(unit)), editions[filled.unit]
    if report is not None and (report.edition != edition or access.hides(user, report)):
        return _stale(layout, filled, report)
    if report is not None and report.form_version != layout.form.version:
        return WORKBOOK_PROBLEMS.problem(
            "W02", str(layout.unit(filled.block)), form=report.form, version=report.form_version
        )
    entry = Entry(cells=filled.cells, fields=filled.fields, rate=filled.rate)
    return Item(filled, unit, report, edition, entry)


def _stale(layout: Layout, filled: Filled, report: Report) -> Problem:
    who = report.changed_by.full_name
    return WORKBOOK_PROBLEMS.problem("W10", str(layout.unit(filled.block)), who=who, unit=filled.unit)


def _new(workbook: Opened, unit: ReportingUnit) -> Report:
    """The report that would be begun, to be checked before anything is written."""
    return Report(
        **named(unit),
        form=workbook.form.code,
        form_version=workbook.form.version,
        period=workbook.period.code,
        period_end=workbook.period.end,
        currency=currency_of(unit),
    )


def _explained(item: Item, reading: Reading) -> Entry:
    texts = item.filled.explanations
    said = {
        (each.problem.code, each.place): texts[each.place.line] for each in reading.warnings if each.place.line in texts
    }
    return replace(item.entry, explanations=said)
