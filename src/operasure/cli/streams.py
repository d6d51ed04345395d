"""Standard output and standard error of every command: the one place where output happens.

Whatever is written there, by us, by click or in a warning, is made visible first, so that no name
or text from a database, a cache, a file or a server can steer the terminal. Only line breaks, tabs
and our own colours pass. Lines are made visible one by one before (legible.joined), since here
nobody knows any more which line break is whose.
"""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TextIO, cast

import click

from operasure.legible import SIGN, visible

_COLOURS = {
    "clear": "h",
    "leftovers": "b",
    "leftover": "r",
    "not-deleted": "r",
    "incomplete": "y",
    "unchecked": "y",
    "retained": "c",
    "accepted": "c",
}
_END, _ERASE = "z", "e"
_CODES = {
    "h": click.style("", fg="green", bold=True, reset=False),
    "r": click.style("", fg="red", reset=False),
    "b": click.style("", fg="red", bold=True, reset=False),
    "y": click.style("", fg="yellow", reset=False),
    "c": click.style("", fg="cyan", reset=False),
    _END: "\x1b[0m",
    _ERASE: "\r\x1b[K",
}
ERASED = SIGN + _ERASE
"""Begins the line anew, where somebody watches it."""


def coloured() -> bool:
    """Whether standard output is a terminal that wants colour (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def paint(text: str, word: str) -> str:
    """Colour a text by the meaning of a word."""
    code = _COLOURS.get(word)
    return f"{SIGN}{code}{text}{SIGN}{_END}" if code else text


@contextmanager
def visible_streams() -> Iterator[None]:
    """Let all that is written to both streams be visible, for as long as this lasts."""
    if isinstance(sys.stdout, _Stream):
        yield
        return
    own = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = (cast("TextIO", _Stream(stream)) for stream in own)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = own


class _Stream:
    """A text stream that writes to another one what a person can read."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        if codecs.lookup(stream.encoding or "utf-8").name == "ascii":
            cast("Any", stream).reconfigure(encoding="utf-8")

    def write(self, text: str) -> int:
        shown = visible(text, "\n\t")
        if SIGN in shown:
            for letter, code in _CODES.items():
                shown = shown.replace(SIGN + letter, code)
        self._stream.write(shown)
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        # Without its bytes nobody can write past this; click looks for them.
        if name == "buffer":
            raise AttributeError(name)
        return getattr(self._stream, name)
