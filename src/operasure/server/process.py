"""Server programs that leave no process and no folder, even if operasure is killed."""

import fcntl
import os
import pwd
import re
import shutil
import signal
import socket
import stat
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from operasure.core.errors import OperasureError

HOST = "127.0.0.1"
PREFIX = "operasure-"
LOCK = "lock"
SHORT = Path(os.sep, "tmp")
"""Where a folder's path is short enough for a socket, whatever TMPDIR says."""
ACCOUNTS = ("postgres", "nobody")
STOP_SECONDS = 30
# sun_path holds 108 bytes with the closing NUL (unix(7)); the longest name put in it is this.
LONGEST_SOCKET_FOLDER = 107 - len("/.s.PGSQL.65535")

_WRONG = re.compile(r"\b(?:FATAL|PANIC|error): +(?P<why>\S.*)")
"""What PostgreSQL's server and its programs write before the reason (manual, 20.8)."""

# Waits until the pipe from its parent closes, which it does for a killed parent too. A program may
# ignore a signal: shells start what runs in the background so that it ignores SIGQUIT.
GUARD = (
    'read -r _; kill -"$3" "$1" 2>/dev/null; n=0; '
    'while kill -0 "$1" 2>/dev/null && [ $n -lt 100 ]; do n=$((n+1)); sleep 0.1; done; '
    'kill -9 "$1" 2>/dev/null; rm -rf -- "$2"'
)


class ServerError(OperasureError):
    """A server program is missing or does not start (exit 2)."""


@dataclass(frozen=True)
class ProcessAccount:
    """An account that a child process gives up root for."""

    uid: int
    gid: int


@dataclass(frozen=True)
class Workspace:
    """A temporary folder of mode 0700, and the account that owns it if that is not ours."""

    folder: Path
    account: ProcessAccount | None

    @property
    def log(self) -> Path:
        """Where the server program writes what it has to say."""
        return self.folder / "log"

    def hand_over(self) -> None:
        """Give everything in the folder to the account."""
        if self.account:
            for path in (self.folder, *self.folder.rglob("*")):
                os.chown(path, self.account.uid, self.account.gid, follow_symlinks=False)

    def run(self, command: Sequence[str]) -> subprocess.CompletedProcess[str]:
        """Run a command to its end under the account, and return it with its output."""
        with _explained(command):
            return subprocess.run(
                command, check=False, capture_output=True, text=True, **self._manner()
            )

    def start(
        self,
        command: Sequence[str],
        *,
        stdin: int,
        output: int,
        environment: Mapping[str, str] | None = None,
    ) -> subprocess.Popen[bytes]:
        """Start a program under the account, in a session that no Ctrl-C reaches."""
        with _explained(command):
            return subprocess.Popen(
                command,
                stdin=stdin,
                stdout=output,
                stderr=output,
                start_new_session=True,
                **self._manner(environment),
            )

    def _manner(self, environment: Mapping[str, str] | None = None) -> dict[str, Any]:
        """Return how a child is started: without PG* variables, which would bend what it does."""
        path = os.environ.get("PATH", os.defpath)
        own = {"PATH": path, "LC_ALL": "C.UTF-8", "TZ": "UTC", **(environment or {})}
        manner = {"cwd": self.folder, "env": own}
        if self.account is None:
            return manner
        identity = {"user": self.account.uid, "group": self.account.gid, "extra_groups": []}
        return {**manner, **identity}

    def complaint(self) -> str:
        """Return the last line of the log, for a message about what went wrong."""
        return last_line(self.log.read_text(errors="replace"))


@contextmanager
def workspace(parent: Path | None = None, *, nowhere_else: bool = False) -> Iterator[Workspace]:
    """Make a folder that a server may live in, short enough for a unix socket; then remove it.

    Args:
        parent: where to make it; without it, or where the account could not reach it, in the
            usual place for temporary files.
        nowhere_else: raise ServerError where it can't be made in `parent`.
    """
    account = _account()
    parent = (parent or Path(tempfile.gettempdir())).resolve()
    folder = _folder(parent)
    why = _unfit(folder, account)
    if why:
        folder.rmdir()
        if nowhere_else:
            raise ServerError(f"no server can run in {parent}: {why}")
        folder = _folder(SHORT)
    with _locked(folder):
        try:
            place = Workspace(folder, account)
            place.hand_over()
            yield place
        finally:
            shutil.rmtree(folder)


@contextmanager
def scratch() -> Iterator[Path]:
    """Make a folder of mode 0700 for temporary files; then remove it, and what others like it have
    left that were killed. Raises OSError where it can't be made."""
    remove_stale()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    with _locked(folder):
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def remove_stale(parent: Path | None = None) -> list[Path]:
    """Remove folders of programs that ended without doing so themselves (a crash, a lost power).

    Only those that are ours and whose lock nobody holds: a living program holds its own. Returns
    what was removed.
    """
    account = _account()
    owners = {os.geteuid(), *([account.uid] if account else [])}
    parents = {(parent or Path(tempfile.gettempdir())).resolve(), SHORT}
    found = (folder for each in parents for folder in each.glob(f"{PREFIX}*"))
    return [folder for folder in found if _removed(folder, owners)]


@contextmanager
def serving(
    command: Sequence[str],
    place: Workspace,
    environment: Mapping[str, str] | None = None,
    *,
    end: signal.Signals = signal.SIGKILL,
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server program for as long as the block lasts, its output going to `place.log`; `end`
    is the signal that ends it at once.

    It has a session of its own, so that a Ctrl-C at the terminal reaches only us. If we are
    killed, a guard process ends it and removes the folder.

    Raises:
        ServerError: the program cannot be started at all.
    """
    with place.log.open("wb") as log:
        process = place.start(
            command, stdin=subprocess.DEVNULL, output=log.fileno(), environment=environment
        )
    try:
        guard = place.start(
            ["/bin/sh", "-c", GUARD, "guard", str(process.pid), str(place.folder), str(int(end))],
            stdin=subprocess.PIPE,
            output=subprocess.DEVNULL,
        )
        try:
            yield process
        finally:
            guard.kill()
            guard.communicate()
    finally:
        _stop(process, end)


def _folder(parent: Path) -> Path:
    try:
        return Path(tempfile.mkdtemp(prefix=PREFIX, dir=parent))
    except OSError as error:
        raise ServerError(f"no server can run in {parent}: {error.strerror}") from error


def _unfit(folder: Path, account: ProcessAccount | None) -> str | None:
    if len(os.fsencode(folder)) > LONGEST_SOCKET_FOLDER:
        return "its path is too long for a socket"
    if account and not open_to_all(folder.parent):
        return "the account that runs the server can't enter it"
    return None


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold the folder's lock, which says that its program is alive. It is there only once it is
    held: another program would remove the folder of one that is just beginning."""
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        Path(lock.name).rename(folder / LOCK)
        yield


def _removed(folder: Path, owners: set[int]) -> bool:
    """Whether the folder was one to remove, and is gone."""
    try:
        about = folder.lstat()
        if not stat.S_ISDIR(about.st_mode) or about.st_uid not in owners:
            return False
        with (folder / LOCK).open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
    except OSError:
        return False
    return not folder.exists()


def free_port() -> int:
    """Return a loopback TCP port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def open_to_all(path: Path) -> bool:
    """Return whether every account can enter (or run) `path`, as it is named and as it lies."""
    named, lying = path.absolute(), path.resolve()
    parts = {named, *named.parents, lying, *lying.parents}
    return all(part.stat().st_mode & stat.S_IXOTH for part in parts)


def last_line(text: str) -> str:
    """Return the last line of a program's output that says what went wrong, else the last."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    told = [match["why"] for line in lines if (match := _WRONG.search(line))]
    return [*(lines or ["it gives no reason"]), *told][-1]


def _account() -> ProcessAccount | None:
    if os.geteuid() != 0:
        return None
    for name in ACCOUNTS:
        with suppress(KeyError):
            entry = pwd.getpwnam(name)
            return ProcessAccount(entry.pw_uid, entry.pw_gid)
    raise ServerError(
        f"servers are not run as root and there is no account {' or '.join(ACCOUNTS)}: run the "
        f"command as an ordinary user"
    )


@contextmanager
def _explained(command: Sequence[str]) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ServerError(f"{Path(command[0]).name} does not start: {error}") from error


def _stop(process: subprocess.Popen[bytes], end: signal.Signals) -> None:
    process.send_signal(end)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
