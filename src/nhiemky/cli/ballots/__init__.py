"""`nhiemky ballots`: print ballots and read scanned ones, from files alone."""

import click

from nhiemky.cli.lazy import LazyGroup

COMMANDS = {
    "print": ("nhiemky.cli.ballots.printing", "print_ballots", "Print the ballots of one vote and their layout."),
    "read": ("nhiemky.cli.ballots.reading", "read", "Read scanned ballots against their layout."),
    "watch": ("nhiemky.cli.ballots.watching", "watch", "Take the scans that appear in a folder."),
    "due": ("nhiemky.cli.ballots.watching", "due", "List ballots whose destruction may be decided."),
}


@click.group(cls=LazyGroup, lazy=COMMANDS)
def ballots() -> None:
    """Paper ballots: printed and read."""
