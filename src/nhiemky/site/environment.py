"""Readers of environment variables that refuse junk, each with a sentence that says what to write instead."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit


class BadEnvironmentError(SystemExit):
    """A variable holds something we cannot use; the message names it and what it may hold."""

    def __init__(self, name: str, value: str, wanted: str) -> None:
        super().__init__(f"{name}={value!r} cannot be used: write {wanted}.")


def text(name: str, default: str = "") -> str:
    """The variable without surrounding blanks, or the default when unset or empty."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, *, default: bool = False) -> bool:
    """1/0, true/false, yes/no, on/off. Raises BadEnvironmentError for anything else."""
    value = text(name).lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise BadEnvironmentError(name, value, "1 or 0")


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def folder(name: str, default: Path) -> Path:
    """An absolute path of a folder; it need not exist. Raises BadEnvironmentError when a file stands there."""
    path = Path(text(name, str(default))).expanduser().absolute()
    if path.exists() and not path.is_dir():
        raise BadEnvironmentError(name, str(path), "a folder, not a file")
    return path


def database(name: str, data: Path) -> dict[str, Any]:
    """Django's database settings: SQLite in the data folder, or the PostgreSQL of `postgres://user:pw@host:port/name`.

    Raises BadEnvironmentError for another scheme or a missing database name.
    """
    url = text(name)
    if not url:
        return sqlite(data / "nhiemky.sqlite3")
    parts = urlsplit(url)
    database_name = parts.path.lstrip("/")
    if parts.scheme not in {"postgres", "postgresql"} or not database_name:
        raise BadEnvironmentError(name, url.split("@")[-1], "postgres://user:password@host:port/name")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(database_name),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def post(name: str, data: Path) -> dict[str, Any]:
    """Django's settings of outgoing e-mail: unset writes each letter as a file into `mail` below the data folder.

    `console` prints them, `smtp://user:password@host:port` sends them, `smtps://` over TLS from the start and
    `smtp+starttls://` after asking for it. Raises BadEnvironmentError for anything else.
    """
    url = text(name)
    if not url:
        return {
            "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "OPTIONS": {"file_path": str(data / "mail")},
        }
    if url == "console":
        return {"BACKEND": "django.core.mail.backends.console.EmailBackend"}
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps", "smtp+starttls"} or not parts.hostname:
        raise BadEnvironmentError(name, url.split("@")[-1], "console or smtp://user:password@host:port")
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": parts.hostname,
            "port": parts.port or {"smtp": 25, "smtps": 465, "smtp+starttls": 587}[parts.scheme],
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "use_ssl": parts.scheme == "smtps",
            "use_tls": parts.scheme == "smtp+starttls",
            "timeout": 20,
        },
    }


def sqlite(path: Path) -> dict[str, Any]:
    """SQLite that several threads and processes can write: WAL, and writers that wait for their turn from the start.

    What is deleted is overwritten with zeros: pages of ballots must not be found in the file afterwards.
    """
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;",
        },
    }
