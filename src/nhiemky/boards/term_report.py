"""The report on a resolution to the next congress: every target with its result, every task, every number's source.

A number that was published is the published figure; where the same value is another one today, the paper says so.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from importlib.resources import files
from itertools import groupby

from nhiemky.boards.queries import target_result
from nhiemky.boards.showing import drawn
from nhiemky.core.bilingual import Bilingual, Language
from nhiemky.core.boards.arrangement import charts
from nhiemky.core.boards.content import Panel, View
from nhiemky.core.indicators.attainment import with_actual
from nhiemky.core.indicators.goals import Direction
from nhiemky.core.quantities import quantity, shortened
from nhiemky.core.vietnamese.dates import format_date
from nhiemky.figures.comparing import Published, beside
from nhiemky.figures.models import Figure
from nhiemky.figures.offer_codes import OfTarget
from nhiemky.indicators.models import Computation
from nhiemky.indicators.results import Result, progress_of, results
from nhiemky.printing.document import (
    Align,
    Block,
    Column,
    Document,
    Fingerprint,
    Heading,
    Paragraph,
    PartyHeader,
    Picture,
    Recipients,
    Signatures,
    Table,
    runs,
)
from nhiemky.printing.party import on_behalf_of
from nhiemky.resolution.models import Resolution, Task
from nhiemky.resolution.queries import core_target, core_task, progress, tasks_of
from nhiemky.ui.language import language

TEXT = tomllib.loads(files(__package__).joinpath("term_report.toml").read_text("utf-8"))


@dataclass(frozen=True)
class Line:
    """A target in the report: its result today, and the figures published of it, beside what they would be now."""

    result: Result
    value: Published | None
    attainment: Published | None

    @property
    def figures(self) -> list[Published]:
        """What is published of it: its value, how it stands against the target."""
        return [each for each in (self.value, self.attainment) if each is not None]

    @property
    def actual(self) -> Decimal | None:
        """The published value, or the one computed now where none is published."""
        return self.value.figure.value if self.value is not None else self.result.actual

    @property
    def told(self) -> Result:
        """The result as it was published, so that no sentence holds a number of then beside a percentage of now."""
        if self.value is None or self.value.revision is None or self.value.figure.value is None:
            return self.result
        held = with_actual(self.result.goal, self.result.attainment, Fraction(self.value.figure.value))
        return replace(self.result, attainment=held)

    @property
    def changed(self) -> list[str]:
        """What is another one by now, each with its reasons, in the reader's language."""
        return self.changed_in(language())

    def changed_in(self, reader: Language) -> list[str]:
        """The same in a language."""
        return [each.revision.sentence(reader, named=True) for each in self.figures if each.revision]

    def sentence(self, as_of: date) -> str:
        """The target and its result, as the paper says them."""
        unit = self.result.target.unit
        words = self.told.in_words("vi")
        text = TEXT["unknown"].format(result=words)
        if self.actual is not None:
            text = TEXT["actual"].format(actual=_amount(self.actual, unit), result=words)
        text += "".join(TEXT["beside"].format(words=each) for each in self.told.compared("vi"))
        expected = self.result.even_progress(as_of)
        if expected is not None:
            text += TEXT["expected"].format(day=format_date(as_of), expected=_amount(expected, unit))
        return f"{text[:1].upper()}{text[1:]}."


@dataclass(frozen=True)
class Report:
    """Everything the paper says."""

    resolution: Resolution
    as_of: date
    computation: Computation
    lines: tuple[Line, ...]
    tasks: tuple[Task, ...]

    @property
    def progress(self) -> str:
        """How many targets were met, by the published values that the report prints."""
        return progress_of(line.told for line in self.lines).sentence("vi")


def report(resolution: Resolution, as_of: date) -> Report:
    """The report as of a day, with the figures published of its targets."""
    computation, rows = results(resolution, as_of)
    figures = {figure.provenance.get("offer"): figure for figure in Figure.objects.current()}
    now = {str(OfTarget(row.target.pk)): row.actual for row in rows}
    now |= {str(OfTarget(row.target.pk, percent=True)): row.percent for row in rows}
    compared = beside([(figures[offer], value) for offer, value in now.items() if offer in figures])
    found = {each.figure.provenance["offer"]: each for each in compared}
    lines = tuple(
        Line(row, *(found.get(str(OfTarget(row.target.pk, percent=percent))) for percent in (False, True)))
        for row in rows
    )
    return Report(resolution, as_of, computation, lines, tuple(tasks_of(resolution)))


def document(made: Report) -> Document:
    """The report as an official paper, to be numbered and signed by hand."""
    resolution, unit = made.resolution, made.resolution.unit
    superior = unit.parent.name if unit.parent else ""
    return Document(
        header=PartyHeader(
            superior.upper(), (unit.name.upper(),), TEXT["number"].format(issuer=TEXT["issuer"]), resolution.place
        ),
        title=TEXT["title"],
        subject=TEXT["subject"].format(resolution=resolution.title),
        dated=made.as_of,
        blocks=(*_targets(made), *_tasks(made), *_sources(made), _signed(superior)),
        fingerprints=(Fingerprint(TEXT["fingerprint"], made.computation.snapshot),),
    )


def _targets(made: Report) -> Iterator[Block]:
    tasks = progress(made.tasks, made.as_of).sentence("vi")
    opening = TEXT["opening"].format(day=format_date(made.as_of), targets=made.progress, tasks=tasks)
    yield Paragraph(runs(opening))
    yield Heading(TEXT["targets"])
    order = list(TEXT["groups"])
    ordered = sorted(made.lines, key=lambda line: (order.index(line.result.target.group), line.result.target.number))
    for group, found in groupby(ordered, key=lambda line: line.result.target.group):
        lines = list(found)
        yield Heading(TEXT["groups"][group], level=2)
        for line in lines:
            target = core_target(line.result.target)
            yield Paragraph(runs(f"{target.number}. {target.sentence('vi')}. {line.sentence(made.as_of)}"))
        yield from _picture(lines, made.as_of)
    yield _table(ordered)


def _picture(lines: Sequence[Line], as_of: date) -> Iterator[Picture]:
    name = Bilingual(TEXT["picture"], TEXT["picture"])
    targets = tuple(target_result(line.told, as_of) for line in lines)
    panel = Panel(name, View.BULLETS, "", (), (), (), (), {}, targets)
    for chart in charts(panel, "vi", as_of):
        picture = drawn(chart, chart.title)
        yield Picture(str(picture.svg), TEXT["picture"], picture.words, share=80)


def _table(lines: Sequence[Line]) -> Table:
    shares = (1, 6, 3, 3, 4)
    aligned = (Align.CENTER, Align.LEFT, Align.RIGHT, Align.RIGHT, Align.LEFT)
    columns = tuple(Column(*each) for each in zip(TEXT["table"], shares, aligned, strict=True))
    return Table(columns, tuple(_row(line) for line in lines))


def _row(line: Line) -> tuple[str, ...]:
    row, target = line.result, line.result.target
    actual = TEXT["none"] if line.actual is None else _amount(line.actual, target.unit)
    return str(target.number), core_target(target).name.vi, _goal(row), actual, line.told.in_words("vi")


def _goal(row: Result) -> str:
    goal, target = row.goal, row.target
    if goal.value is None:
        return format_date(target.period_end)
    value = _amount(goal.value, target.unit)
    if goal.upper is not None:
        return f"{value} – {_amount(goal.upper, target.unit)}"
    return f"≤ {value}" if goal.direction is Direction.AT_MOST else value


def _tasks(made: Report) -> Iterator[Block]:
    if not made.tasks:
        return
    shares = (1, 6, 3, 2, 3)
    columns = tuple(Column(name, share) for name, share in zip(TEXT["task_table"], shares, strict=True))
    yield Heading(TEXT["tasks"])
    yield Table(columns, tuple(_task(row, made.as_of) for row in made.tasks))


def _task(row: Task, as_of: date) -> tuple[str, ...]:
    state = TEXT["states"]["overdue" if core_task(row).overdue(as_of) else row.state]
    return str(row.number), row.content_vi, row.lead.name, format_date(row.deadline), state


def _sources(made: Report) -> Iterator[Block]:
    yield Heading(TEXT["sources"])
    for line in made.lines:
        said = "; ".join(_published(each.figure) for each in line.figures) or TEXT["unpublished"]
        yield Paragraph(runs(" ".join([f"{line.result.target.number}. {said}.", *line.changed_in("vi")])))
    yield Paragraph(runs(TEXT["snapshot"].format(facts=made.computation.facts)))


def _published(figure: Figure) -> str:
    day = format_date(figure.published_at.date())
    return str(TEXT["published"].format(label=figure.label_vi, day=day, key=figure.key))


def _signed(superior: str) -> Signatures:
    names = TEXT["recipients"] if superior else TEXT["recipients_without_superior"]
    recipients = Recipients(tuple(name.format(superior=superior) for name in names))
    return Signatures((recipients, on_behalf_of(TEXT["body"], TEXT["position"], "")))


def _amount(value: Decimal, unit: str) -> str:
    return quantity(shortened(value), unit, "vi")


def published(lines: Sequence[Line]) -> Mapping[str, int]:
    """How many numbers of the report are published, changed since, or not published yet."""
    return {
        "published": sum(line.value is not None for line in lines),
        "changed": sum(bool(line.changed) for line in lines),
        "missing": sum(line.value is None and line.result.actual is not None for line in lines),
    }
