"""What a workbook computes while it is filled in: the same arithmetic that completes a report when it is saved.

Formulas are written as the file format keeps them (English names, commas), whatever language the spreadsheet speaks.
"""

from collections.abc import Iterator

from nhiemky.core.reporting.forms import WHOLE_UNITS, Form, Line, LineKind, Role
from nhiemky.core.reporting.lines import Place
from nhiemky.core.reporting.workbook.layout import Layout
from nhiemky.core.reporting.workbook.source import Figures


def total(layout: Layout, block: int, place: Place) -> str | None:
    """The sum of the lines below a total, empty while all of them are; None for any other line."""
    form = layout.form
    if not form.line(place.line).total:
        return None
    cells = ",".join(
        layout.figure(block, Place(child.code, place.column)).reference for child in form.children(place.line)
    )
    return f'=IF(COUNT({cells})=0,"",SUM({cells}))'


def carried(layout: Layout, block: int, place: Place) -> str | None:
    """This period added to the accepted figure of the period before; None where the form has no such sum."""
    now = _period(layout, block, place)
    return f'=IF({now}="","",{now}+{layout.earlier(block, place).reference})' if now else None


def begun(layout: Layout, block: int, place: Place) -> str | None:
    """This period alone, where nothing came before it; None where the form has no such sum."""
    now = _period(layout, block, place)
    return f'=IF({now}="","",{now})' if now else None


def known(layout: Layout, block: int, place: Place) -> frozenset[str]:
    """Every formula that our workbooks may have at a figure, in one spelling: such a cell was left to the system."""
    made = (total(layout, block, place), carried(layout, block, place), begun(layout, block, place))
    return frozenset(one_spelling(formula) for formula in made if formula)


def one_spelling(formula: str) -> str:
    """A formula as any spreadsheet may write it back: without blanks and dollar signs, in capitals."""
    return "".join(formula.split()).replace("$", "").upper()


def notice(layout: Layout, block: int, line: Line) -> str | None:
    """What the workbook says beside a line: the checks R02, R03 and R09 as far as a spreadsheet can make them."""
    if line.kind is LineKind.HEADING:
        return None
    parts = list(_notices(layout, block, line))
    return f"=TRIM({'&'.join(parts)})" if parts else None


def noticed(form: Form, line: Line, figures: Figures, earlier: Figures) -> str:
    """What the formula of `notice` says beside a line when its cells, and those of the period before, hold these."""
    here = {code: figures[place] for code in line.columns if (place := Place(line.code, code)) in figures}
    said = []
    if not line.negative and any(each < 0 for each in here.values()):
        said.append("R02")
    if line.unit in WHOLE_UNITS and any(each != int(each) for each in here.values()):
        said.append("R03")
    since = form.column(Role.SINCE_LICENCE)
    if since is None or since.code not in here or line.kind is not LineKind.FLOW or line.negative:
        return " ".join(said)
    last = here.pop(since.code)
    if here and last < max(here.values()):
        said.append("R09")
    before = earlier.get(Place(line.code, since.code))
    if before is not None and last < before and len(line.columns) > 1:
        said.append("R06")
    return " ".join(said)


def _notices(layout: Layout, block: int, line: Line) -> Iterator[str]:
    cells = [layout.figure(block, Place(line.code, column)).reference for column in line.columns]
    reach = f"{cells[0]}:{cells[-1]}"
    if not line.negative:
        yield f'IF(COUNTIF({reach},"<0")>0,"R02 ","")'
    if line.unit in WHOLE_UNITS:
        broken = ",".join(f"N({cell})<>INT(N({cell}))" for cell in cells)
        yield f'IF(OR({broken}),"R03 ","")'
    since = layout.form.column(Role.SINCE_LICENCE)
    if since is not None and line.kind is LineKind.FLOW and not line.negative:
        last = layout.figure(block, Place(line.code, since.code)).reference
        inside = [cell for cell in cells if cell != last]
        if inside:
            yield f'IF(AND(COUNT({last})=1,COUNT({",".join(inside)})>0,N({last})<MAX({",".join(inside)})),"R09 ","")'
            earlier = layout.earlier(block, Place(line.code, since.code)).reference
            yield f'IF(AND(COUNT({last},{earlier})=2,N({last})<N({earlier})),"R06 ","")'


def _period(layout: Layout, block: int, place: Place) -> str | None:
    form = layout.form
    line, period = form.line(place.line), form.column(Role.PERIOD)
    if line.kind is not LineKind.FLOW or line.total or form.role(place.column) is Role.PERIOD or period is None:
        return None
    return layout.figure(block, Place(place.line, period.code)).reference
