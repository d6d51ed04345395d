"""Standard output and standard error of every command: the one place where output happens.

Whatever is written there, by us, by click or in a warning, is made visible first, so that no name
or text from a database, a cache, a file or a server can steer the terminal. Only line breaks, tabs
and our own colours pass. Lines are made visible one by one before (legible.joined), since here
nobody knows any more which line break is whose.
"""

from __future__ import annotations

import codecs
import errno
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, TextIO, cast

import click

from operasure.core.errors import UsageError
from operasure.core.legible import SIGN, UNCOLOURED, visible

_ERASE = "e"
_CODES = {
    "h": click.style("", fg="green", bold=True, reset=False),
    "r": click.style("", fg="red", reset=False),
    "b": click.style("", fg="red", bold=True, reset=False),
    "y": click.style("", fg="yellow", reset=False),
    "c": click.style("", fg="cyan", reset=False),
    UNCOLOURED[-1]: "\x1b[0m",
    _ERASE: "\r\x1b[K",
}
ERASED = SIGN + _ERASE
"""Begins the line anew, where somebody watches it."""


def coloured() -> bool:
    """Whether standard output is a terminal that wants colour (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


@contextmanager
def visible_streams() -> Iterator[None]:
    """Let all that is written to both streams be visible, for as long as this lasts."""
    if isinstance(sys.stdout, _Stream):
        yield
        return
    own = sys.stdout, sys.stderr
    results, words = (cast("TextIO | None", stream) for stream in own)
    sys.stdout = cast("TextIO", _Stream(results or _closed()))
    sys.stderr = cast("TextIO", _Words(words or _closed()))
    try:
        yield
    finally:
        sys.stdout, sys.stderr = own


def _closed() -> TextIO:
    """In the place of a stream that is closed (`>&-`): takes its number, and nothing else."""
    return os.fdopen(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")


class OutputError(UsageError):
    """Standard output can't be written: a full disk, for example."""


class _Stream:
    """A text stream that writes to another one what a person can read. Where the reader has gone
    (`| head`), nothing is lost and the command ends as it would have."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._broken: str | None = None
        if codecs.lookup(stream.encoding or "utf-8").name == "ascii":
            cast("Any", stream).reconfigure(encoding="utf-8")

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError("this stream takes text")  # as click finds out with no bytes
        if not text:
            return 0
        shown = visible(text, "\n\t")
        if SIGN in shown:
            for letter, code in _CODES.items():
                shown = shown.replace(SIGN + letter, code)
        try:
            self._stream.write(shown)
        except OSError as error:
            self._failed(error)
        return len(text)

    def flush(self) -> None:
        try:
            self._stream.flush()
        except OSError as error:
            self._failed(error)
        if self._broken:
            raise OutputError(self._broken)

    def _failed(self, error: OSError) -> None:
        self._discard()
        if error.errno != errno.EPIPE:
            why = os.strerror(error.errno or 0)
            self._broken = f"standard output can't be written: {why}"
            raise OutputError(self._broken) from None

    def _discard(self) -> None:
        """Let what is still held go nowhere, so that the end of the program does not stumble on
        it."""
        with suppress(OSError, ValueError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self._stream.fileno())
            os.close(nowhere)

    def writelines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        # Without its bytes nobody can write past this; click looks for them.
        if name == "buffer":
            raise AttributeError(name)
        return getattr(self._stream, name)


class _Words(_Stream):
    """Standard error: what can't be told there is told nowhere, and changes no result."""

    def _failed(self, error: OSError) -> None:
        self._discard()
