"""The servers of a whole test run, shared by all its workers."""

import base64
import hmac
import json
import os
import secrets
import shutil
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict
from hashlib import pbkdf2_hmac, sha256
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from operasure.server import postgresql
from operasure.server.postgresql import Server, ServerPrograms
from operasure.server.process import ServerError

MEMORY = Path("/dev/shm")
MEMORY_BYTES = 3 * 2**30
KEY = "operasure_servers"
STACK = pytest.StashKey[ExitStack]()
SERVERS = pytest.StashKey[list[Server]]()


def write_in_memory() -> None:
    """Let this run keep its temporary files in memory too, where there is room: much that is
    written is waited for (fsync), which on a disk takes longer than all else in an erase."""
    folder = _memory()
    if folder and "TMPDIR" not in os.environ:
        os.environ["TMPDIR"] = str(folder)
        tempfile.tempdir = None


def chosen() -> list[ServerPrograms]:
    """Return the installation that is used first, and the newest if that is another."""
    found = postgresql.installations()
    newest = max(found, key=lambda each: each.major, default=None)
    return [*found[:1], *(each for each in found[1:] if each is newest)]


def provide_psql(config: pytest.Config) -> None:
    """Where the system has no psql, let that of a server's package be found by its name."""
    if shutil.which("psql"):
        return
    beside = (each.bindir / "psql" for each in postgresql.installations())
    found = next((program for program in beside if program.exists()), None)
    if found is None:
        raise pytest.UsageError("no psql found: install 'postgresql-client'")
    stack = config.stash.setdefault(STACK, ExitStack())
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="operasure-psql-")))
    (folder / "psql").symlink_to(found)
    os.environ["PATH"] = os.pathsep.join([*filter(None, [os.environ.get("PATH")]), str(folder)])


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
    installation = ServerPrograms(
        Path(programs.pop("bindir")), movable=Path(movable) if movable else None, **programs
    )
    folder = Path(values.pop("socket_directory"))
    return Server(installation, socket_directory=folder, **values)


def _start(config: pytest.Config) -> list[Server]:
    stack = config.stash.setdefault(STACK, ExitStack())
    # A database is some 1,500 small files: made in memory, a clone takes a tenth of the time.
    # One connection where a test asks for no number of them: the second costs half a command more
    # of a database this small. What several do is tested with --jobs, or Access(jobs=...).
    settings = {"max_wal_size": "128MB", "jit": "off", "max_parallel_workers": "1"}
    started: list[Server] = []
    try:
        for each in chosen():
            started.append(
                stack.enter_context(postgresql.running(each, settings, parent=_memory()))
            )
            _let_in_quickly(started[-1])
    except ServerError as error:
        raise pytest.UsageError(str(error)) from error
    return started


def _let_in_quickly(server: Server) -> None:
    """Keep the password, hashed once instead of 4,096 times as each connection would repeat.

    The form is that of pg_authid.rolpassword (PostgreSQL manual, 54.8), its keys RFC 5802, 3.
    """
    salt, rounds = secrets.token_bytes(16), 1
    salted = pbkdf2_hmac("sha256", server.password.encode(), salt, rounds)
    stored = sha256(hmac.digest(salted, b"Client Key", "sha256")).digest()
    keys = (stored, hmac.digest(salted, b"Server Key", "sha256"))
    first, second, third = (base64.b64encode(each).decode() for each in (salt, *keys))
    verifier = f"SCRAM-SHA-256${rounds}:{first}${second}:{third}"
    with psycopg.connect(server.socket_url(), autocommit=True) as admin:
        change = sql.SQL("ALTER ROLE {} PASSWORD {}")
        admin.execute(change.format(sql.Identifier(server.user), sql.Literal(verifier)))


def _memory() -> Path | None:
    usable = MEMORY.is_dir() and os.access(MEMORY, os.W_OK | os.X_OK)
    return MEMORY if usable and shutil.disk_usage(MEMORY).free >= MEMORY_BYTES else None
