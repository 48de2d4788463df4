"""What goes over the wire, as types; the OpenAPI description is made of them."""

from datetime import date, datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import ConfigDict, Field, StringConstraints

from nhiemky.core.reporting.forms import Reporter
from nhiemky.core.reporting.states import ReportState
from nhiemky.reporting.duties import Place

_NUMBER = r"^-?[0-9]{1,15}(\.[0-9]{1,5})?$"
# What is typed is looked at by the form's own reader, so that it gets the form's codes; 60 keeps it from being a book.
type Number = Annotated[str, Field(max_length=60, examples=["1234.5"], json_schema_extra={"pattern": _NUMBER})]
type Code = Annotated[str, StringConstraints(min_length=1, max_length=40)]
type Text = Annotated[str, StringConstraints(max_length=4000)]
type Figures = dict[Code, dict[Code, Number]]

DutyPlace = Place
State = ReportState


class _Strict(Schema):
    model_config = ConfigDict(extra="forbid")


class EntryIn(_Strict):
    """What is typed into a report; what is left out is empty (not zero), and computed where the form can."""

    cells: Figures = Field(
        default_factory=dict, description="Figures by line and column: {'II': {'quarter': '300000'}}"
    )
    fields: dict[Code, Text] = Field(default_factory=dict, description="Part A and free texts by their code.")
    rate: Number | None = Field(default=None, description="VND for 1 USD; not needed without amounts of money.")
    explanations: dict[Code, dict[Code, dict[Code, Text]]] = Field(
        default_factory=dict, description="Explanations of warnings by line, column and code of the warning."
    )


class BeginIn(_Strict):
    """Which report to begin, and its first entry."""

    unit: Code = Field(description="The code of the project, or of the zone for a form that zones send.")
    form: Code = Field(examples=["A.III.1"])
    period: Code = Field(examples=["2022-Q1"])
    version: Code | None = Field(default=None, description="Refused when another version is in force.")
    entry: EntryIn = Field(default_factory=EntryIn)


class SubmitIn(_Strict):
    """The confirmation that the page asks for."""

    confirm: bool = Field(description="The figures were checked, and the enterprise answers for them.")


class ErrorOut(Schema):
    """One thing that is wrong."""

    code: str
    severity: Literal["blocking", "warning"]
    pointer: str
    vi: str
    en: str


class ProblemOut(Schema):
    """RFC 9457 problem details."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    vi: str
    en: str
    errors: list[ErrorOut]


class DutyOut(Schema):
    """A report that is owed."""

    unit: str
    unit_name: str
    form: str
    version: str
    period: str
    opens: date
    last_day: date
    place: DutyPlace
    report: int | None


class DutiesOut(Schema):
    """A page of duties."""

    total: int
    items: list[DutyOut]


class Named(Schema):
    """Something with a code and its names."""

    code: str
    vi: str
    en: str


class ColumnOut(Named):
    """A column of figures."""

    role: str


class FieldOut(Named):
    """A field of Part A or a free text."""

    kind: str
    required: bool


class LineOut(Named):
    """A line of figures; `columns` are those it has cells in."""

    unit: str
    kind: str
    parent: str | None
    total: bool
    negative: bool
    required: bool
    columns: list[str]


class FormOut(Named):
    """A version of a form."""

    version: str
    frequency: str
    cite: str
    effective_from: date
    reporter: Reporter


class WholeFormOut(FormOut):
    """A form with everything on it."""

    columns: list[ColumnOut]
    identification: list[FieldOut]
    lines: list[LineOut]
    texts: list[FieldOut]


class ReportOut(Schema):
    """A report; `edition` is what If-Match has to name."""

    id: int
    unit: str
    form: str
    version: str
    period: str
    currency: str
    state: State
    edition: int
    changed_at: datetime
    submitted_at: datetime | None
    accepted_at: datetime | None
    corrects: int | None
    sha256: str | None


class WholeReportOut(ReportOut):
    """A report with its entry; `unreadable` are cells typed on the page that are no numbers.

    `figures` are there once it is accepted.
    """

    entry: EntryIn
    unreadable: dict[str, dict[str, str]]
    figures: dict[str, dict[str, str]] | None


class ReportsOut(Schema):
    """A page of reports."""

    total: int
    items: list[ReportOut]


class FindingsOut(Schema):
    """What the checks say of the entry as it is kept, and what is computed of it."""

    edition: int
    ready: bool
    computed: dict[str, dict[str, str]]
    findings: list[ErrorOut]
