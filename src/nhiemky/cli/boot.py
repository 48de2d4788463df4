"""Starting Django for a command, and the questions asked before a server may start."""

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click


def settings_only() -> None:
    """Name the settings, for a command that changes the data folder before the apps are loaded."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nhiemky.site.settings")


def django() -> None:
    """Load the settings and the apps; commands that need no database never call this."""
    settings_only()
    import django as framework

    framework.setup()


def write_secret(file: Path) -> None:
    """Make a key only this account may read, unless there is one."""
    if file.exists():
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as stream:
        stream.write(secrets.token_urlsafe(50) + "\n")


def unapplied_migrations() -> list[str]:
    """Names of migrations the database has not seen; all of them when it is empty."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def reasons_not_to_serve() -> list[str]:
    """Why this installation must not serve real users yet, each with what to do; empty when it may."""
    from django.conf import settings
    from django.db import OperationalError

    reasons = []
    if settings.DEMONSTRATION:
        reasons.append(f"{settings.DATA} holds a demonstration: name another folder in NHIEMKY_DATA.")
    for variable, value in (("NHIEMKY_SECRET", settings.SECRET_KEY), ("NHIEMKY_RECORDS_KEY", settings.RECORDS_KEY)):
        if value == settings.DEMONSTRATION_SECRET:
            reasons.append(f"The secret is the demonstration's: run `nhiemky prepare`, or set {variable}.")
        elif len(value) < 32:
            reasons.append(f"{variable} is shorter than 32 characters: write a longer one.")
    if settings.DEBUG:
        reasons.append("NHIEMKY_DEBUG is on, which shows secrets to visitors: unset it.")
    try:
        missing = unapplied_migrations()
    except OperationalError as error:
        reasons.append(f"The database cannot be reached ({error}): check NHIEMKY_DATABASE_URL and NHIEMKY_DATA.")
    else:
        if missing:
            reasons.append(
                f"The database lacks {len(missing)} migrations, from {missing[0]} on: run `nhiemky prepare`."
            )
    if not (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        reasons.append("The assets are not collected: run `nhiemky prepare`.")
    return reasons


def migrate_and_collect() -> None:
    """Bring the database and the assets up to date."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)


# Seconds a worker has to end the page it is at.
_PATIENCE = 20
# How a process of ours starts another.
PROGRAM = (sys.executable, "-c", "from nhiemky.cli.main import main; main()")


def usual_task_workers() -> int:
    """How many workers beside the server this machine can feed: one core is the server's."""
    return max(1, min(4, (os.cpu_count() or 1) - 1))


@contextmanager
def workers_beside(number: int) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Within the block, so many workers take the queued tasks; they end with this process, even if it is killed."""
    command = [*PROGRAM, "worker", "--beside"]
    started = [subprocess.Popen(command, stdin=subprocess.PIPE) for _ in range(number)]
    try:
        yield started
    finally:
        for worker in started:
            worker.terminate()
        for worker in started:
            try:
                worker.wait(_PATIENCE)
            except subprocess.TimeoutExpired:
                worker.kill()


def run_server(host: str, port: int, workers: int) -> None:
    """Serve until stopped."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        "nhiemky.site.asgi:application",
        address=host,
        port=port,
        interface=Interfaces.ASGINL,
        workers=workers,
        log_level=LogLevels.warning,
        websockets=False,
        respawn_failed_workers=True,
        process_name="nhiemky",
    ).serve()


class Refusal(click.ClickException):
    """A sentence on stderr, exit code 2."""

    exit_code = 2
