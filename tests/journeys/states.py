"""The demonstration in two states, built once a run: its congress prepared, and its whole term told.

The states are built in a process of their own, with the program's real settings. Every server gets a copy of a state:
what one journey does is never seen by another. On PostgreSQL a copy is a database with the state as its template; the
database that the address names is left alone.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parents[2]
PREPARED, HELD = "prepared", "held"
BUILDING = "building"


@dataclass(frozen=True)
class States:
    """Where the states are: a folder, and on PostgreSQL also the address of any database of the server."""

    folder: Path
    address: str = ""

    def build(self) -> None:
        """Load the demonstration, and keep what it is before its congress and at its end. Raises on any failure."""
        with self.copy_of("", BUILDING) as environment:
            subprocess.run(
                [sys.executable, "-m", "tests.journeys.load_states", str(self.folder), self.address],
                cwd=ROOT,
                env=environment,
                check=True,
            )
            data = self.folder / BUILDING
            for files in ("static", "media", "ballots"):
                if (data / files).exists():
                    shutil.copytree(data / files, self.folder / files)

    @contextmanager
    def copy_of(self, state: str, name: str) -> Iterator[dict[str, str]]:
        """The environment of a program that works on a copy of a state ("": an empty one), which then vanishes."""
        data = self.folder / name
        data.mkdir()
        (data / "DEMONSTRATION").touch()
        environment = os.environ | {
            "NHIEMKY_DATA": str(data),
            "NHIEMKY_DATABASE_URL": database_address(self.address, name),
            "DJANGO_SETTINGS_MODULE": "nhiemky.site.settings",
        }
        try:
            if state:
                (data / "static").symlink_to(self.folder / "static")
                for files in ("media", "ballots"):
                    if (self.folder / files).exists():
                        shutil.copytree(self.folder / files, data / files)
            self._copy_database(state, name)
            yield environment
        finally:
            shutil.rmtree(data)
            if self.address:
                on_server(self.address, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def _copy_database(self, state: str, name: str) -> None:
        if self.address:
            on_server(self.address, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
            on_server(self.address, "CREATE DATABASE {} TEMPLATE {}", name, state or "template0")
        elif state:
            shutil.copy(self.folder / f"{state}.sqlite3", self.folder / name / "nhiemky.sqlite3")


def on_server(address: str, statement: str, *names: str) -> None:
    """Run one statement about databases, `{}` standing for their names; ours all begin alike."""
    parts = urlsplit(address)
    with psycopg.connect(
        host=unquote(parts.hostname or ""),
        port=parts.port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        dbname=unquote(parts.path.lstrip("/")),
        autocommit=True,
    ) as connection:
        identifiers = [sql.Identifier(name if name == "template0" else f"journeys_{name}") for name in names]
        connection.execute(sql.SQL(statement).format(*identifiers))


def database_address(address: str, name: str) -> str:
    """The address of one of our databases on the same server; nothing for SQLite."""
    return urlsplit(address)._replace(path=f"/journeys_{name}").geturl() if address else ""
