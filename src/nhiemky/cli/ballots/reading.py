"""`nhiemky ballots read`: scanned ballots against the layout they were printed from."""

import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

import click

from nhiemky.cli.ballots.page_desk import Desk, FileChangedError, PageAt, PageReader, ReadPage, References, read_page
from nhiemky.cli.ballots.page_processes import WorkerDiedError, read_in_processes
from nhiemky.cli.files import UNUSABLE, UnusableFileError, accepted, read_text, writing
from nhiemky.core.ballots.layout import Layout
from nhiemky.core.ballots.layout_file import read_layout
from nhiemky.core.ballots.problems import BALLOT_PROBLEMS, problem
from nhiemky.core.ballots.readings_file import readings_text, refused_page
from nhiemky.core.ballots.reasons import reasons
from nhiemky.core.ballots.scans.files import open_scan
from nhiemky.core.bilingual import Language

_SOME_REFUSED = 1
#: Fewer pages than this are read sooner than another process starts.
_LEAST_PAGES_PER_PROCESS = 12


@click.command()
@click.argument("layout_file", metavar="LAYOUT.json", type=click.Path(path_type=Path))
@click.argument("scans", metavar="SCAN...", type=click.Path(path_type=Path), nargs=-1, required=True)
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Where to write readings.json.")
@click.option("--jobs", type=click.IntRange(1, 256), help="Processes at most; as many as there are cores if left out.")
@click.option("--crops", type=click.Path(path_type=Path), help="A folder for pictures of the rows people must look at.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
@click.option(
    "--language", type=click.Choice(["vi", "en"]), default="vi", show_default=True, help="Language of the messages."
)
def read(
    layout_file: Path,
    scans: tuple[Path, ...],
    out: Path,
    jobs: int | None,
    crops: Path | None,
    language: Language,
    *,
    as_json: bool,
) -> None:
    """Read scanned ballots: PDF, TIFF, PNG or JPEG files, in the order given, each of any number of pages.

    Exits with 0 when every page was read, with or without marks that people must look at; with 1 when pages were
    refused: each is named with its reason and the remedy; with 2 when an input cannot be used at all: every problem
    is printed and nothing is written. The output is the same to the byte for any number of jobs.
    """
    if out.resolve() in {path.resolve() for path in (layout_file, *scans)}:
        raise click.BadParameter("would overwrite an input file", param_hint="--out")
    text = read_text(layout_file)
    layout = accepted(layout_file, language, lambda: read_layout(text))
    pages = _pages(scans, language)
    if layout is None or pages is None:
        raise click.exceptions.Exit(UNUSABLE)
    counts: Counter[str] = Counter()
    if crops:
        _make_folder(crops)
    try:
        with writing(out) as file:
            read_pages = _read(pages, layout, _processes(jobs, len(pages)), crops)
            done = _progress(_without_copies(read_pages), len(pages), language)
            for piece in readings_text(_told(done, counts, language)):
                file.write(piece.encode())
    except FileChangedError as error:
        raise UnusableFileError(_line(error.source, "B309", language)) from error
    except WorkerDiedError as error:
        raise UnusableFileError(_line(error.source, "B310", language)) from error
    click.echo(_summary(counts, len(pages), language, as_json=as_json))
    if counts["refused"]:
        raise click.exceptions.Exit(_SOME_REFUSED)


def _pages(scans: Sequence[Path], language: Language) -> list[PageAt] | None:
    """Every page of every file in order; None once the problems of all files are printed."""
    names = _names(scans)
    counts = [accepted(path, language, partial(_count, path, language)) for path in scans]
    if None in counts:
        return None
    return [
        PageAt(path, name, number)
        for path, name, count in zip(scans, names, counts, strict=True)
        for number in range(1, (count or 0) + 1)
    ]


def _names(scans: Sequence[Path]) -> list[str]:
    """The names of the files, with their folders where two files have the same name."""
    times = Counter(path.name for path in scans)
    return [path.name if times[path.name] == 1 else str(path) for path in scans]


def _count(path: Path, language: Language) -> int:
    try:
        with path.open("rb") as file:
            scan = open_scan(path.name, file)
    except OSError as error:
        raise BALLOT_PROBLEMS.refusal("B301", reason=error.strerror) from None
    for warning in scan.warnings:
        click.echo(f"{path}: {warning.code} {warning.sentence(language)}", err=True)
    return scan.pages


def _processes(jobs: int | None, pages: int) -> int:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return max(1, min(jobs or cores or 1, pages // _LEAST_PAGES_PER_PROCESS))


def _draw(layout: Layout) -> References:
    # Drawing loads Typst and PDFium: only here, in the parent.
    from nhiemky.core.ballots.reader import Reader
    from nhiemky.printing.ballots import reference

    return reference(layout, Reader.PX_PER_MM)


def _reader(layout: Layout, references: References) -> PageReader:
    from nhiemky.core.ballots.reader import Reader

    return Reader(layout, references)


def _make_folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnusableFileError(f"{path}: {error.strerror}") from error


def _read(pages: Sequence[PageAt], layout: Layout, processes: int, crops: Path | None) -> Iterator[ReadPage]:
    if processes > 1:
        yield from read_in_processes(pages, layout, _draw, _reader, processes, crops)
        return
    desk = Desk(_reader(layout, _draw(layout)), crops)
    for page in pages:
        yield from desk.read((page,))


def _without_copies(pages: Iterable[ReadPage]) -> Iterator[ReadPage]:
    """The first page of each picture stays; what is refused anyway keeps its own reason."""
    seen: set[str] = set()
    for page in pages:
        if page.refused:
            yield page
        elif page.sha256 in seen:
            yield read_page(refused_page(page.source, page.sha256, "same_image"))
        else:
            seen.add(page.sha256)
            yield page


def _progress(pages: Iterable[ReadPage], length: int, language: Language) -> Iterator[ReadPage]:
    label = "Đang đọc" if language == "vi" else "Reading"
    hidden = not sys.stderr.isatty()
    with click.progressbar(pages, length, label, file=sys.stderr, hidden=hidden, show_pos=True) as shown:
        yield from shown


def _told(pages: Iterable[ReadPage], counts: Counter[str], language: Language) -> Iterator[str]:
    """The line of each page; what is wrong with it is said, what becomes of it is counted."""
    for page in pages:
        counts["refused" if page.refused else "needs_eyes" if page.needs_eyes else "read"] += 1
        if page.failure:
            click.echo(page.failure, err=True, nl=False)
        for code in page.reasons if page.refused else ():
            click.echo(f"{page.source}: {code} {reasons()[code].sentence.text(language)}", err=True)
        yield page.line


def _line(source: str, code: str, language: Language) -> str:
    return f"{source}: {code} {problem(code).sentence(language)}"


def _summary(counts: Counter[str], pages: int, language: Language, *, as_json: bool) -> str:
    read_well, eyes, refused = counts["read"], counts["needs_eyes"], counts["refused"]
    if as_json:
        return json.dumps({"pages": pages, "read": read_well, "needs_eyes": eyes, "refused": refused})
    if language == "vi":
        return f"{pages} trang: {read_well} đã đọc, {eyes} cần người xem, {refused} bị từ chối"
    return f"{pages} pages: {read_well} read, {eyes} need eyes, {refused} refused"
