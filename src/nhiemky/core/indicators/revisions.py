"""Revisions: a value that was published and is another one today, from what to what, since when and why.

What was accepted is never edited; a correction takes its place, and everything computed from it says so.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from nhiemky.core.bilingual import Bilingual, Language
from nhiemky.core.indicators.compute import round_half_up
from nhiemky.core.indicators.periods import label, parse_period
from nhiemky.core.quantities import quantity
from nhiemky.core.vietnamese.dates import format_date

_PLACES, _MOST_PLACES = 2, 12
_NAMED = 3
_NOTHING = Bilingual("không có giá trị", "no value")
_REVISED = Bilingual(
    "Giá trị này đã thay đổi sau ngày {day}: {before} → {after}",
    "This value has changed since {day}: {before} → {after}",
)
_BECAUSE = Bilingual(", vì {causes}", ", because {causes}")
_CORRECTED = Bilingual(
    "báo cáo {report}, bản {version} thay bản {replaced} (chấp nhận ngày {day})",
    "report {report}, version {version}, replaced version {replaced} (accepted on {day})",
)
_ACCEPTED = Bilingual("báo cáo {report} được chấp nhận ngày {day}", "report {report} was accepted on {day}")
_MORE = Bilingual("{n} báo cáo khác được chấp nhận", "{n} more reports were accepted")
_CORRECTIONS = Bilingual("{n} báo cáo được đính chính", "{n} reports were corrected")
_ACCEPTANCES = Bilingual("{n} báo cáo được chấp nhận thêm", "{n} more reports were accepted")
_REGISTERS = Bilingual("sổ đăng ký được ghi thêm hoặc sửa {n} lần", "registers were added to or corrected {n} times")
_DEFINITION = Bilingual(
    "chỉ số được tính theo định nghĩa áp dụng từ ngày {day}", "the indicator's definition in force from {day} applies"
)
_CLOSED = Bilingual("{unit} đã đóng, ngày cuối cùng {until}", "{unit} was closed, its last day {until}")
_MERGED = Bilingual("{unit} sáp nhập vào {superior} từ ngày {since}", "{unit} merged into {superior} on {since}")
_MOVED = Bilingual("{unit} chuyển về {superior} từ ngày {since}", "{unit} moved to {superior} on {since}")
_HAD_MOVED = Bilingual("{unit} thuộc {superior} đến ngày {until}", "{unit} stood below {superior} until {until}")
_BECAME = {
    "": Bilingual("{said} ({document})", "{said} ({document})"),
    "corrected": Bilingual("đính chính: {said} ({document})", "corrected: {said} ({document})"),
    "withdrawn": Bilingual("không còn tính: {said} ({document})", "no longer counted: {said} ({document})"),
}
_MORE_PLACED = Bilingual("{n} việc chuyển, sáp nhập, đóng khác", "{n} more moves, mergers or closings")
_UNKNOWN = Bilingual("số liệu nguồn đã thay đổi", "what it is computed from has changed")


@dataclass(frozen=True)
class ReportCause:
    """A report accepted since. `version` counts from 1; `replaced` is the version that counted before, if any.

    `key` is its number in the database, `name` what it reports on, `form` and `period` are codes.
    """

    key: int
    name: str
    form: str
    period: str
    version: int
    replaced: int | None
    accepted_on: date

    def sentence(self, language: Language) -> str:
        """Báo cáo A.III.1 quý I/2022 của Công ty X bản 2 thay bản 1."""
        report = f"{self.form} {label(parse_period(self.period), language)}, {self.name}"
        words = _ACCEPTED if self.replaced is None else _CORRECTED
        return words.text(language).format(
            report=report,
            version=self.version,
            replaced=self.replaced,
            day=format_date(self.accepted_on),
        )


@dataclass(frozen=True)
class PlacementCause:
    """A unit that moved, merged or was closed (`kind`: "move", "merge", "closing"), with names, days and document.

    `became`: "" while it is as it was first kept, or "corrected", "withdrawn". `is_public`: anybody may read its name.
    """

    unit: str
    superior: str
    kind: str
    since: date | None
    until: date | None
    document: str
    became: str = ""
    is_public: bool = True

    def sentence(self, language: Language) -> str:
        """KCN B đã đóng, ngày cuối cùng 10/05/2022 (QĐ 12/QĐ-UBND)."""
        words = {"closing": _CLOSED, "merge": _MERGED}.get(self.kind, _MOVED if self.since else _HAD_MOVED)
        days = {name: format_date(day) for name in ("since", "until") if (day := getattr(self, name))}
        said = words.text(language).format(unit=self.unit, superior=self.superior, **days)
        return _BECAME[self.became].text(language).format(said=said, document=self.document)


@dataclass(frozen=True)
class Causes:
    """Everything that can have changed a value since a moment, the newest reports first.

    `register_entries` counts what was written in the registers that its indicator reads; `definition` is the first day
    of a version of the indicator that did not apply before; `placements` are of units that moved, merged or closed.
    """

    reports: tuple[ReportCause, ...] = ()
    register_entries: int = 0
    definition: date | None = None
    placements: tuple[PlacementCause, ...] = ()

    def named(self, language: Language) -> Iterator[str]:
        """What it was: the newest reports by name, for those who may see them."""
        yield from _placed(self.placements, language, hidden=0)
        yield from (each.sentence(language) for each in self.reports[:_NAMED])
        if len(self.reports) > _NAMED:
            yield _MORE.text(language).format(n=len(self.reports) - _NAMED)
        yield from self._others(language)

    def counted(self, language: Language) -> Iterator[str]:
        """The same without the name of any enterprise or project, for the public."""
        public = [each for each in self.placements if each.is_public]
        yield from _placed(public, language, hidden=len(self.placements) - len(public))
        corrections = sum(each.replaced is not None for each in self.reports)
        for words, number in ((_CORRECTIONS, corrections), (_ACCEPTANCES, len(self.reports) - corrections)):
            if number:
                yield words.text(language).format(n=number)
        yield from self._others(language)

    def _others(self, language: Language) -> Iterator[str]:
        if self.register_entries:
            yield _REGISTERS.text(language).format(n=self.register_entries)
        if self.definition:
            yield _DEFINITION.text(language).format(day=format_date(self.definition))


def _placed(named: Sequence[PlacementCause], language: Language, *, hidden: int) -> Iterator[str]:
    yield from (each.sentence(language) for each in named[:_NAMED])
    if more := max(len(named) - _NAMED, 0) + hidden:
        yield _MORE_PLACED.text(language).format(n=more)


@dataclass(frozen=True)
class Revision:
    """A value told on a day and the value of today; None is no value, which is not 0. Both in `unit`."""

    before: Decimal | None
    after: Decimal | None
    unit: str
    since: date
    causes: Causes

    def sentence(self, language: Language, *, named: bool) -> str:
        """In one sentence, naming reports or only counting them."""
        before, after = (_written(each, self.unit, language) for each in _told_apart(self.before, self.after))
        said = _REVISED.text(language).format(day=format_date(self.since), before=before, after=after)
        causes = list(self.causes.named(language) if named else self.causes.counted(language))
        return said + _BECAUSE.text(language).format(causes="; ".join(causes or [_UNKNOWN.text(language)])) + "."


def _told_apart(one: Decimal | None, other: Decimal | None) -> tuple[Decimal | None, Decimal | None]:
    """Both rounded to two decimals, or to as many as it takes to see the difference."""
    for places in range(_PLACES, _MOST_PLACES):
        rounded = _rounded(one, places), _rounded(other, places)
        if rounded[0] != rounded[1]:
            return rounded
    return one, other


def _rounded(value: Decimal | None, places: int) -> Decimal | None:
    return None if value is None else round_half_up(Fraction(value), places).normalize()


def _written(value: Decimal | None, unit: str, language: Language) -> str:
    return _NOTHING.text(language) if value is None else quantity(value, unit, language)
