"""Workbooks for tests: made as the pages make them, and typed into as a person would."""

from io import BytesIO

from openpyxl import Workbook, load_workbook

from nhiemky.core.indicators.periods import parse_period
from nhiemky.core.reporting.lines import Place
from nhiemky.core.reporting.workbook.layout import Kind, Layout
from nhiemky.reporting.access import own_projects
from nhiemky.reporting.workbooks.sources import prefilled
from nhiemky.reporting.workbooks.writing import written
from tests.reporting.filing import FIGURES, QUARTERLY, RATE
from tests.zones.register import Register


class Paper:
    """A workbook that was downloaded; `type_in` and `save` are what a person does with it."""

    def __init__(self, layout: Layout, data: bytes) -> None:
        self.layout, self.downloaded = layout, data
        self.book: Workbook = load_workbook(BytesIO(data))

    def __getitem__(self, spot):
        return self.book[spot.sheet][spot.reference]

    def figure(self, line: str, value: object, column: str = "quarter", block: int = 0) -> str:
        """Type a figure; its cell."""
        spot = self.layout.figure(block, Place(line, column))
        self[spot].value = value
        return str(spot)

    def fill(self, block: int = 0) -> "Paper":
        """A complete first quarter."""
        for line, value in FIGURES.items():
            self.figure(line, value, block=block)
        self[self.layout.rate(block)].value = RATE
        return self

    def save(self) -> bytes:
        """The file as the person sends it."""
        out = BytesIO()
        self.book.save(out)
        return out.getvalue()


def paper(register: Register, kind: Kind = Kind.ONE, period: str = "2021-Q1") -> Paper:
    """A new workbook of the register's project, or of all projects of its reporter."""
    projects = own_projects(register.reporter).order_by("code")
    listed = list(projects if kind is Kind.MANY else projects.filter(pk=register.project.pk))
    made = prefilled(kind, QUARTERLY, parse_period(period), listed)
    return Paper(made.layout, written(made))
