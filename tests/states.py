"""States of the house in which tests begin: each is made once and then copied.

To migrate a database from nothing costs 20 s of a processor, to load the demonstration as much again. A state is a
data folder in `var/tests/`, known by the fingerprint of what makes it; on PostgreSQL its rows are in a database of the
server. `python -m tests.states` makes all that are missing, on the server that NHIEMKY_DATABASE_URL names, or SQLite.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parents[1]
# Migrated and without a row of ours; the demonstration with its congress convened; the demonstration's whole term.
EMPTY, PREPARED, HELD = "empty", "prepared", "held"
FILE = "nhiemky.sqlite3"


@dataclass(frozen=True)
class States:
    """The states on one kind of database: on SQLite, or on the PostgreSQL server of this address."""

    address: str = ""

    @contextmanager
    def copy_of(self, state: str, data: Path) -> Iterator[dict[str, str]]:
        """The environment of programs that work on a copy of a state, in this folder; its database vanishes then."""
        name = f"nhiemky_copy_{uuid.uuid4().hex[:12]}"
        with self._alone():
            shutil.copytree(self._made(state), data, dirs_exist_ok=True)
            self._create(name, like=_database(state))
        try:
            yield self.environment(data, name)
        finally:
            self._drop(name)

    def make_all(self) -> None:
        """Make now whatever is missing, so that nobody waits for it later."""
        with self._alone():
            for state in (EMPTY, PREPARED, HELD):
                self._made(state)

    def template(self) -> str:
        """The name of the server's migrated database, on which new ones are modelled."""
        with self._alone():
            self._made(EMPTY)
        return _database(EMPTY)

    @contextmanager
    def in_memory(self, name: str) -> Iterator[None]:
        """As long as this runs, SQLite has a migrated database of this name in the memory of this process."""
        with closing(sqlite3.connect(name, uri=True)) as memory:
            with self._alone(), closing(sqlite3.connect(self._made(EMPTY) / FILE)) as file:
                file.backup(memory)
            yield

    def environment(self, data: Path, name: str) -> dict[str, str]:
        """The environment of programs on this folder and, on a server, on the database of this name."""
        outside = {name: value for name, value in os.environ.items() if not name.startswith(("NHIEMKY_", "DJANGO_"))}
        address = urlsplit(self.address)._replace(path=f"/{name}").geturl() if self.address else ""
        return outside | {
            "NHIEMKY_DATA": str(data),
            "NHIEMKY_DATABASE_URL": address,
            "DJANGO_SETTINGS_MODULE": "tests.served_settings",
        }

    def keep(self, state: str, data: Path, name: str) -> None:
        """Make a state of what this folder and database hold now; nothing may be connected to the database."""
        making = self._kept / f"making-{state}"
        shutil.rmtree(making, ignore_errors=True)
        shutil.copytree(data, making)
        for older in self._kept.glob(f"{state}-*"):
            shutil.rmtree(older)
            self._drop(f"nhiemky_{older.name}")
        self._drop(_database(state))
        self._create(_database(state), like=name)
        making.rename(self._kept / _known_as(state))

    def _made(self, state: str) -> Path:
        folder = self._kept / _known_as(state)
        if not (folder.exists() and self._has(_database(state))):
            self._make(state)
        return folder

    def _make(self, state: str) -> None:
        data, name = self._kept / "making", "nhiemky_making"
        shutil.rmtree(data, ignore_errors=True)
        self._drop(name)
        if state == EMPTY:
            data.mkdir()
            self._create(name, like="template0")
            program = ["-c", "from nhiemky.cli.main import main; main()", "prepare"]
        else:
            shutil.copytree(self._made(EMPTY), data)
            self._create(name, like=_database(EMPTY))
            (data / "DEMONSTRATION").touch()
            program = ["-m", "tests.load_states", str(data), name, self.address]
        subprocess.run([sys.executable, *program], cwd=ROOT, env=self.environment(data, name), check=True)
        if state == EMPTY:
            _leave_only_the_database(data)
            self.keep(EMPTY, data, name)
        self._drop(name)
        shutil.rmtree(data)

    @property
    def _kept(self) -> Path:
        return ROOT / "var" / "tests" / ("postgresql" if self.address else "sqlite")

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self._kept.mkdir(parents=True, exist_ok=True)
        with (self._kept / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _create(self, name: str, like: str) -> None:
        if self.address:
            self._ask("CREATE DATABASE {} TEMPLATE {}", sql.Identifier(name), sql.Identifier(like))

    def _drop(self, name: str) -> None:
        if self.address:
            self._ask("DROP DATABASE IF EXISTS {} WITH (FORCE)", sql.Identifier(name))

    def _has(self, name: str) -> bool:
        return not self.address or self._ask("SELECT FROM pg_database WHERE datname = {}", sql.Literal(name)) == 1

    def _ask(self, statement: str, *parts: sql.Composable) -> int:
        """How many rows the server answers."""
        at = urlsplit(self.address)
        with psycopg.connect(
            host=unquote(at.hostname or ""),
            port=at.port,
            user=unquote(at.username or ""),
            password=unquote(at.password or ""),
            dbname=unquote(at.path.lstrip("/")),
            autocommit=True,
        ) as connection:
            return connection.execute(sql.SQL(statement).format(*parts)).rowcount


def _leave_only_the_database(data: Path) -> None:
    """Take away what `prepare` made beside it: each test has keys of its own and needs no assets."""
    for each in data.iterdir():
        if each.is_dir():
            shutil.rmtree(each)
        elif not each.name.startswith(FILE):
            each.unlink()


def _database(state: str) -> str:
    return f"nhiemky_{_known_as(state)}"


def _known_as(state: str) -> str:
    return f"{state}-{_fingerprint('nhiemky/*/migrations/*.py' if state == EMPTY else 'nhiemky/**/*')}"


@cache
def _fingerprint(pattern: str) -> str:
    """Of our files that a state comes from, the locked libraries, and what makes states."""
    ours = [path for path in (ROOT / "src").glob(pattern) if path.suffix not in {".pyc", ".po", ".mo"}]
    digest = hashlib.sha256()
    makers = [Path(__file__).with_name(name) for name in ("states.py", "load_states.py", "served_settings.py")]
    for path in sorted([*ours, ROOT / "uv.lock", *makers]):
        if path.is_file():
            digest.update(f"{path.relative_to(ROOT)} ".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


if __name__ == "__main__":
    States(os.environ.get("NHIEMKY_DATABASE_URL", "")).make_all()
