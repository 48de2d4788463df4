"""The `nhiemky` command. Each group is loaded only when called: counting ballots starts no web framework."""

import importlib

import click

# name: (module, attribute, one line of help)
COMMANDS = {
    "elections": ("nhiemky.cli.elections", "elections", "Count ballots from files."),
    "figures": ("nhiemky.cli.figures", "figures", "Check the numbers in a text against facts."),
    "records": ("nhiemky.cli.records", "records", "Verify the log of all actions."),
    "serve": ("nhiemky.cli.serve", "serve", "Start the server for real use."),
    "prepare": ("nhiemky.cli.prepare", "prepare", "Make or bring up to date the data folder and the database."),
    "adduser": ("nhiemky.cli.accounts", "adduser", "Make the first administrator."),
    "worker": ("nhiemky.cli.worker", "worker", "Work on queued tasks, on this or another machine."),
    "demo": ("nhiemky.cli.demo", "demo", "Start the demonstration term."),
}


class LazyGroup(click.Group):
    """A group that imports a command when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in the order above."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        if cmd_name not in COMMANDS:
            return None
        module, attribute, _help = COMMANDS[cmd_name]
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without loading any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, _, text) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="nhiemky")
def main() -> None:
    """Nhiệm Kỳ: a term of office, from congress to congress."""
