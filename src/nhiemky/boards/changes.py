"""What of a published edition is another value by now, and why. The edition itself never changes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from nhiemky.boards.models import Edition, Panel
from nhiemky.boards.queries import Asked, Figures, figures_now
from nhiemky.core.bilingual import Bilingual, Language
from nhiemky.core.boards.content import Content, TargetResult
from nhiemky.core.boards.content import Panel as Shown
from nhiemky.core.indicators.periods import label
from nhiemky.core.indicators.revisions import Revision
from nhiemky.indicators.actions import up_to_date
from nhiemky.indicators.queries import target_period
from nhiemky.indicators.results import Result, results_of
from nhiemky.indicators.revisions import Told, revisions
from nhiemky.resolution.queries import core_target

_MOST = 20


@dataclass(frozen=True)
class Changed:
    """One value that is another one by now: where it stands, and the revision."""

    name: Bilingual
    revision: Revision

    def sentence(self, language: Language, *, named: bool) -> str:
        """Its place and what became of it."""
        return f"{self.name.text(language)}: {self.revision.sentence(language, named=named)}"


@dataclass(frozen=True)
class Changes:
    """What changed since an edition: the first of them, and how many there are."""

    edition: Edition
    first: Sequence[Changed]
    number: int

    def sentences(self, language: Language, *, named: bool) -> list[str]:
        """One for each of the first."""
        return [each.sentence(language, named=named) for each in self.first]

    @property
    def left_out(self) -> int:
        """How many are not among the first."""
        return self.number - len(self.first)


type _Compared = tuple[Bilingual, Told, Decimal | None]


def since(edition: Edition) -> Changes:
    """Every value of an edition that is another one by now; what had no value then is no change.

    A fixed number of queries for any number of values: one for each dimension of its panels, twelve for targets and
    reasons.
    """
    content = edition.core_content
    first, number = _changed([*_values([(edition, content)]), *_targets(edition, content)])
    return Changes(edition, first, number)


def of_values(published: Sequence[tuple[Edition, Content]]) -> list[Changed]:
    """The first values of some contents of editions that are others by now. As many queries for one and for many."""
    return _changed(_values(published))[0]


def _changed(compared: Iterable[_Compared]) -> tuple[list[Changed], int]:
    """The first that differ, with why, and how many do."""
    # A value may stand in several panels.
    differing = list({each[0]: each for each in compared if each[1].value != each[2]}.values())
    found = revisions([(told, now) for _, told, now in differing[:_MOST]])
    first = [Changed(name, revision) for (name, _, _), revision in zip(differing, found, strict=False) if revision]
    return first, len(differing)


def _values(published: Sequence[tuple[Edition, Content]]) -> Iterator[_Compared]:
    panels = [(edition, panel) for edition, content in published for panel in content.panels if panel.indicators]
    asked = [
        Asked(panel.by, [each.code for each in panel.indicators], [each.code for each in panel.units], panel.periods)
        for _, panel in panels
    ]
    now = figures_now(up_to_date(), asked)
    for edition, panel in panels:
        yield from _of_panel(edition, panel, now)


def _of_panel(edition: Edition, panel: Shown, now: Figures) -> Iterator[_Compared]:
    places = product(panel.indicators, panel.units, panel.splits or (None,), panel.periods)
    for measured, unit, split, period in places:
        code = split.code if split else ""
        then = panel.figure(measured.code, unit.code, code, period).number
        if then is None:
            continue
        today = now.get((panel.by, measured.code, unit.code), {}).get((code, period.code))
        parts = [measured.name, unit.name, *([split.name] if split else [])]
        name = Bilingual(
            " · ".join([*(part.vi for part in parts), label(period, "vi")]),
            " · ".join([*(part.en for part in parts), label(period, "en")]),
        )
        told = Told(measured.code, unit.code, period, edition.published_at, then, measured.unit)
        yield name, told, today.number if today else None


def _targets(edition: Edition, content: Content) -> Iterator[_Compared]:
    """Targets are known again by their numbers and sentences, in the resolutions that the board shows today."""
    told: list[TargetResult] = [row for panel in content.panels for row in panel.targets if row.actual is not None]
    if not told:
        return
    panels = edition.board.panels.filter(view=Panel.View.BULLETS).select_related("resolution__unit", "resolution__term")
    resolutions = {panel.resolution_id: panel.resolution for panel in panels if panel.resolution}
    _, rows = results_of(list(resolutions.values()), content.as_of)
    known = {(row.target.number, core_target(row.target).sentence("vi")): row for row in rows}
    for each in told:
        row = known.get((each.number, each.sentence.vi))
        if row is not None:
            yield each.sentence, _told(edition, each, row), row.actual


def _told(edition: Edition, each: TargetResult, row: Result) -> Told:
    period = target_period(row.target.period_start, row.target.period_end)
    value = Decimal(each.actual or 0)
    return Told(row.target.indicator, row.unit.code, period, edition.published_at, value, each.unit)
