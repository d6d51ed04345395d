"""A Redis of a test, with a password."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from operasure.looks.cache.address import Login, RedisAddress
from operasure.looks.cache.connection import CacheAccess
from operasure.looks.cache.faults import Fault
from operasure.looks.cache.redis import RedisConnection
from operasure.server.process import free_port

MISSING = "Redis is not installed: install the package 'redis-server'"


def program() -> str | None:
    return shutil.which("redis-server") or shutil.which("valkey-server")


@contextmanager
def running(folder: Path, *words: str) -> Iterator[RedisAddress]:
    """A server that keeps nothing, for as long as the block lasts."""
    address = RedisAddress("127.0.0.1", free_port(), 3, Login("", "XYZZY7"))
    command = [str(program()), "--port", str(address.port), "--bind", "127.0.0.1", "--save", ""]
    command += ["--appendonly", "no", "--requirepass", "XYZZY7", "--dir", str(folder), *words]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            try:
                RedisConnection(address, CacheAccess()).close()
                break
            except Fault:
                assert process.poll() is None
                time.sleep(0.05)
        yield address
    finally:
        process.terminate()
        process.wait(30)


def put(address: RedisAddress, *commands: tuple[bytes, ...]) -> None:
    with closing(RedisConnection(address, CacheAccess())) as connection:
        for words in commands:
            connection.ask(*words)
