"""`nhiemky figures`: judges the numbers of a text against facts."""

import bisect
import json
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path

import click

from nhiemky.core.figures.facts import Fact, parse_facts
from nhiemky.core.figures.matching import Judgement, Verdict, judge
from nhiemky.core.problem import Problem
from nhiemky.core.quantities import quantity

_VERDICTS = {
    Verdict.SOURCED: "có nguồn",
    Verdict.CONTRADICTED: "trái nguồn",
    Verdict.UNSOURCED: "chưa có nguồn",
    Verdict.NOT_A_FIGURE: "không phải số liệu",
}
_FAULTS = (Verdict.CONTRADICTED, Verdict.UNSOURCED)
_FOUND_PROBLEMS = 1
_BAD_INPUT = 2


@click.group()
def figures() -> None:
    """Check figures in texts against their sources."""


@figures.command()
@click.argument("article", type=click.Path(path_type=Path))
@click.option("--facts", "facts_file", type=click.Path(path_type=Path), required=True, help="JSON list of facts.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def check(article: Path, facts_file: Path, *, as_json: bool) -> None:
    """Judge every number of the Vietnamese text ARTICLE: sourced, contradicted, unsourced or not a figure.

    Exit code 0 if nothing is contradicted or unsourced, 1 otherwise, 2 if a file cannot be read.
    """
    text = _read(article)
    judgements = judge(text, _read_facts(facts_file))
    click.echo(_as_json(text, judgements) if as_json else _as_listing(text, judgements))
    if any(judgement.verdict in _FAULTS for judgement in judgements):
        sys.exit(_FOUND_PROBLEMS)


def _fail(path: Path, sentence: str) -> SystemExit:
    click.echo(f"{path}: {sentence}", err=True)
    return SystemExit(_BAD_INPUT)


def _read(path: Path) -> str:
    try:
        # Offsets count the characters of the file as it is, so line ends must not be translated.
        with path.open(encoding="utf-8", newline="") as file:
            return file.read()
    except UnicodeDecodeError as error:
        raise _fail(path, f"không phải là văn bản UTF-8 (byte thứ {error.start + 1}).") from error
    except OSError as error:
        raise _fail(path, f"không đọc được tệp ({error.strerror}).") from error


def _read_facts(path: Path) -> list[Fact]:
    facts = parse_facts(_read(path).removeprefix("\ufeff"))
    if isinstance(facts, Problem):
        raise _fail(path, f"{facts.sentence('vi')} [{facts.code}]")
    return facts


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _as_json(text: str, judgements: list[Judgement]) -> str:
    rows = [
        {
            "text": text[judgement.start : judgement.end],
            "start": judgement.start,
            "end": judgement.end,
            "value": None if judgement.value is None else _plain(judgement.value),
            "unit": judgement.unit,
            "verdict": judgement.verdict.value,
            "key": judgement.fact.key if judgement.fact else None,
            "expected": _plain(judgement.fact.quantity.value) if judgement.fact else None,
        }
        for judgement in judgements
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def _remark(judgement: Judgement) -> str:
    if judgement.fact is None:
        return ""
    fact = judgement.fact
    source = f"; {fact.source}" if fact.source else ""
    return f"{fact.label}: {quantity(fact.quantity.value, fact.quantity.unit, 'vi')} ({fact.key}{source})"


def _as_listing(text: str, judgements: list[Judgement]) -> str:
    line_starts = [0, *(place + 1 for place, character in enumerate(text) if character == "\n")]
    rows = []
    for judgement in judgements:
        line = bisect.bisect_right(line_starts, judgement.start)
        place = f"{line}:{judgement.start - line_starts[line - 1] + 1}"
        written = " ".join(text[judgement.start : judgement.end].split())
        rows.append((place, _VERDICTS[judgement.verdict], written, _remark(judgement)))
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(3)]
    lines = ["  ".join((*map(str.ljust, row[:3], widths), row[3])).rstrip() for row in rows]
    counts = Counter(judgement.verdict for judgement in judgements)
    summary = " · ".join(f"{counts[verdict]} {words}" for verdict, words in _VERDICTS.items())
    return "\n".join([*lines, *([""] if lines else []), f"Tổng cộng: {summary}."])
