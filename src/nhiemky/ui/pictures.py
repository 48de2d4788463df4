"""Small pictures of numbers, drawn by the server as SVG. Position carries the meaning, colour only repeats it."""

from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from nhiemky.core.vietnamese.numbers import format_number
from nhiemky.ui.language import language

type Number = Decimal | int | None

STATUSES = frozenset({"good", "warn", "bad", "muted"})
WIDTH, BAR_HEIGHT = 240, 28
COLUMN_HEIGHT, LABEL_HEIGHT = 96, 18


def bar(actual: Number, target: Number, status: str, label: str, *, at_most: bool) -> SafeString:
    """The actual value as a bar, the target as a mark across it. Raises ValueError for an unknown status."""
    if status not in STATUSES:
        raise ValueError(f"{status!r} is none of {sorted(STATUSES)}")
    span = max(_length(actual), _length(target)) or Decimal(1)
    length = _pixels(_length(actual) / span)
    mark = _pixels(_length(target) / span)
    parts = [format_html('<rect class="track" x="0" y="8" width="{}" height="12" rx="2"/>', WIDTH)]
    if actual is not None:
        parts.append(
            format_html('<rect class="value {}" x="0" y="8" width="{}" height="12" rx="2"/>', status, max(length, 1))
        )
    if target is not None:
        mark = min(max(mark, 1), WIDTH - 2)
        parts.append(format_html('<rect class="mark" x="{}" y="2" width="3" height="24"/>', mark - 1))
        if at_most:
            parts.append(format_html('<path class="mark" d="M{} 2h-7v3h7zM{} 23h-7v3h7z"/>', mark, mark))
    return _svg(
        WIDTH, BAR_HEIGHT, "bar", label or _("Actual and target"), _bar_in_words(actual, target, at_most=at_most), parts
    )


def columns(points: list[tuple[str, Number]], target: Number, label: str) -> SafeString:
    """One column for each (period, value); a missing value leaves its place empty; the target is a line across."""
    span = max([_length(value) for _period, value in points] + [_length(target)]) or Decimal(1)
    step = Decimal(WIDTH) / max(len(points), 1)
    parts = []
    for place, (period, value) in enumerate(points):
        middle = _round(step * place + step / 2)
        if value is not None:
            height = _round(_length(value) / span * COLUMN_HEIGHT)
            left, width = _round(step * place + step / 5), _round(step * 3 / 5)
            parts.append(
                format_html(
                    '<rect class="value" x="{}" y="{}" width="{}" height="{}"/>',
                    left, COLUMN_HEIGHT + 4 - height, width, height,
                )
            )  # fmt: skip
        parts.append(format_html('<text x="{}" y="{}">{}</text>', middle, COLUMN_HEIGHT + LABEL_HEIGHT, period))
    if target is not None:
        line = COLUMN_HEIGHT + 4 - _round(_length(target) / span * COLUMN_HEIGHT)
        parts.append(format_html('<path class="target" d="M0 {}h{}"/>', line, WIDTH))
    words = "; ".join(f"{period}: {_write(value)}" for period, value in points)
    if target is not None:
        words += "; " + _("target %(target)s") % {"target": _write(target)}
    return _svg(WIDTH, COLUMN_HEIGHT + LABEL_HEIGHT + 6, "columns", label or _("Values by period"), words, parts)


def _svg(width: int, height: int, kind: str, title: str, words: str, parts: list[SafeString]) -> SafeString:
    return format_html(
        '<svg class="picture {}" viewBox="0 0 {} {}" width="{}" height="{}" role="img" aria-label="{}. {}">'
        "<title>{}</title><desc>{}</desc>{}</svg>",
        kind, width, height, width, height, title, words, title, words,
        format_html_join("", "{}", ((part,) for part in parts)),
    )  # fmt: skip


def _bar_in_words(actual: Number, target: Number, *, at_most: bool) -> str:
    values = {"actual": _write(actual), "target": _write(target)}
    if at_most:
        return _("actual %(actual)s, target at most %(target)s") % values
    return _("actual %(actual)s, target %(target)s") % values


def _write(value: Number) -> str:
    return _("no value") if value is None else format_number(Decimal(value), language())


def _length(value: Number) -> Decimal:
    """A value as a length; what is missing or below zero has none."""
    return max(Decimal(value), Decimal(0)) if value is not None else Decimal(0)


def _pixels(share: Decimal) -> int:
    return _round(share * WIDTH)


def _round(value: Decimal) -> int:
    return int(value.to_integral_value())
