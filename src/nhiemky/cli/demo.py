"""`nhiemky demo`: the demonstration term in a folder of its own, loaded once and kept until `--fresh`."""

import hashlib
import os
import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import click

from nhiemky.cli import boot
from nhiemky.demonstration.logins import LOGINS, PASSWORD

FOLDER = Path(__file__).resolve().parents[3] / "var" / "demo"
MARK, LOADED = "DEMONSTRATION", "LOADED"


@click.command()
@click.option("--port", default=8000, show_default=True, help="Port on this machine.")
@click.option("--fresh", is_flag=True, help="Throw the demonstration's data away and start over.")
@click.option("--workers", default=1, show_default=True, help="Server processes.")
@click.option("--load-only", is_flag=True, help="Load the data and stop.")
def demo(*, port: int, fresh: bool, workers: int, load_only: bool) -> None:
    """Start the demonstration term."""
    data = _folder(fresh=fresh)
    os.environ["NHIEMKY_DATA"] = str(data)
    os.environ.setdefault("NHIEMKY_ADDRESS", f"http://localhost:{port}")
    if not (data / LOADED).exists():
        if load_only:
            boot.django()
            _load(data)
        else:
            _load_beside()
    elif (data / LOADED).read_text("utf-8") != _shape():
        click.echo("The program is newer than the demonstration's data: bringing the database up to date.", err=True)
        boot.django()
        boot.migrate_and_collect()
        (data / LOADED).write_text(_shape(), "utf-8")
    if load_only:
        return
    click.echo(f"http://localhost:{port}/\n")
    click.echo(f"  {'role':<14} {'log-in':<14} password")
    for login in LOGINS:
        click.echo(f"  {login.role:<14} {login.username:<14} {PASSWORD}")
    sys.stdout.flush()
    with boot.workers_beside(1):
        boot.run_server("127.0.0.1", port, workers)


def _folder(*, fresh: bool) -> Path:
    """The demonstration's own folder; never one that holds real data."""
    data = Path(os.environ.get("NHIEMKY_DATA") or FOLDER).expanduser().absolute()
    if data.exists() and any(data.iterdir()) and not (data / MARK).exists():
        raise boot.Refusal(f"{data} holds something that is no demonstration: name another folder in NHIEMKY_DATA.")
    if os.environ.get("NHIEMKY_DATABASE_URL"):
        raise boot.Refusal("The demonstration has a database of its own: unset NHIEMKY_DATABASE_URL.")
    unfinished = data.exists() and not (data / LOADED).exists()
    if data.exists() and (fresh or unfinished):
        shutil.rmtree(data)
    data.mkdir(parents=True, exist_ok=True)
    (data / MARK).touch()
    return data


def _shape() -> str:
    """Digest of our migrations, our assets and the libraries: while the same, a start need not ask the database."""
    package = Path(__file__).resolve().parents[1]
    ours = [*package.glob("*/migrations/*.py"), *(file for file in package.glob("*/static/**/*") if file.is_file())]
    parts = [f"{file.relative_to(package)} {file.stat().st_size} {file.stat().st_mtime_ns}" for file in sorted(ours)]
    parts += [f"{name} {metadata.version(name)}" for name in ("django", "wagtail", "django-tasks-db")]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _load_beside() -> None:
    """Load in a process of its own: the server's are forked from this one, and Typst, which draws the demonstration's
    papers, has threads that do not survive a fork, so that every paper would be waited for without end."""
    done = subprocess.run([*boot.PROGRAM, "demo", "--load-only"], check=False)
    if done.returncode:
        raise SystemExit(done.returncode)


def _load(data: Path) -> None:
    """Make the database and load every step, telling how far it is."""
    from nhiemky.demonstration.load import load

    _tell("preparing the database", 0, 1)
    boot.migrate_and_collect()
    load(_tell)
    (data / LOADED).write_text(_shape(), "utf-8")
    if sys.stderr.isatty():
        click.echo("\r\033[K", err=True, nl=False)


def _tell(what: str, done: int, of: int) -> None:
    """One line that is written over, and nothing when nobody watches."""
    if sys.stderr.isatty():
        click.echo(f"\r\033[KLoading the demonstration, {done}/{of}: {what} …", err=True, nl=False)
