"""`nhiemky ballots print`: the ballots of one vote as PDF, and the layout that reads them back."""

from pathlib import Path
from typing import Literal

import click

from nhiemky.cli.files import UNUSABLE, accepted, read_text, write_whole
from nhiemky.core.ballots.composition.compose import compose
from nhiemky.core.ballots.composition.paper import PAGES, BallotPaper, PageName
from nhiemky.core.ballots.layout import Layout
from nhiemky.core.ballots.layout_file import layout_json
from nhiemky.core.bilingual import Language
from nhiemky.core.elections.election_file import read_election
from nhiemky.core.elections.rulebooks import rulebooks
from nhiemky.printing.ballots import render_ballot
from nhiemky.printing.letter_widths import width_of

_MOST_COPIES = 100_000
_COLUMNS: dict[str | None, Literal[1, 2] | None] = {None: None, "1": 1, "2": 2}


@click.command("print")
@click.argument("election_file", metavar="ELECTION.toml", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Where to write the PDF.")
@click.option(
    "--layout", "layout_file", required=True, type=click.Path(path_type=Path), help="Where to write layout.json."
)
@click.option("--copies", type=click.IntRange(1, _MOST_COPIES), default=1, show_default=True, help="How many ballots.")
@click.option("--page", type=click.Choice(["A5", "A4"]), help="Paper; the length of the list chooses when left out.")
@click.option("--columns", type=click.Choice(["1", "2"]), help="Columns of names; likewise.")
@click.option(
    "--language", type=click.Choice(["vi", "en"]), default="vi", show_default=True, help="Language of the messages."
)
def print_ballots(
    election_file: Path,
    out: Path,
    layout_file: Path,
    copies: int,
    page: PageName | None,
    columns: str | None,
    language: Language,
) -> None:
    """Write the ballots of one vote as PDF, to be printed at 100%, and the layout that reads them back.

    Exits with 0 when both files are written and with 2 when the election cannot be printed: every problem is printed
    and nothing is written. The same election gives the same bytes.
    """
    paths = {path.resolve() for path in (election_file, out, layout_file)}
    if len(paths) < 3:
        raise click.UsageError("ELECTION.toml, --out and --layout must be three different files.")
    text = read_text(election_file)

    def composed() -> Layout:
        election = read_election(text, rulebooks())
        return compose(BallotPaper(election.contest, election.round, page, _COLUMNS[columns]), width_of)

    layout = accepted(election_file, language, composed)
    if layout is None:
        raise click.exceptions.Exit(UNUSABLE)
    # The layout first: ballots without it could not be read, and a layout without ballots harms nobody.
    write_whole(layout_file, layout_json(layout).encode())
    write_whole(out, render_ballot(layout, copies))
    click.echo(_summary(layout, copies, language))


def _summary(layout: Layout, copies: int, language: Language) -> str:
    size = next(page.name for page in PAGES if page.width == layout.width)
    sheets, number = len(layout.sheets), f"{layout.sheets[0].identity.layout:08x}"
    if language == "vi":
        return f"{copies} phiếu khổ {size}, mỗi phiếu {sheets} tờ, {len(layout.places)} người, mẫu in {number}"
    return f"Ballots: {copies}, paper: {size}, sheets each: {sheets}, names: {len(layout.places)}, layout: {number}"
