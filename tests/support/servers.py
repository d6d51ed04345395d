"""The servers of a whole test run, shared by all its workers."""

import json
import os
import shutil
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from operasure.server import postgresql
from operasure.server.postgresql import Installation, Server
from operasure.server.process import ServerError

MEMORY = Path("/dev/shm")
MEMORY_BYTES = 3 * 2**30
KEY = "operasure_servers"
STACK = pytest.StashKey[ExitStack]()
SERVERS = pytest.StashKey[list[Server]]()


def chosen() -> list[Installation]:
    """Return the installation that is used first, and the newest if that is another."""
    found = postgresql.installations()
    newest = max(found, key=lambda each: each.major, default=None)
    return [*found[:1], *(each for each in found[1:] if each is newest)]


def shared(config: pytest.Config) -> list[Server]:
    """Return the run's servers; the first call starts them, or takes them from the controller."""
    if SERVERS not in config.stash:
        handed_over = getattr(config, "workerinput", {}).get(KEY)
        config.stash[SERVERS] = _read(handed_over) if handed_over else _start(config)
    return config.stash[SERVERS]


def stop(config: pytest.Config) -> None:
    """Stop the servers that this process started."""
    if STACK in config.stash:
        config.stash[STACK].close()


def describe(servers: Sequence[Server]) -> str:
    """Return what a worker needs to know of the servers, as text that reaches it."""
    return json.dumps([asdict(each) for each in servers], default=str)


def _read(text: str) -> list[Server]:
    return [_server(values) for values in json.loads(text)]


def _server(values: dict[str, Any]) -> Server:
    programs = values.pop("installation")
    movable = programs.pop("movable")
    installation = Installation(
        Path(programs.pop("bindir")), movable=Path(movable) if movable else None, **programs
    )
    folder = Path(values.pop("socket_directory"))
    return Server(installation, socket_directory=folder, **values)


def _start(config: pytest.Config) -> list[Server]:
    stack = config.stash[STACK] = ExitStack()
    # A database is some 1,500 small files: made in memory, a clone takes a tenth of the time.
    settings = {"max_wal_size": "128MB"}
    try:
        return [
            stack.enter_context(postgresql.running(each, settings, parent=_memory()))
            for each in chosen()
        ]
    except ServerError as error:
        raise pytest.UsageError(str(error)) from error


def _memory() -> Path | None:
    usable = MEMORY.is_dir() and os.access(MEMORY, os.W_OK | os.X_OK)
    return MEMORY if usable and shutil.disk_usage(MEMORY).free >= MEMORY_BYTES else None
