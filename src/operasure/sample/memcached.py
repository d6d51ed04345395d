"""Throwaway memcached servers on a loopback port."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from operasure.sample.process import HOST, ServerError, free_port, serving, workspace

START_SECONDS = 60
PORT_ATTEMPTS = 5


@dataclass(frozen=True)
class Memcached:
    """A running memcached."""

    port: int
    host: str = HOST

    @property
    def address(self) -> str:
        """`HOST:PORT`, as a client takes it."""
        return f"{self.host}:{self.port}"


@contextmanager
def running(*options: str) -> Iterator[Memcached]:
    """Run memcached for as long as the block lasts.

    Args:
        options: further command-line options, such as `"-I", "2m"`; not address, port or user.

    Raises:
        ServerError: memcached is not installed or does not start.
    """
    program = shutil.which("memcached")
    if program is None:
        raise ServerError("memcached is not installed: install the package 'memcached'")
    with workspace() as place:
        for attempt in range(1, PORT_ATTEMPTS + 1):
            port = free_port()
            command = [program, "-l", HOST, "-p", str(port), "-U", "0", *options]
            with serving(command, place) as process:
                if _answers(process, port):
                    yield Memcached(port)
                    return
            if attempt == PORT_ATTEMPTS or "in use" not in place.log.read_text(errors="replace"):
                raise ServerError(f"memcached does not start: {place.complaint()}")


def _answers(process: subprocess.Popen[bytes], port: int) -> bool:
    """Wait until the server accepts a connection; False if it has ended instead."""
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None:
        with suppress(OSError):
            socket.create_connection((HOST, port), timeout=10).close()
            # Whoever answers on a port that was just free may be another program.
            return process.poll() is None
        if time.monotonic() > deadline:
            raise ServerError(f"memcached does not answer within {START_SECONDS} s of its start")
        time.sleep(0.02)
    return False
