"""Runs pg_restore to list an archive and read its SQL, without a connection to a server.

It never connects to a server."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from operasure.core.errors import UsageError
from operasure.server.process import last_line

MANNER = tuple(
    f"--no-{what}"
    for what in "owner privileges comments security-labels publications subscriptions "
    "tablespaces".split()
)

_HEAD = re.compile(r"^;\s+(Dumped .+ version): (\d[\w.]*)", re.M)
_CREATED = re.compile(r"^; Archive created at (\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)", re.M)
_ENTRY = re.compile(r"^\d+; \d+ \d+ (TABLE DATA|SEQUENCE SET) ")


@dataclass(frozen=True)
class Contents:
    """What `pg_restore --list` says: versions, when it was made, and the entries with data."""

    program: str
    server: str
    taken_at: str | None
    tables: tuple[str, ...]
    sequences: tuple[str, ...]


def contents(bindir: Path, path: Path) -> Contents:
    """Read the archive's table of contents with the pg_restore of this folder.

    Raises UsageError with pg_restore's reason where it can't read the archive, or not its data.
    """
    command = [str(bindir / "pg_restore"), "--list", str(path)]
    try:
        done = subprocess.run(
            command, check=False, capture_output=True, env=_environment(), timeout=3600
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UsageError(f"pg_restore does not run: {error}") from error
    said = done.stderr.decode("utf-8", "replace")
    if done.returncode or "does not support compression" in said:
        raise UsageError(_reason(said))
    text = done.stdout.decode("utf-8", "replace")
    head = dict(_HEAD.findall(text))
    made = _CREATED.search(text)
    entries = [(m[1], line) for line in text.splitlines() if (m := _ENTRY.match(line))]
    return Contents(
        head.get("Dumped by pg_dump version", ""),
        head.get("Dumped from database version", ""),
        f"{made[1]}T{made[2]}" if made else None,
        tuple(line for kind, line in entries if kind == "TABLE DATA"),
        tuple(line for kind, line in entries if kind == "SEQUENCE SET"),
    )


@dataclass(eq=False)
class SectionScript:
    """The SQL that a run of pg_restore writes."""

    stream: BinaryIO
    pid: int
    _taken: int = 0

    @property
    def taken(self) -> int:
        """Bytes that the run has read so far, its table of contents among them, as Linux counts
        them (proc_pid_io(5), rchar); 0 elsewhere."""
        with suppress(OSError, ValueError):
            said = Path(f"/proc/{self.pid}/io").read_text().partition("rchar: ")[2]
            self._taken = max(self._taken, int(said.partition("\n")[0]))
        return self._taken

    def ended(self) -> None:
        """The run is over: its number may soon be that of another program."""
        _, self.pid = self.taken, 0


@contextmanager
def script(
    bindir: Path, path: Path, section: str, entries: Sequence[str] = ()
) -> Iterator[SectionScript]:
    """The SQL of a section (pre-data, data, post-data) of the archive, of these entries only.

    Raises UsageError where pg_restore could not read all of it.
    """
    with tempfile.TemporaryFile() as said, tempfile.NamedTemporaryFile("w") as chosen:
        command = [str(bindir / "pg_restore"), *MANNER, f"--section={section}", "--file=-"]
        if entries:
            chosen.write("\n".join(entries) + "\n")
            chosen.flush()
            command.append(f"--use-list={chosen.name}")
        with subprocess.Popen(
            [*command, str(path)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=said,
            env=_environment(),
            start_new_session=True,
            bufsize=2**20,
        ) as process:
            made = SectionScript(cast("BinaryIO", process.stdout), process.pid)
            try:
                yield made
            except BaseException:
                process.kill()
                raise
            finally:
                made.ended()
            if process.wait():
                said.seek(0)
                raise UsageError(
                    "the dump can't be read to its end: "
                    + _reason(said.read().decode("utf-8", "replace"))
                )


def _environment() -> dict[str, str]:
    """Without PG* variables. The time in an archive is that of its maker's clock: read as UTC, it
    is shown as it was written."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def _reason(said: str) -> str:
    return re.sub(r"^pg_restore: (?:error|warning): ", "", last_line(said)).removesuffix(".")
