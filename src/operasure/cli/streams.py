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
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, TextIO, cast

import click

from operasure.core.errors import UsageError
from operasure.core.legible import SIGN, UNCOLOURED, visible

_CODES = {
    "h": click.style("", fg="green", bold=True, reset=False),
    "r": click.style("", fg="red", reset=False),
    "b": click.style("", fg="red", bold=True, reset=False),
    "y": click.style("", fg="yellow", reset=False),
    "c": click.style("", fg="cyan", reset=False),
    UNCOLOURED[-1]: "\x1b[0m",
}
_ANEW = "\r\x1b[K"
"""Begins the line of a terminal anew."""


def coloured() -> bool:
    """Whether standard output is a terminal that wants colour (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def terminal() -> TextIO | None:
    """The terminal on standard error that a line can be drawn on, and drawn anew, if there is
    one."""
    words = sys.stderr
    if not isinstance(words, _Words) or not words.isatty() or os.environ.get("TERM") == "dumb":
        return None
    return words.stream


def draw(line: str) -> None:
    """Draw a line on the terminal in the place of the one drawn before, until anything else is
    written. The one place where codes for the terminal pass: what is in it has to be `visible`.
    Nothing is drawn behind a line that has not ended."""
    if isinstance(words := sys.stderr, _Words):
        words.draw(line)


class _Screen:
    """What both streams share, which may show on one terminal."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.drawn: TextIO | None = None
        """Where a line is drawn now."""
        self.within = False
        """Whether what was written last has begun a line and not ended it."""

    def clear(self) -> None:
        """Take away what is drawn."""
        if self.drawn:
            with suppress(OSError, ValueError):
                self.drawn.write(_ANEW)
                self.drawn.flush()
            self.drawn = None


@contextmanager
def visible_streams() -> Iterator[None]:
    """Let all that is written to both streams be visible, for as long as this lasts."""
    if isinstance(sys.stdout, _Stream):
        yield
        return
    own = sys.stdout, sys.stderr
    results, words = (cast("TextIO | None", stream) for stream in own)
    screen = _Screen()
    sys.stdout = cast("TextIO", _Stream(results or _closed(), screen))
    sys.stderr = cast("TextIO", _Words(words or _closed(), screen))
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

    def __init__(self, stream: TextIO, screen: _Screen) -> None:
        self.stream = stream
        self._screen = screen
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
        with self._screen.lock:
            self._screen.clear()
            self._screen.within = not shown.endswith("\n")
            try:
                self.stream.write(shown)
            except OSError as error:
                self._failed(error)
        return len(text)

    def flush(self) -> None:
        try:
            self.stream.flush()
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
            os.dup2(nowhere, self.stream.fileno())
            os.close(nowhere)

    def writelines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        # Without its bytes nobody can write past this; click looks for them.
        if name == "buffer":
            raise AttributeError(name)
        return getattr(self.stream, name)


class _Words(_Stream):
    """Standard error: what can't be told there is told nowhere, and changes no result."""

    def _failed(self, error: OSError) -> None:
        self._discard()

    def draw(self, line: str) -> None:
        """As `streams.draw`."""
        with self._screen.lock:
            if line and not self._screen.within:
                with suppress(OSError, ValueError):
                    self.stream.write(_ANEW + line)
                    self.stream.flush()
                    self._screen.drawn = self.stream
            elif not line:
                self._screen.clear()
