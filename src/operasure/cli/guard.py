"""What a command ends with: every error is one line and an exit code that says nothing untrue.

0, 1 and 3 are statements about a person, so no error ends with one of these.
"""

from __future__ import annotations

import errno
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from operasure.cli.streams import OutputError
from operasure.core.errors import OperasureError
from operasure.core.legible import visible

UNFORESEEN = 70
"""An internal error, as sysexits.h numbers it."""
NO_DATABASE = 5
INTERRUPTED = 130
_ENDING = ("SIGTERM", "SIGHUP")
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_PACKAGE = Path(__file__).parents[1]


def guarded(command: Callable[[], int]) -> int:
    """Run a command, say in one line what went wrong, and return its exit code."""
    failed: list[BaseException] = []
    with _ended(), _threads(failed):
        try:
            code = command()
            sys.stdout.flush()
        except (click.exceptions.Abort, KeyboardInterrupt):
            return _say("interrupted; nothing was written", INTERRUPTED)
        except click.ClickException as error:
            _tell(error)
            return error.exit_code
        except OperasureError as error:
            return _say(str(error), error.exit_code)
        except SystemExit as error:
            # click ends a broken pipe of whatever it is with 1, which means "leftovers" here.
            return _unforeseen(error.__context__ or error)
        except Exception as error:
            return _unforeseen(error)
    return _unforeseen(failed[0]) if failed else code


def _unforeseen(error: BaseException) -> int:
    """Where it happened, and of which kind it is; never its message, which may hold data."""
    if isinstance(error, OutputError):
        return _say(str(error), error.exit_code)
    is_full = isinstance(error, OSError) and error.errno in _FULL
    if is_full or _is_of(error, "sqlite3"):
        return _say(
            "temporary files can't be written: free space on the disk, or name another folder in "
            "TMPDIR; nothing was decided",
            UNFORESEEN,
        )
    if isinstance(error, MemoryError):
        return _say("there is too little memory; nothing was decided", UNFORESEEN)
    if _is_of(error, "psycopg"):
        return _say(f"{_refused(error)}; nothing was decided", NO_DATABASE)
    own = [
        f"{Path(frame.filename).relative_to(_PACKAGE).as_posix()}:{frame.lineno}"
        for frame in traceback.extract_tb(error.__traceback__)
        if Path(frame.filename).is_relative_to(_PACKAGE)
    ]
    place = f" at {own[-1]}" if own else ""
    return _say(
        f"an unexpected error ({type(error).__name__}{place}); nothing was decided; "
        "please report this line",
        UNFORESEEN,
    )


def _is_of(error: BaseException, package: str) -> bool:
    """Whether an error is one of a package, which is not loaded to find that out."""
    return any(kind.__module__.partition(".")[0] == package for kind in type(error).__mro__)


def _refused(error: BaseException) -> str:
    """What the database did not do, in words that are true of what reads and of what writes."""
    import psycopg

    from operasure.database.reader import reason

    why = reason(error) if isinstance(error, psycopg.Error) else "the driver failed"
    return f"the database did not do what it was asked: {why}"


def _say(line: str, code: int) -> int:
    click.echo(visible(f"operasure: {line}"), err=True)
    return code


def _tell(error: click.ClickException) -> None:
    """Say what is wrong with a command line in one line; nothing given is a call for help."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show()
        return
    told = " ".join(error.format_message().split()).rstrip(".")
    context = error.ctx if isinstance(error, click.UsageError) else None
    more = f"; see '{context.command_path} --help'" if context else ""
    _say(f"{told[:1].lower()}{told[1:]}{more}", error.exit_code)


@contextmanager
def _ended() -> Iterator[None]:
    """Take the signals that end a program as Ctrl-C, so that temporary files are removed first. One
    that is ignored (nohup) stays so."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    numbers = [getattr(signal, name) for name in _ENDING if hasattr(signal, name)]
    taken = [number for number in numbers if signal.getsignal(number) is signal.SIG_DFL]
    for number in taken:
        signal.signal(number, signal.default_int_handler)
    try:
        yield
    finally:
        for number in taken:
            signal.signal(number, signal.SIG_DFL)


@contextmanager
def _threads(failed: list[BaseException]) -> Iterator[None]:
    """Note what ends a thread instead of printing it: the command has not done its work then."""

    def note(ended: threading.ExceptHookArgs) -> None:
        failed.append(ended.exc_value or RuntimeError())

    before, threading.excepthook = threading.excepthook, note
    try:
        yield
    finally:
        threading.excepthook = before
