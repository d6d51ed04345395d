"""Errors that a user can cause: each is one line that says what to do next."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class OperasureError(Exception):
    """Base of every error that ends a command with one line on stderr.

    The message is a single line without names, passwords or passages; `exit_code` is the
    process's exit code (docs/exit-codes.md).
    """

    exit_code = 2


class UsageError(OperasureError):
    """Wrong usage: bad option, unreadable file, an id that was never assigned (exit 2)."""

    exit_code = 2


@contextmanager
def readable(path: Path, what: str = "") -> Iterator[None]:
    """What reads a file, or what is in a folder: an error of the system becomes a UsageError that
    names it, after `what` it is."""
    try:
        yield
    except OSError as error:
        raise UsageError(f"{what}{path} can't be read: {error.strerror}") from error


class NoDatabaseError(OperasureError):
    """No connection to the database, or it is not an OpenProject database (exit 5)."""

    exit_code = 5


class ReadOnlyViolation(OperasureError):
    """The session could write although it must not (exit 5): nothing was read."""

    exit_code = 5
