"""A command by which OpenProject itself deletes the invented person, in the copy alone."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import IO
from urllib.parse import quote, urlencode

from operasure.core.errors import UsageError
from operasure.core.legible import visible
from operasure.database.target import Target
from operasure.looks.canary.rows import Connection

LONGEST = 3600
"""Seconds that a command may take."""
_SHOWN = 200
"""Lines of its output that are shown, the last ones, each up to this many characters."""
_DATABASES = ("OPENPROJECT_DB_", "OPERASURE_DATABASE_URL", "DATABASE_URL", "PG")
"""How the variables begin that say which database is meant, to OpenProject or to libpq."""


@dataclass(frozen=True)
class Command:
    """The words of a command, in which `{id}` stands for the id; `tell` shows a line of its output,
    made harmless. Its environment names the copy as DATABASE_URL, and no other database."""

    words: tuple[str, ...]
    tell: Callable[[str], None]

    @classmethod
    def of(cls, text: str, tell: Callable[[str], None]) -> Command:
        """Read a command as a shell does. Raises UsageError where its quotes can't be read, or the
        id is named nowhere."""
        try:
            words = tuple(shlex.split(text))
        except ValueError:
            raise UsageError(
                "the command of --delete-with can't be read: check its quotes"
            ) from None
        if not any("{id}" in word for word in words):
            raise UsageError("the command of --delete-with names no {id}: whom is it to delete?")
        return cls(words, tell)

    def delete(self, user_id: int, url: str) -> None:
        """Run it to its end. Raises UsageError where it does not start, fails or takes too long."""
        named = [word.replace("{id}", str(user_id)) for word in self.words]
        with tempfile.TemporaryFile() as output:
            try:
                code = _run(named, output, url)
            finally:
                for line in _last(output):
                    self.tell(line)
        if code:
            raise UsageError(f"the command of --delete-with ended with {code}")


def _run(words: list[str], output: IO[bytes], url: str) -> int:
    kept = {n: v for n, v in os.environ.items() if not n.startswith(_DATABASES)}
    try:
        process = subprocess.Popen(
            words,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env={**kept, "DATABASE_URL": url},
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "its words can't be given"
        raise UsageError(f"the command of --delete-with does not start: {why}") from None
    try:
        return process.wait(LONGEST)
    except subprocess.TimeoutExpired:
        raise UsageError(
            f"the command of --delete-with did not end within {LONGEST} seconds, and was ended"
        ) from None
    finally:
        # What it has started, too: nothing goes on to write while the copy is looked at.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _last(output: IO[bytes]) -> Iterator[str]:
    output.seek(max(0, output.seek(0, os.SEEK_END) - _SHOWN * _SHOWN))
    for line in output.read().decode(errors="replace").splitlines()[-_SHOWN:]:
        yield visible(line[:_SHOWN])


def address(target: Target, connection: Connection) -> str:
    """The URL of the database that a connection leads to, as Rails takes it; with its password."""
    info = connection.info
    secret = f":{quote(info.password, safe='')}" if info.password else ""
    is_socket = info.host.startswith("/")
    host = f"[{info.host}]" if ":" in info.host else info.host
    place = f"{'' if is_socket else host}:{info.port}"
    own: Mapping[str, str] = {
        name: str(value)
        for name, value in target.parameters.items()
        if name not in {"host", "hostaddr", "port", "user", "password", "dbname"}
    }
    query = urlencode({**({"host": info.host} if is_socket else {}), **own}, quote_via=quote)
    user = quote(info.user, safe="")
    name = quote(info.dbname, safe="")
    return f"postgresql://{user}{secret}@{place}/{name}{'?' if query else ''}{query}"
