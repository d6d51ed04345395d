"""A Redis of a test, with a password."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from operasure.looks.cache.address import Login, RedisAddress, Tls
from operasure.looks.cache.connection import CacheAccess
from operasure.looks.cache.faults import Fault
from operasure.looks.cache.redis import RedisConnection
from operasure.server.process import free_port

MISSING = "Redis is not installed: install the package 'redis-server'"


def program() -> str | None:
    return shutil.which("redis-server") or shutil.which("valkey-server")


@contextmanager
def running(folder: Path, certificate: Path | None = None) -> Iterator[RedisAddress]:
    """A server that keeps nothing, for as long as the block lasts; with TLS only, if there is a
    certificate (with its key in the same file)."""
    address = RedisAddress(
        "127.0.0.1", free_port(), 3, Login("", "XYZZY7"), tls=certificate is not None
    )
    command = [str(program()), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    command += ["--requirepass", "XYZZY7", "--dir", str(folder)]
    if certificate:
        command += ["--port", "0", "--tls-port", str(address.port), "--tls-auth-clients", "no"]
        command += ["--tls-cert-file", str(certificate), "--tls-key-file", str(certificate)]
        command += ["--tls-ca-cert-file", str(certificate)]
    else:
        command += ["--port", str(address.port)]
    access = CacheAccess(tls=Tls(certificate))
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            try:
                RedisConnection(address, access).close()
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
