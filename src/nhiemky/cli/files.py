"""Files in and out of commands: read as a whole, written as a whole or not at all, problems said with their file."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import click

from nhiemky.core.bilingual import Language
from nhiemky.core.problem import Refused

#: The exit code for bad usage or input.
UNUSABLE = 2


class UnusableFileError(click.ClickException):
    """A file cannot be read or written."""

    exit_code = UNUSABLE


def read_text(path: Path) -> str:
    """The UTF-8 text of a file; raises UnusableFileError."""
    try:
        return path.read_text("utf-8-sig")
    except OSError as error:
        raise UnusableFileError(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UnusableFileError(f"{path}: byte {error.start} is not UTF-8 text") from error


def write_whole(path: Path, content: bytes) -> None:
    """Put the whole content in place at once, or leave what was there; raises UnusableFileError."""
    with writing(path) as file:
        file.write(content)


@contextmanager
def writing(path: Path) -> Iterator[BinaryIO]:
    """A file written piece by piece and put in place whole, at the end; whatever fails leaves what was there.

    Raises UnusableFileError when it cannot be written.
    """
    whole = path.parent / f".{path.name}.{os.getpid()}"
    try:
        file = whole.open("wb")
    except OSError as error:
        raise UnusableFileError(f"{path}: {error.strerror}") from error
    try:
        with file:
            yield file
        whole.replace(path)
    except OSError as error:
        raise UnusableFileError(f"{path}: {error.strerror}") from error
    finally:
        whole.unlink(missing_ok=True)


def accepted[Input](path: Path, language: Language, read: Callable[[], Input]) -> Input | None:
    """What was read from a file; None once its problems are printed."""
    try:
        return read()
    except Refused as refused:
        for wrong in refused.problems:
            click.echo(f"{path}: {wrong.code} {wrong.sentence(language)}", err=True)
        return None
