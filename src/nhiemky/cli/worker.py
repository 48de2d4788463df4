"""`nhiemky worker`: takes queued tasks from the database; any number on any number of machines."""

import os
import signal
import sys
import threading

import click

from nhiemky.cli import boot


@click.command()
@click.option("--beside", is_flag=True, hidden=True, help="Stop when standard input ends: with the server, however.")
def worker(*, beside: bool) -> None:
    """Work on queued tasks, on this or another machine."""
    boot.django()
    from django.core.management import call_command

    from nhiemky.ballots import queries, tasks
    from nhiemky.reporting import tasks as reports

    if beside:
        threading.Thread(target=_stop_with_the_server, daemon=True).start()
    tasks.take_up_what_was_left()
    reports.take_up_what_was_left()
    for due in queries.due_for_destruction():
        click.echo(f"Ballots of “{due.batch.election}” are due for destruction since {due.since}: nhiemky ballots due")
    call_command("db_worker", "--backend", "background", "--interval", "0.5", verbosity=1)


def _stop_with_the_server() -> None:
    """Wait for the end of standard input, which comes even when the server is killed, and stop as on request."""
    # Not through `sys.stdin`: a thread that waits inside a buffered reader makes Python abort when it ends.
    while os.read(sys.stdin.fileno(), 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
