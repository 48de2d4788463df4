"""A group of commands, each imported only when it is called."""

import importlib
from collections.abc import Mapping
from typing import Any

import click

# name: (module, attribute, one line of help)
type Lazy = Mapping[str, tuple[str, str, str]]


class LazyGroup(click.Group):
    """A group that imports a command when it is asked for."""

    def __init__(self, *args: Any, lazy: Lazy, **options: Any) -> None:
        super().__init__(*args, **options)
        self._lazy = lazy

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in the order given."""
        return list(self._lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        if cmd_name not in self._lazy:
            return None
        module, attribute, _help = self._lazy[cmd_name]
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without loading any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, _, text) in self._lazy.items()])
