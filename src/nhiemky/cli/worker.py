"""`nhiemky worker`: takes queued tasks from the database; any number on any number of machines."""

import click

from nhiemky.cli import boot


@click.command()
def worker() -> None:
    """Work on queued tasks, on this or another machine."""
    boot.django()
    from django.core.management import call_command

    call_command("db_worker", verbosity=1)
