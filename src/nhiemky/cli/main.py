"""The `nhiemky` command. Each group is loaded only when called: counting ballots starts no web framework."""

import click

from nhiemky.cli.lazy import LazyGroup

COMMANDS = {
    "ballots": ("nhiemky.cli.ballots", "ballots", "Print ballots and read scanned ones."),
    "elections": ("nhiemky.cli.elections", "elections", "Count ballots from files."),
    "figures": ("nhiemky.cli.figures", "figures", "Check the numbers in a text against facts."),
    "indicators": ("nhiemky.cli.indicators", "indicators", "Compute indicators from a snapshot of facts."),
    "records": ("nhiemky.cli.records", "records", "Verify the log of all actions."),
    "serve": ("nhiemky.cli.serve", "serve", "Start the server for real use."),
    "prepare": ("nhiemky.cli.prepare", "prepare", "Make or bring up to date the data folder and the database."),
    "adduser": ("nhiemky.cli.accounts", "adduser", "Make the first administrator."),
    "worker": ("nhiemky.cli.worker", "worker", "Work on queued tasks, on this or another machine."),
    "demo": ("nhiemky.cli.demo", "demo", "Start the demonstration term."),
}


@click.group(cls=LazyGroup, lazy=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="nhiemky")
def main() -> None:
    """Nhiệm Kỳ: a term of office, from congress to congress."""
