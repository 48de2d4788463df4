"""`nhiemky indicators`: compute indicators from a snapshot of facts, without a database."""

import json
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import click

from nhiemky.cli import boot
from nhiemky.cli.files import UNUSABLE, UnusableFileError, read_text
from nhiemky.core.bilingual import Language
from nhiemky.core.indicators.folder import Definitions, parse_definitions
from nhiemky.core.indicators.period_lists import parse_period_lists
from nhiemky.core.indicators.periods import Period, parse_period
from nhiemky.core.problem import Problem, Refused
from nhiemky.core.vietnamese.numbers import format_number

ENGINES = ["duckdb", "spark", "oracle"]


@click.group()
def indicators() -> None:
    """Indicators from facts."""


@indicators.command()
@click.argument("snapshot_dir", metavar="SNAPSHOT_DIR", type=click.Path(path_type=Path))
@click.option(
    "--definitions", "folder", required=True, type=click.Path(path_type=Path), help="measures.toml and indicators."
)
@click.option(
    "--engine", type=click.Choice(ENGINES), default="duckdb", show_default=True, help="All give the same bytes."
)
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Where to write values.parquet.")
@click.option(
    "--periods", default="", help="2022-Q1,2022-YTD-09,2020..2022,@list; every period of the facts when left out."
)
@click.option("--lists", type=click.Path(path_type=Path), help="A TOML file with named lists of periods, for @list.")
@click.option("--by", default="", help="Dimensions to split by: zone,sector.")
@click.option("--units", default="", help="Only these units, each with all below it; every unit when left out.")
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    default="9999-12-31",
    show_default="the newest tree",
    help="Count history in the tree of units of this day (valid_from, valid_to of units.parquet).",
)
@click.option("--json", "as_json", is_flag=True, help="Print what was written as JSON.")
@click.option(
    "--language", type=click.Choice(["vi", "en"]), default="vi", show_default=True, help="Language of the messages."
)
def compute(
    snapshot_dir: Path,
    folder: Path,
    engine: str,
    out: Path,
    periods: str,
    lists: Path | None,
    by: str,
    units: str,
    as_of: datetime,
    *,
    as_json: bool,
    language: Language,
) -> None:
    """Compute the indicators of a definitions folder from SNAPSHOT_DIR (facts.parquet, units.parquet).

    Exits with 0 when the values are written, and with 2 when an input cannot be used: every problem is printed and
    nothing is written. Warnings about the facts are printed and change nothing.
    """
    if out.resolve() in {(snapshot_dir / name).resolve() for name in ("facts.parquet", "units.parquet")}:
        raise click.BadParameter("would overwrite an input file", param_hint="--out")
    asked = _periods(_listed(periods), lists, language)
    definitions = _definitions(folder, language)
    # Loaded here: the engine takes a second to import, and a mistyped period should not wait for it.
    from nhiemky.engine.connections import Engine
    from nhiemky.engine.run import Request, write_values
    from nhiemky.engine.snapshot import open_snapshot

    wanted = frozenset(_listed(units)) or None
    try:
        with _progress() as tell:
            snapshot = open_snapshot(snapshot_dir, as_of.date())
            request = Request(asked, _listed(by), wanted)
            written = write_values(snapshot, definitions, request, Engine(engine), out, tell)
    except Refused as refused:
        raise _refused(refused.problems, snapshot_dir, language) from None
    except OSError as error:
        raise _unusable(f"{out}: {error.strerror}") from error
    for warning in written.warnings:
        click.echo(_sentence(warning, snapshot_dir, language), err=True)
    click.echo(
        _as_json(written.rows, written.origin, written.warnings, out)
        if as_json
        else _summary(written.rows, out, language)
    )


@indicators.command()
@click.option("--out", type=click.Path(path_type=Path), help="Copy both files into this folder as well.")
@click.option("--json", "as_json", is_flag=True, help="Print what was taken as JSON.")
def snapshot(out: Path | None, *, as_json: bool) -> None:
    """Take a snapshot of all accepted reports and registers: facts.parquet and units.parquet, named by their SHA-256.

    Exits with 0 when it stands on the disk, and with 2 when it cannot be written.
    """
    boot.django()
    from nhiemky.indicators import snapshots

    try:
        taken = snapshots.take_snapshot()
        if out is not None:
            shutil.copytree(snapshots.folder_of(taken), out, dirs_exist_ok=True)
    except OSError as error:
        raise _unusable(f"{error.filename or out}: {error.strerror}") from error
    folder = out or snapshots.folder_of(taken)
    found = {
        "folder": str(folder), "name": taken.name, "facts": taken.facts, "units": taken.units,
        "reports": taken.reports, "through_event": taken.through_event, "refused": taken.refused,
    }  # fmt: skip
    click.echo(json.dumps(found, ensure_ascii=False, indent=1) if as_json else f"{taken.name} → {folder}")


def _listed(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))


def _periods(codes: Sequence[str], lists: Path | None, language: Language) -> tuple[Period, ...]:
    """Periods by their codes, and whole named lists by @name; each once."""
    found: list[Period] = []
    problems: list[Problem] = []
    try:
        named = parse_period_lists(read_text(lists), lists.name) if lists else {}
    except UnusableFileError as error:
        raise _unusable(error.message) from error
    except Refused as refused:
        raise _refused(refused.problems, Path("--lists"), language) from None
    for code in codes:
        try:
            listed = named.get(code.removeprefix("@")) if code.startswith("@") else None
            found += listed.periods if listed else [parse_period(code)]
        except Refused as refused:
            problems += refused.problems
    if problems:
        raise _refused(problems, Path("--periods"), language)
    return tuple(dict.fromkeys(found))


def _definitions(folder: Path, language: Language) -> Definitions:
    try:
        texts = {file.name: read_text(file) for file in sorted(folder.iterdir()) if file.suffix == ".toml"}
    except OSError as error:
        raise _unusable(f"{error.filename or folder}: {error.strerror}") from error
    except UnusableFileError as error:
        raise _unusable(error.message) from error
    try:
        return parse_definitions(texts)
    except Refused as refused:
        raise _refused(refused.problems, folder, language) from None


def _sentence(problem: Problem, folder: Path, language: Language) -> str:
    place = f"{folder / problem.place}" if problem.place and not problem.place.startswith("-") else problem.place
    return f"{place or folder}: {problem.code} {problem.sentence(language)}"


def _refused(problems: Sequence[Problem], folder: Path, language: Language) -> click.exceptions.Exit:
    for problem in problems:
        click.echo(_sentence(problem, folder, language), err=True)
    return click.exceptions.Exit(UNUSABLE)


def _unusable(sentence: str) -> click.exceptions.Exit:
    click.echo(sentence, err=True)
    return click.exceptions.Exit(UNUSABLE)


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    """Tells how far it is, on one line that is written over and taken away; nothing when nobody watches."""
    watched = sys.stderr.isatty()

    def tell(what: str, done: int, of: int) -> None:
        if watched:
            click.echo(f"\r\033[K{done}/{of} {what} …", err=True, nl=False)

    try:
        yield tell
    finally:
        if watched:
            click.echo("\r\033[K", err=True, nl=False)


def _as_json(rows: int, origin: object, warnings: Sequence[Problem], out: Path) -> str:
    listed = [{"code": each.code, "place": each.place, "vi": each.vi, "en": each.en} for each in warnings]
    return json.dumps(
        {"out": str(out), "values": rows, "snapshot": origin, "warnings": listed}, ensure_ascii=False, indent=1
    )


def _summary(rows: int, out: Path, language: Language) -> str:
    number = format_number(Decimal(rows), language)
    return f"{number} giá trị → {out}" if language == "vi" else f"{number} values → {out}"
