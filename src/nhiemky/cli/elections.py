"""`nhiemky elections`: count a vote from files alone."""

from pathlib import Path

import click

from nhiemky.cli.files import UNUSABLE, accepted, read_text, write_whole
from nhiemky.core.bilingual import Language
from nhiemky.core.elections.ballots_file import read_ballots, read_rows
from nhiemky.core.elections.election_file import read_election
from nhiemky.core.elections.outcome import AnotherRound, Elected, Outcome, Tie, outcome
from nhiemky.core.elections.problems import problem
from nhiemky.core.elections.result_file import result_json
from nhiemky.core.elections.rulebooks import rulebooks
from nhiemky.core.elections.tally import tally


@click.group()
def elections() -> None:
    """Elections inside the Party."""


@elections.command()
@click.argument("election_file", metavar="ELECTION.toml", type=click.Path(path_type=Path))
@click.argument("ballots_file", metavar="BALLOTS.json", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Where to write result.json.")
@click.option(
    "--language", type=click.Choice(["vi", "en"]), default="vi", show_default=True, help="Language of the messages."
)
def count(election_file: Path, ballots_file: Path, out: Path, language: Language) -> None:
    """Count the ballots of one vote and write its result.

    Exits with 0 when the count is done, whatever its outcome, and with 2 when an input cannot be used:
    every problem is printed and nothing is written.
    """
    if out.resolve() in {election_file.resolve(), ballots_file.resolve()}:
        raise click.BadParameter("would overwrite an input file", param_hint="--out")
    text, readings = read_text(election_file), read_text(ballots_file)
    election = accepted(election_file, language, lambda: read_election(text, rulebooks()))
    rows = accepted(ballots_file, language, lambda: read_rows(readings))
    if election is None or rows is None:
        raise click.exceptions.Exit(UNUSABLE)
    ballots = accepted(ballots_file, language, lambda: read_ballots(rows, election))
    if ballots is None:
        raise click.exceptions.Exit(UNUSABLE)
    if election.issued > election.contest.base:
        doubt = problem("E113", "base", issued=election.issued, base=election.contest.base)
        click.echo(f"{election_file}: {doubt.code} {doubt.sentence(language)}", err=True)
    counted = tally(ballots, election.contest, issued=election.issued)
    write_whole(out, result_json(election.contest, counted).encode())
    click.echo(_summary(outcome(election.contest, counted.votes), language))


def _summary(result: Outcome, language: Language) -> str:
    vi = language == "vi"
    match result:
        case Elected(elected):
            return f"{'Trúng cử' if vi else 'Elected'}: {', '.join(elected)}"
        case Tie(_, tied, seats_left):
            return f"{'Bằng phiếu' if vi else 'Tied'} ({seats_left}): {', '.join(tied)}"
        case AnotherRound(_, seats_left):
            return f"{'Cần bầu thêm' if vi else 'Another round, seats left'}: {seats_left}"
