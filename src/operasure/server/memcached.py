"""Temporary memcached servers on a loopback port."""

import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from operasure.server.process import HOST, ServerError, Workspace, serving, workspace

START_SECONDS = 60
MISSING = "memcached is not installed: install the package 'memcached'"


@dataclass(frozen=True)
class Memcached:
    """A running memcached."""

    port: int
    host: str = HOST

    @property
    def address(self) -> str:
        """`HOST:PORT`, as a client takes it."""
        return f"{self.host}:{self.port}"


def program() -> str | None:
    """The memcached of this machine."""
    return shutil.which("memcached")


@contextmanager
def running(*options: str, environment: Mapping[str, str] | None = None) -> Iterator[Memcached]:
    """Run memcached for as long as the block lasts.

    Args:
        options: further command-line options, such as `"-I", "2m"`; not address, port or user.
        environment: variables that it is started with besides.

    Raises:
        ServerError: memcached is not installed or does not start.
    """
    command = program()
    if command is None:
        raise ServerError(MISSING)
    # On port -1 it takes a free one and writes it into this file, after it listens (memcached.c,
    # server_socket): no other program can take the port in between.
    with workspace() as place:
        report = place.folder / "port"
        own = {**(environment or {}), "MEMCACHED_PORT_FILENAME": str(report)}
        line = [command, "-l", HOST, "-p", "-1", "-U", "0", *options]
        with serving(line, place, own) as process:
            yield Memcached(_port(process, place, report))


def _port(process: subprocess.Popen[bytes], place: Workspace, report: Path) -> int:
    """Wait until the server has written the port that it listens on."""
    deadline = time.monotonic() + START_SECONDS
    while not report.exists():
        if process.poll() is not None:
            raise ServerError(f"memcached does not start: {place.complaint()}")
        if time.monotonic() > deadline:
            raise ServerError(f"memcached does not answer within {START_SECONDS} s of its start")
        time.sleep(0.01)
    return int(report.read_text().rpartition(":")[2])
