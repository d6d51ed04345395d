"""Passphrases come from a prompt or a file, never from an argument that others could read."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from operasure.cli import option
from operasure.core.errors import UsageError, readable
from operasure.core.legible import visible

OPTION = "--passphrase-file"
file_option = option.new_file(
    OPTION, help="Read the passphrase from the first line of a file instead of asking for it."
)

LONGEST = 1024


def read(path: Path) -> str:
    """The first line of a file. Raises UsageError where it can't be read or is empty."""
    with readable(path), path.open("rb") as file:
        line = file.readline(LONGEST).rstrip(b"\r\n")
    if not line:
        raise UsageError(f"{path} has no passphrase in its first line")
    try:
        return line.decode()
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} has no passphrase: it is not UTF-8") from error


def given(path: Path | None, of: Path, option: str = OPTION) -> str:
    """The passphrase of the file `of`: the first line of `path`, or asked for where none is named.
    `option` is the one that names `path`. Raises UsageError."""
    return read(path) if path else ask(of, option)


def ask(of: Path | None = None, option: str = OPTION, *, confirm: bool = False) -> str:
    """Ask on the terminal, without showing what is typed; twice to make one. One command may ask
    for those of several files (`of`). Raises UsageError where there is no terminal."""
    words = f"passphrase of {visible(str(of))}" if of else "passphrase"
    if not _has_terminal():
        raise UsageError(f"there is no terminal to ask for the {words}; give {option} FILE")
    given: str = click.prompt(
        f"P{words[1:]}",
        hide_input=True,
        confirmation_prompt=confirm,
        err=True,
        type=str,
    )
    return given


def _has_terminal() -> bool:
    try:
        os.close(os.open("/dev/tty", os.O_RDWR))
    except OSError:
        return sys.stdin.isatty()
    return True
